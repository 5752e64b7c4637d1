import { deliverySettings } from "../delivery/deliver";

/** Timeouts for opening a connection and for a whole call, in milliseconds. */
export const timeouts = {
  connectionTimeout: 1_000,
  requestTimeout: deliverySettings.callTime,
  throwOnRequestTimeout: true,
} as const;

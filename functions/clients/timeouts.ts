import { deliverySettings } from "../delivery/deliver";

/** How long a connection may take to come about, and a call to end, in milliseconds. */
export const timeouts = {
  connectionTimeout: 1_000,
  requestTimeout: deliverySettings.callTime,
  throwOnRequestTimeout: true,
} as const;

import type { Vendor } from "./vendor";

/**
 * A vendor without a built-in mapping: the configuration provides the mapping. Fields that it does not place are kept in
 * additionalEventData.
 */
export const custom: Vendor = {
  name: "custom",
  title: "An application of your own",
  source: "Custom",
  document: "The mapping in the stack's configuration",
  mapping: {
    id: { from: [] },
    eventTime: { from: [] },
    version: { from: [], otherwise: "0" },
    eventName: { from: [] },
    userIdentity: { type: { from: [] }, principalId: { from: [] } },
  },
};

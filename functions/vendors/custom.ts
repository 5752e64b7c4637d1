import type { Vendor } from "./vendor";

/**
 * A vendor that no code knows: its mapping is the configuration's. What that does not place is kept whole in additionalEventData.
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

/** Makes the configuration of a stack with a number of vendors. */
export function manyVendors(many: number): Readonly<Record<string, object>> {
  return { vendors: vendorsOf(many), eventStores: { audit: { retentionDays: 2555 } } };
}

const vendorNames = ["okta", "onelogin", "auth0", "pagerduty", "sailpoint", "buildkite"] as const;

/** Makes vendors that share one store. Those of one Source share its channel, as a Region requires; those of Source Custom always do. */
function vendorsOf(many: number): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Array.from({ length: many }, (_, index) => {
      const place = index % vendorNames.length;
      const vendor = vendorNames[place] ?? "okta";
      const shares = place !== index && (vendor === "okta" || vendor === "onelogin");
      const where = shares ? { channel: `${vendor}-${place}` } : { eventStore: "audit" };
      return [
        `${vendor}-${index}`,
        { vendor, eventSourceName: `aws.partner/example.com/acme/${vendor}-${index}`, ...where },
      ];
    }),
  );
}

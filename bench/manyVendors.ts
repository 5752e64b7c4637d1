/** The configuration of a stack with so many vendors. */
export function manyVendors(many: number): Readonly<Record<string, object>> {
  return { vendors: vendorsOf(many), eventStores: { audit: { retentionDays: 2555 } } };
}

const vendorNames = ["okta", "onelogin", "auth0", "pagerduty", "sailpoint", "buildkite"] as const;

/** As many vendors, all with one store: as a Region demands, those of one Source share its channel, and those of Source Custom do so anyway. */
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

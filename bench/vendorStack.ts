/** The vendors of a stack of some size: as a Region demands, those of one Source share its channel, and all share one store. */
export function vendorsOf(count: number): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const vendor = vendors[index % vendors.length] ?? "okta";
      const isFirst = index < vendors.length;
      // Vendors of Source Custom share a channel anyway.
      const shares = !isFirst && withOwnSource.has(vendor);
      const eventSourceName = `aws.partner/example.com/acme/${vendor}-${index}`;
      const where = shares ? { channel: keyOf(vendor, vendors.indexOf(vendor)) } : { eventStore: "audit" };
      return [keyOf(vendor, index), { vendor, eventSourceName, ...where }];
    }),
  );
}

/** The store that all of them share, as `partner-audit:eventStores`. */
export const sharedStore = { audit: { retentionDays: 2555 } } as const;

const vendors = ["okta", "onelogin", "auth0", "pagerduty", "sailpoint", "buildkite"] as const;
const withOwnSource: ReadonlySet<string> = new Set(["okta", "onelogin"]);

function keyOf(vendor: string, index: number): string {
  return `${vendor}-${index}`;
}

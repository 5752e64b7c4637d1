import { readJson } from "../../support/readJson";
import { channelArn, okta, parse, problemsOf, storeArn } from "./entries";

/** The default settings of an integration over EventBridge into CloudTrail Lake (docs/configuration.md). */
const defaults = {
  delivery: "eventbridge",
  sink: "cloudtrail-lake",
  logRetentionDays: 365,
  timeoutSeconds: 40,
  memoryMegabytes: 256,
  maximumReceiveCount: 100,
  queueRetentionDays: 7,
  deadLetterRetentionDays: 14,
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
  alarms: { enabled: true, silenceMinutes: 1440, rejectedPercent: 5, driftPerHour: 0, concurrencyPercent: 80 },
};
const vendorProblems = (entry: unknown) => problemsOf({ okta: entry });

describe("a valid configuration", () => {
  it("gives each vendor its own channel and store", () => {
    expect(parse({ okta })).toEqual({
      integrations: {
        okta: {
          vendor: "okta",
          settings: { ...defaults, ...okta },
          channel: { kind: "own", stores: [{ kind: "own", settings: {} }] },
        },
      },
      eventStores: {},
      scans: {},
      warnings: [],
      findings: {},
      tags: {},
    });
  });

  it("keeps an integration's settings apart from those of its store", () => {
    const { integrations } = parse({ okta: { ...okta, batchSize: 50, retentionDays: 30, billingMode: "fixed" } });
    expect(integrations.okta?.settings).toEqual({ ...defaults, ...okta, batchSize: 50 });
    expect(integrations.okta?.channel).toEqual({
      kind: "own",
      stores: [{ kind: "own", settings: { retentionDays: 30, billingMode: "fixed" } }],
    });
  });

  it("lets a second vendor of the same Source share the first one's channel", () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
    expect(parse({ okta, "okta-emea": emea }).integrations["okta-emea"]?.channel).toEqual({
      kind: "shared",
      integration: "okta",
    });
  });

  it("resolves stores by name and by ARN, alone and in a list", () => {
    const eventStores = { identity: { retentionDays: 2555 }, legacy: { arn: storeArn } };
    const channel = (eventStore: unknown) =>
      parse({ okta: { ...okta, eventStore } }, { eventStores }).integrations.okta?.channel;
    expect(channel("identity")).toEqual({ kind: "own", stores: [{ kind: "named", name: "identity" }] });
    expect(channel("legacy")).toEqual({ kind: "own", stores: [{ kind: "existing", arn: storeArn }] });
    expect(channel(storeArn)).toEqual({ kind: "own", stores: [{ kind: "existing", arn: storeArn }] });
    expect(channel(["identity", "legacy"])).toEqual({
      kind: "own",
      stores: [
        { kind: "named", name: "identity" },
        { kind: "existing", arn: storeArn },
      ],
    });
  });

  it("uses a store of eventStores with the vendor's name, and creates only stores without an ARN", () => {
    const { integrations, eventStores } = parse(
      { okta },
      { eventStores: { okta: { retentionDays: 90 }, legacy: { arn: storeArn } } },
    );
    expect(integrations.okta?.channel).toEqual({ kind: "own", stores: [{ kind: "named", name: "okta" }] });
    expect(eventStores).toEqual({ okta: { retentionDays: 90 } });
  });

  it("accepts an existing channel by its ARN", () => {
    expect(parse({ okta: { ...okta, channel: channelArn } }).integrations.okta?.channel).toEqual({
      kind: "existing",
      arn: channelArn,
    });
  });
});

describe("an invalid configuration", () => {
  it.each(
    readJson<readonly (readonly [name: string, entry: unknown, problem: string])[]>(__dirname, "vendorProblems.json"),
  )("is reported with the place, the value and what is allowed: %s", (_, entry, problem) => {
    expect(vendorProblems(entry)).toEqual([problem.replace("partner-audit:", "")]);
  });

  it("is reported with the nearest key for an unknown one", () => {
    expect(vendorProblems({ ...okta, retentionDay: 30 })[0]).toMatch(
      /^vendors\.okta\.retentionDay: "retentionDay" is not a known key; did you mean retentionDays\? Known: vendor, eventSourceName, /,
    );
    expect(vendorProblems({ ...okta, archive: { retentionDay: 3 } })).toContain(
      'vendors.okta.archive.retentionDay: "retentionDay" is not a known key; did you mean retentionDays? Known: retentionDays',
    );
    expect(problemsOf(undefined, { vendor: { okta } })[0]).toBe(
      'vendor: "vendor" is not a known key; did you mean vendors? Known: vendors, eventStores, detections, awsEventStore, awsClient, permissionsBoundary, rolePath, alarms, dashboards, findings, lake, allowEmpty, sandbox, tags',
    );
  });

  it("is reported with the nearest vendor for an unknown one, by key and by name", () => {
    expect(problemsOf({ octa: okta })[0]).toMatch(
      /^vendors\.octa: "octa" is not a known vendor; did you mean okta\? Known: /,
    );
    expect(vendorProblems({ ...okta, vendor: "octa" })[0]).toMatch(
      /^vendors\.okta\.vendor: "octa" is not a known vendor; did you mean okta\? Known: /,
    );
  });

  it("has two vendors of one Source, and the message names both and the solution", () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit" };
    expect(problemsOf({ okta, "okta-emea": emea })).toEqual([
      "vendors.okta-emea: would make a second channel of the Source OktaSystemLogEvents, which okta already makes, and a Region allows one per Source; share it: pulumi config set --path partner-audit:vendors.okta-emea.channel okta",
    ]);
  });

  it("has one partner event source for two vendors", () => {
    expect(problemsOf({ okta, second: { vendor: "okta", ...okta, channel: "okta" } })).toEqual([
      'vendors.second.eventSourceName: "aws.partner/okta.com/acme/audit" is already used by okta, and a partner event source has one event bus; set eventBusName: aws.partner/okta.com/acme/audit instead',
    ]);
  });

  it("has a shared channel that does not exist", () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit" };
    expect(problemsOf({ okta, emea: { ...emea, channel: "oktaa" } })).toEqual([
      'vendors.emea.channel: "oktaa" is not a known vendor\'s key; did you mean okta? Known: okta',
    ]);
    expect(problemsOf({ okta: { ...okta, channel: channelArn }, emea: { ...emea, channel: "okta" } })).toEqual([
      `vendors.emea.channel: okta has no channel of its own to share; name "${channelArn}" here, as it does`,
    ]);
  });

  it("has more stores than a Region allows", () => {
    const eventStores = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`store-${index}`, {}]));
    expect(problemsOf({ okta }, { eventStores })).toEqual([
      "vendors: needs 11 event data stores, but a Region allows 10; let vendors share one under partner-audit:eventStores (eventStore: NAME)",
    ]);
    expect(problemsOf({ okta: { ...okta, eventStore: "store-1" } }, { eventStores })).toEqual([]);
  });

  it("has a Region without an endpoint for audit events, and the message names the nearest", () => {
    expect(problemsOf({ okta }, {}, "us-east-11")[0]).toMatch(
      /^aws:region: "us-east-11" is not allowed; it must be a Region with an endpoint for PutAuditEvents \(the nearest name is us-east-1\): us-east-1, /,
    );
  });

  it("is reported with every problem at once, and no stack trace in the message", () => {
    const vendors = { okta: { ...okta, retentionDays: 3, batchSize: 0 }, octa: okta };
    const stackWide = { permissionsBoundary: "boundary", rolePath: "audit", tags: { "aws:x": "y" } };
    const others = { eventStores: { identity: { billingMode: "free" } }, ...stackWide };
    expect(problemsOf(vendors, others)).toHaveLength(7);
    expect(() => parse(vendors, others)).toThrow(
      /^The stack's configuration has 7 problems; nothing was provisioned:\n {2}partner-audit:/,
    );
  });

  it("has too many tags, or the key of the project's own tag", () => {
    const tagsOf = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, ""]));
    expect(Object.keys(parse({ okta }, { tags: tagsOf(47) }).tags)).toHaveLength(47);
    for (const tags of [tagsOf(48), { "partner-audit:project": "another" }]) {
      expect(problemsOf({ okta }, { tags })).toEqual([
        expect.stringContaining(
          "at most 47 tags whose keys have 1 to 128 characters and do not begin with aws: or partner-audit:",
        ),
      ]);
    }
  });

  it("has names of a prototype's properties, which are never used as entries", () => {
    expect(vendorProblems({ ...okta, eventStore: "constructor" })[0]).toMatch(
      /"constructor" is not a known event store/,
    );
    expect(problemsOf({ constructor: okta })[0]).toMatch(/"constructor" is not a known vendor/);
  });
});

import { channelArn, clumio, hr, okta, parse, problemsOf, storeArn } from "./entries";

describe("vendors of Source Custom", () => {
  const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" };

  it("share the stack's channel and its store, which needs no entry", () => {
    const { integrations, customChannelStores } = parse({ auth0, hr });
    expect([integrations.auth0?.channel, integrations.hr?.channel]).toEqual([{ kind: "custom" }, { kind: "custom" }]);
    expect(customChannelStores).toEqual([{ kind: "own", settings: {} }]);
  });

  it("use the store named custom if it exists, or the stores that one of them names", () => {
    const eventStores = { custom: { retentionDays: 30 }, legacy: { arn: storeArn } };
    expect(parse({ auth0 }, { eventStores }).customChannelStores).toEqual([{ kind: "named", name: "custom" }]);
    expect(
      parse({ auth0, hr: { ...hr, eventStore: ["custom", "legacy"] } }, { eventStores }).customChannelStores,
    ).toEqual([
      { kind: "named", name: "custom" },
      { kind: "existing", arn: storeArn },
    ]);
  });

  it("cannot name different stores or change settings of the shared store", () => {
    const eventStores = { one: {}, two: {} };
    expect(
      problemsOf({ auth0: { ...auth0, eventStore: "one" }, hr: { ...hr, eventStore: "two" } }, { eventStores }),
    ).toEqual([
      "vendors.hr.eventStore: names other stores than auth0, and both deliver through the stack's one channel of Source Custom, which delivers to all its stores; name the same ones in both, or leave eventStore out here",
    ]);
    expect(problemsOf({ hr: { ...hr, retentionDays: 90 } })).toEqual([
      "vendors.hr.retentionDays: has no effect here, since vendors of Source Custom share one store; set it for that store: pulumi config set --path partner-audit:eventStores.custom.retentionDays 90",
    ]);
  });

  it("may name each other's channel or an existing one", () => {
    expect(parse({ auth0, hr: { ...hr, channel: "auth0" } }).integrations.hr?.channel).toEqual({ kind: "custom" });
    const given = parse({ hr: { ...hr, channel: channelArn } });
    expect([given.integrations.hr?.channel, given.customChannelStores]).toEqual([
      { kind: "existing", arn: channelArn },
      undefined,
    ]);
    expect(problemsOf({ auth0: { ...auth0, sink: "cloudwatch-logs" }, hr: { ...hr, channel: "auth0" } })).toEqual([
      "vendors.hr.channel: auth0 has no channel of its own to share; leave channel out",
    ]);
  });

  it("count as one channel and one store in the Region's quotas", () => {
    const solutions = [
      "crowdstrike",
      "cyberark",
      "wiz",
      "shoreline",
      "netskope-cloud-exchange",
      "kong-gateway-enterprise",
      "cloud-storage-security",
    ];
    const vendors = Object.fromEntries(solutions.map((name) => [name, { delivery: "solution" }]));
    expect(problemsOf({ ...vendors, okta, clumio, auth0, hr })).toEqual([]);
    expect(problemsOf({ ...vendors, okta, clumio, auth0, hr, github: { delivery: "solution" } })).toEqual([
      "vendors: needs 11 event data stores, but a Region allows 10; let vendors share one under partner-audit:eventStores (eventStore: NAME)",
    ]);
  });
});

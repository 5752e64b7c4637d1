import { isBalanced } from "../../sandbox/ledger/ledger";
import { type Deployment, declaredState } from "../../sandbox/program/declaredState";
import { existingResources, identify } from "../../sandbox/program/existing";
import { deployStack } from "../../sandbox/program/stackSandbox";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { describeEngine, useEngine } from "../support/engine";
import { oktaDetails, sendDetails, startTime } from "../support/stack";

const place = "us-east-1:123456789012";
const store = { arn: `arn:aws:cloudtrail:${place}:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa` };
const channel = `arn:aws:cloudtrail:${place}:channel/4f212354-317c-4209-9341-631210ebc1aa`;

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", eventStore: ["identity", "legacy"] };
const onelogin = {
  eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff",
  eventStore: "identity",
  rawLogGroup: { retentionDays: 90 },
};
const github = { eventBusName: "default", pattern: { source: ["github.audit-log"] }, channel };
const clumio = {
  delivery: "direct",
  principal: "210987654321",
  externalId: "acme-0123456789abcdef",
  retentionDays: 30,
};
const crowdstrike = { delivery: "solution", terminationProtection: false };
const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", sink: "cloudwatch-logs" };
const hr = {
  vendor: "custom",
  eventSourceName: "aws.partner/example.com/acme/hr",
  mapping: { eventName: "event.action", userIdentity: { principalId: "event.actor + ''" } },
};
const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" };

const everyKind = { okta, onelogin, github, clumio, crowdstrike, "okta-emea": emea, hr };

/** The resources of one sink, except the permission to write to it. */
const partsOfSink = [
  ...["queue", "queue-policy", "dead-letter-queue", "dead-letter-queue-policy", "target", "mapping"],
  ...["forwarder", "log-group", "role", "receive-events", "park-rejects", "write-log"],
];

describeEngine("every delivery and every store", () => {
  const engine = useEngine(async (started) => {
    await started.set("eventStores", { identity: { retentionDays: 365 }, legacy: store });
    const existing = { type: "aws:cloudtrail/eventDataStore:EventDataStore", logicalName: "legacy", id: store.arn };
    const inputs = { name: "legacy", terminationProtectionEnabled: true };
    const resources = [{ ...existing, inputs, outputs: { ...inputs, arn: store.arn } }];
    started.setCloud({ resources, generations: {}, failures: [] });
  });
  const up = (vendors: object) => engine().up(vendors);

  it("are deployed together, and a second update changes nothing", async () => {
    const done = await up(everyKind);
    expect(done.every((step) => step.startsWith("create "))).toBe(true);
    for (const step of [
      "identity/event-data-store",
      "okta/channel",
      "onelogin/channel",
      "onelogin/raw-log-group",
      "raw-log-policy",
      "clumio/channel-policy",
      "crowdstrike/put-audit-events-policy",
      "okta-emea/audit-log-group",
      "custom/channel",
      "custom/event-data-store",
    ]) {
      expect(done).toContain(`create ${step}`);
    }
    const stores = done.filter((step) => step.endsWith("/event-data-store"));
    expect(stores.sort()).toEqual([
      "create clumio/event-data-store",
      "create crowdstrike/event-data-store",
      "create custom/event-data-store",
      "create identity/event-data-store",
    ]);
    expect(await up(everyKind)).toEqual([]);
  });

  it("work in the sandbox from the deployed state, with exact ledgers", async () => {
    const program = declaredState((await engine().stack.exportStack()).deployment as Deployment);
    const stack = await deployStack(program, identify, { startTime, existing: existingResources(program) });
    try {
      sendDetails(stack, "okta", oktaDetails(20));
      sendDetails(stack, "okta-emea", oktaDetails(20, 2));
      sendDetails(stack, "hr", [{ action: "record.viewed", actor: "u-1" }]);
      for (const key of ["clumio", "crowdstrike"]) {
        const options = { count: 10, seed: 1, end: startTime, eventSource: key, recipientAccountId: "123456789012" };
        for (const event of auditEvents(options)) {
          stack.send(key, { ...event });
        }
      }
      await stack.sandbox.settle();
      const ledgers = ["okta", "okta-emea", "hr", "clumio", "crowdstrike"].map((key) => stack.ledger(key));
      expect(ledgers.map(({ received }) => received)).toEqual([20, 20, 1, 10, 10]);
      expect(ledgers.filter((ledger) => ledger.ingested !== ledger.received || !isBalanced(ledger))).toEqual([]);
    } finally {
      await stack.sandbox.close();
    }
  });

  it("add another vendor of Source Custom with creations only, without another channel or store", async () => {
    const done = await up({ ...everyKind, auth0 });
    expect(done.length).toBeGreaterThan(15);
    expect(done.filter((step) => !step.startsWith("create auth0/"))).toEqual([]);
    expect(done.filter((step) => /\/channel$|-store$/.test(step))).toEqual([]);
  });

  it("replace bus, rule, target and archive of a vendor with another event source, and keep the rest", async () => {
    const archive = { retentionDays: 30 };
    await up({ ...everyKind, auth0: { ...auth0, archive } });
    const eventSourceName = "aws.partner/auth0.com/acme-2/auth0.logs";
    const done = await up({ ...everyKind, auth0: { eventSourceName, archive } });
    const namesOf = (operation: string) =>
      done.flatMap((step) => (step.startsWith(`${operation} `) ? [step.slice(operation.length + 1)] : [])).toSorted();
    const replaced = ["auth0/archive", "auth0/event-bus", "auth0/rule", "auth0/target"];
    expect(namesOf("create-replacement")).toEqual(replaced);
    expect(namesOf("delete-replaced")).toEqual(replaced);
    expect(namesOf("update")).toEqual(["auth0/queue-policy", "auth0/target-dead-letter-queue-policy"]);
    expect(done).toHaveLength(3 * replaced.length + 2);
    await up({ ...everyKind, auth0 });
  });

  it("remove the first vendor of Source Custom, and change nothing else", async () => {
    const { hr: _gone, ...others } = everyKind;
    const done = await up({ ...others, auth0 });
    expect(done.filter((step) => !step.startsWith("delete hr/"))).toEqual([]);
    // A rule is deleted after its targets and before its bus.
    const order = ["delete hr/target", "delete hr/rule", "delete hr/event-bus"].map((step) => done.indexOf(step));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  it("add a sink with creations only, and remove one by deleting only its own resources", async () => {
    const { hr: _gone, ...others } = { ...everyKind, auth0 };
    const sink = ["cloudtrail-lake", "cloudwatch-logs"];
    const added = await up({ ...others, auth0: { ...auth0, sink }, "okta-emea": { ...emea, sink, channel: "okta" } });
    const parts = (key: string, ...grants: readonly string[]) =>
      [...partsOfSink, ...grants].map((part) => `${key}/${part}`);
    const ofLogs = parts("auth0/logs", "put-log-events");
    const ofLake = parts("okta-emea", "put-audit-events");
    expect([...added].sort()).toEqual(
      [...ofLogs, ...ofLake, "auth0/audit-log-group"].map((name) => `create ${name}`).sort(),
    );
    const removed = await up(others);
    // The log group holds evidence and stays in the account; the provider does not delete it.
    expect([...removed].sort()).toEqual(
      [...ofLogs, ...ofLake, "auth0/audit-log-group"].map((name) => `delete ${name}`).sort(),
    );
    const adopted = { auditLogGroup: { import: "/partner-audit/partner-audit-dev_auth0" } };
    const alone = { ...others, auth0: { ...auth0, sink: "cloudwatch-logs", ...adopted } };
    const logs = await up(alone).catch((error: Error) => error);
    // The last vendor that used the stack's channel of Source Custom is removed, and its store is protected.
    expect(String(logs)).toMatch(/custom\/event-data-store[\s\S]*protect/);
  });

  it("remove a vendor with its own store only if that store may be deleted, and then its channel before its store", async () => {
    const { hr: _gone, clumio: _refused, ...withoutClumio } = { ...everyKind, auth0 };
    const refused = await up(withoutClumio).catch((error: Error) => error);
    expect(String(refused)).toMatch(/clumio\/event-data-store[\s\S]*protect/);
    const { hr: _hr, crowdstrike: _solution, ...withoutCrowdstrike } = { ...everyKind, auth0 };
    const done = await up(withoutCrowdstrike);
    expect(done).toEqual(
      expect.arrayContaining([
        "delete crowdstrike/put-audit-events-policy",
        "delete crowdstrike/channel",
        "delete crowdstrike/event-data-store",
      ]),
    );
    expect(done.indexOf("delete crowdstrike/channel")).toBeLessThan(
      done.indexOf("delete crowdstrike/event-data-store"),
    );
  });

  it("leave a log group of audit events in the account when its vendor is removed", async () => {
    const { hr: _hr, crowdstrike: _solution, "okta-emea": _emea, ...others } = { ...everyKind, auth0 };
    const kept = engine().resource("okta-emea/audit-log-group");
    expect(await up(others)).toContain("delete okta-emea/logs/forwarder");
    expect(engine().resource("okta-emea/audit-log-group")).toEqual(kept);
  });
});

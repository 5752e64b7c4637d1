import fc from "fast-check";
import {
  type DetectorNames,
  detectorNames,
  type IntegrationNames,
  integrationNames,
  namePrefix,
  rawLogGroupPrefix,
} from "../../components/aws/names";
import type { DeclaredProgram } from "../../sandbox/program";
import { uniqueNameOf } from "../../sandbox/provider";
import { declare, oktaAlone, stackOf } from "../support/declare";

/** Few words, of the project's own names among them: keys and stacks of one or two are often parts of each other. */
const words = ["okta", "emea", "dev", "audit", "custom", "detector", "events", "raw", "undelivered"];

const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/) },
);
/** `partner-audit-STACK_KEY` has at most the 48 characters of an archive. */
const longestKey = 48 - "partner-audit-".length - "events-events".length - 1;
const key = fc
  .array(word, { minLength: 1, maxLength: 2 })
  .map((parts) => parts.join("-"))
  .filter((name) => name.length <= longestKey);
/** Two stacks, of which the second often begins with the first's name. */
const stackNames = fc
  .tuple(fc.constantFrom("dev", "okta", "emea"), fc.constantFrom("okta", "emea", "custom", "events"), fc.boolean())
  .map(([one, other, isLonger]) => [one, isLonger || one === other ? `${one}-${other}` : other] as const);

const hr = { vendor: "custom", mapping: { eventName: "event.a", userIdentity: { principalId: "event.b" } } };
const direct = { vendor: "custom", delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };

/** One vendor's settings; of a Source of its own at most one vendor has a channel. */
const settings = fc.record({
  kind: fc.constantFrom("logs", "both", "shared", "custom", "direct", "solution"),
  raw: fc.boolean(),
  archive: fc.boolean(),
});

type Settings = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;

function vendorOf({ kind, raw, archive }: Settings, owner: string, eventSourceName: string): object {
  const overEventBridge = {
    eventSourceName,
    ...(raw && { rawLogGroup: { retentionDays: 90 } }),
    ...(archive && { archive: { retentionDays: 30 } }),
  };
  switch (kind) {
    case "logs":
      return { ...overEventBridge, vendor: "okta", sink: "cloudwatch-logs" };
    case "both":
      return { ...overEventBridge, vendor: "okta", sink: ["cloudtrail-lake", "cloudwatch-logs"], channel: owner };
    case "shared":
      return { ...overEventBridge, vendor: "okta", channel: owner };
    case "custom":
      return { ...overEventBridge, ...hr };
    case "direct":
      return direct;
    case "solution":
      return { vendor: "custom", delivery: "solution" };
  }
}

const keys = (length: number) => fc.uniqueArray(key, { minLength: length, maxLength: length });

const stack = (length: number) =>
  fc.record({
    vendors: fc.uniqueArray(fc.tuple(key, settings), {
      minLength: length,
      maxLength: length,
      selector: ([name]) => name,
    }),
    stores: fc.uniqueArray(key, { maxLength: 2 }),
    isOwnersStoreShared: fc.boolean(),
    isCustomStoreNamed: fc.boolean(),
  });

type Stack = ReturnType<typeof stack> extends fc.Arbitrary<infer Value> ? Value : never;

/** The stack's configuration: the first key, which may not be "custom", owns the channel that the others share. */
function configurationOf(name: string, { vendors, stores, isOwnersStoreShared, isCustomStoreNamed }: Stack) {
  const owner = vendors.map(([vendorKey]) => vendorKey).find((vendorKey) => vendorKey !== "custom") ?? "";
  const entries = vendors.map(([vendorKey, chosen], index) => {
    const source = `aws.partner/example.com/${name}/${index}`;
    const own = {
      vendor: "okta",
      eventSourceName: source,
      archive: { retentionDays: 30 },
      rawLogGroup: { retentionDays: 30 },
    };
    // A channel takes one direct partner.
    const isSecond = vendors.findIndex(([, { kind }]) => kind === "direct") < index;
    const kind = chosen.kind === "direct" && isSecond ? "solution" : chosen.kind;
    return [vendorKey, vendorKey === owner ? own : vendorOf({ ...chosen, kind }, owner, source)];
  });
  const named = [...stores, ...(isOwnersStoreShared ? [owner] : []), ...(isCustomStoreNamed ? ["custom"] : [])];
  return {
    vendors: Object.fromEntries(entries),
    eventStores: Object.fromEntries(named.map((store) => [store, {}])),
    alarms: {},
    dashboards: { refreshHours: 24 },
    detections: { "okta-impersonation": {}, "okta-policy-changed": {} },
  };
}

/** What stands more than once in a list. */
function repeated(list: readonly string[]): readonly string[] {
  return list.filter((one, index) => list.indexOf(one) !== index);
}

function physicalNames({ resources }: DeclaredProgram): readonly string[] {
  return resources.flatMap(
    ({ type, inputs, outputs }) => uniqueNameOf(type, { ...inputs, ...outputs })?.identity ?? [],
  );
}

/** Every physical name that the name functions give to these keys in a stack, by what has it: `queue NAME`. */
function namesOf(stackOfKeys: string, keysOfStack: readonly string[]): readonly string[] {
  const prefix = namePrefix("partner-audit", stackOfKeys);
  const detector = detectorNames(prefix);
  return [
    ...keysOfStack.flatMap((one) => kindsOf(integrationNames(one, prefix))),
    ...kindsOf(detector),
    `role ${detector.schedulerRole}`,
  ];
}

const queuesOf = ["queue", "deadLetterQueue", "targetDeadLetterQueue"];
const logGroupsOf = ["logGroup", "auditLogGroup", "rawLogGroup"];

function kindsOf(names: IntegrationNames | DetectorNames): readonly string[] {
  const kindOf = (property: string) => {
    const kinds = [
      ...(queuesOf.includes(property) ? ["queue"] : []),
      ...(logGroupsOf.includes(property) ? ["group"] : []),
    ];
    return kinds[0] ?? property;
  };
  // IAM does not distinguish names by case (IAM API Reference, CreateRole); keys are in lower case.
  return Object.entries(names).map(([property, name]) => `${kindOf(property)} ${name}`);
}

describe("the names of two stacks in one account", () => {
  it("are never equal, for any 40 keys of each: neither whole names nor the beginnings of alarms' and raw log groups' names", () => {
    fc.assert(
      fc.property(stackNames, keys(40), keys(40), ([one, other], keysOfOne, keysOfOther) => {
        expect(repeated([...namesOf(one, keysOfOne), ...namesOf(other, keysOfOther)])).toEqual([]);
        for (const key of keysOfOther) {
          const { alarmPrefix, rawLogGroup, rule } = integrationNames(key, namePrefix("partner-audit", other));
          const prefix = namePrefix("partner-audit", one);
          // The patterns of the alarm topic's and the raw log groups' policies.
          expect([alarmPrefix, rule].filter((name) => name.startsWith(`${prefix}_`))).toEqual([]);
          expect(rawLogGroup.startsWith(rawLogGroupPrefix(prefix))).toBe(false);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("are never equal in a program of any 40 keys and settings: neither URNs nor physical names", async () => {
    await fc.assert(
      fc.asyncProperty(stackNames, stack(40), stack(5), async (names, one, other) => {
        const urns: string[] = [];
        const physical: string[] = [];
        for (const [index, chosen] of [one, other].entries()) {
          const name = index === 0 ? names[0] : names[1];
          const declared = await declare(stackOf(configurationOf(name, chosen), name), "no-store");
          urns.push(...declared.resources.map(({ urn }) => urn));
          const ofStack = physicalNames(declared);
          expect(repeated(ofStack)).toEqual([]);
          // These name a channel or a store by its ARN, which AWS makes and the sandbox makes of the logical name alone.
          physical.push(...ofStack.filter((identity) => !identity.startsWith('["AWS::CloudTrail::ResourcePolicy"')));
        }
        expect(repeated(urns)).toEqual([]);
        expect(repeated(physical)).toEqual([]);
        expect(physical.length).toBeGreaterThan(300);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  }, 120_000);

  const logs = { sink: "cloudwatch-logs" };
  const shared = { channel: "okta" };
  it.each([
    ["okta-audit", "a log group of audit events", { okta: logs, "okta-audit": {} }, {}],
    ["okta-raw", "a raw log group", { okta: { rawLogGroup: { retentionDays: 30 } }, "okta-raw": shared }, {}],
    ["okta-target", "a target", { okta: {}, "okta-target": shared }, {}],
    ["okta-dead-letter", "a dead-letter queue", { okta: {}, "okta-dead-letter": shared }, {}],
    ["okta-service", "alarms", { okta: {}, "okta-service": shared }, { alarms: {} }],
    [
      "detector",
      "detections",
      { okta: {}, detector: shared },
      { alarms: {}, detections: { "okta-impersonation": {} } },
    ],
  ])("are not equal for the key %s beside %s", async (_key, _part, vendors, others) => {
    const entries = Object.entries(vendors).map(([vendorKey, chosen], index) => [
      vendorKey,
      { vendor: "okta", eventSourceName: `aws.partner/okta.com/acme/${index}`, ...chosen },
    ]);
    const declared = await declare(stackOf({ vendors: Object.fromEntries(entries), ...others }));
    expect(repeated(declared.resources.map(({ urn }) => urn))).toEqual([]);
    expect(repeated(physicalNames(declared))).toEqual([]);
  });

  it("are not equal where stack and key of one read as those of the other", async () => {
    const named = async (stackOfTwo: string, vendorKey: string) =>
      physicalNames(
        await declare(stackOf({ vendors: { [vendorKey]: { ...oktaAlone.okta, vendor: "okta" } } }, stackOfTwo)),
      );
    const bus = JSON.stringify(["aws:cloudwatch/eventBus:EventBus", "us-east-1", [oktaAlone.okta.eventSourceName]]);
    expect(repeated([...(await named("dev", "emea-okta")), ...(await named("dev-emea", "okta"))])).toEqual([bus]);
  });
});

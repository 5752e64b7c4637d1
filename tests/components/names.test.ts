import fc from "fast-check";
import {
  type DetectorNames,
  detectorNames,
  type IntegrationNames,
  integrationNames,
  namePrefix,
  rawLogGroupPrefix,
} from "../../components/aws/names";
import type { DeclaredProgram } from "../../sandbox/program/program";
import { uniqueNameOf } from "../../sandbox/provider";
import { declare, stackOf } from "../support/declare";

/** A few words, some from the project's own names, so that short keys and stacks often contain each other. */
const words = ["okta", "emea", "dev", "audit", "custom", "detector", "events", "raw", "undelivered", "lake", "s3"];
const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...words) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/) },
);
/** `partner-audit-STACK_KEY` has at most the 48 characters of an archive. */
const longestKey = 48 - "partner-audit-".length - "events-events".length - 1;
const keys = fc.uniqueArray(
  fc
    .array(word, { minLength: 1, maxLength: 2 })
    .map((parts) => parts.join("-"))
    .filter((name) => name.length <= longestKey),
  { minLength: 40, maxLength: 40 },
);
/** Two stacks; the second one's name often begins with the first one's. */
const stackNames = fc
  .tuple(fc.constantFrom("dev", "okta", "emea"), fc.constantFrom("okta", "emea", "custom", "events"), fc.boolean())
  .map(([one, other, isLonger]) => [one, isLonger || one === other ? `${one}-${other}` : other] as const);

/** The endings of names, which as keys beside `okta` could make another integration's name. */
const ends = [
  "s3",
  "logs",
  "audit",
  "raw",
  "target",
  "dead-letter",
  "dead-letters",
  "events",
  "service",
  "forwarder",
  "undelivered",
];
const keysOfProgram = [
  ...[
    "okta",
    "custom",
    "detector",
    "detections",
    "events",
    "schedules",
    "findings",
    "dev",
    "emea",
    "alarms",
    "lake-okta",
  ],
  ...ends.map((end) => `okta-${end}`),
  ...["okta", "emea"].flatMap((one) => ["custom", "dev", "emea-okta"].map((other) => `${one}-${other}`)),
];

const hr = { vendor: "custom", mapping: { eventName: "event.a", userIdentity: { principalId: "event.b" } } };
const kept = { retentionDays: 30 };
/** The settings of a program's vendors, in rotation, after the first one, which owns the channel of Okta's Source. */
const kinds: readonly object[] = [
  { vendor: "okta", sink: "cloudwatch-logs", rawLogGroup: kept },
  { vendor: "okta", sink: ["cloudtrail-lake", "s3", "cloudwatch-logs"], channel: "okta", archive: kept },
  { ...hr, rawLogGroup: kept, archive: kept },
  { vendor: "okta", channel: "okta", rawLogGroup: kept },
];

/** A program of many vendors of every kind, with everything that stacks can have. */
function manyVendors(stack: string) {
  const entries = keysOfProgram.map((key, index) => {
    const eventSourceName = `aws.partner/example.com/${stack}/${index}`;
    const isOwner = key === "okta";
    return [key, isOwner ? { eventSourceName } : { eventSourceName, ...kinds[index % kinds.length] }];
  });
  const principal = { principal: "210987654321", externalId: "acme-0123456789abcdef" };
  const others = {
    solution: { ...hr, mapping: undefined, delivery: "solution" },
    clumio: { delivery: "direct", ...principal },
  };
  return {
    vendors: { ...Object.fromEntries(entries), ...others },
    eventStores: { okta: {}, custom: {}, audit: {} },
    alarms: {},
    dashboards: { refreshHours: 24 },
    detections: { "okta-impersonation": {}, "okta-policy-changed": {} },
  };
}

/** Returns the elements that occur more than once in a list. */
function repeated(list: readonly string[]): readonly string[] {
  return list.filter((one, index) => list.indexOf(one) !== index);
}

function physicalNames({ resources }: DeclaredProgram): readonly string[] {
  return resources.flatMap(
    ({ type, inputs, outputs }) => uniqueNameOf(type, { ...inputs, ...outputs })?.identity ?? [],
  );
}

/** Returns every physical name that the name functions give to these keys in a stack, with its owner: `queue NAME`. */
function namesOf(stack: string, keysOfStack: readonly string[]): readonly string[] {
  const prefix = namePrefix("partner-audit", stack);
  const detector = detectorNames(prefix);
  return [
    ...keysOfStack.flatMap((one) => kindsOf(integrationNames(one, prefix))),
    ...kindsOf(detector),
    `role ${detector.schedulerRole}`,
  ];
}

function kindsOf({
  sinks = {},
  ...names
}: (IntegrationNames | DetectorNames) & { readonly sinks?: object }): readonly string[] {
  const kindOf = (property: string) => /queue$|LogGroup$/i.exec(property)?.[0].toLowerCase() ?? property;
  // IAM does not distinguish names by case (IAM API Reference, CreateRole); keys are in lower case.
  // CloudTrail Lake's alarms and those of the stream have the same beginning and different endings.
  const { alarmPrefix: _ofStream, ...own } = names;
  return [Object.keys(sinks).length === 0 ? names : own, ...Object.values(sinks)].flatMap((named: object) =>
    Object.entries(named).map(([property, name]) => `${kindOf(property)} ${name}`),
  );
}

describe("the names of two stacks in one account", () => {
  it("are never equal for any 40 keys of each, neither whole names nor the prefixes of alarms and raw log groups", () => {
    fc.assert(
      fc.property(stackNames, keys, keys, ([one, other], keysOfOne, keysOfOther) => {
        expect(repeated([...namesOf(one, keysOfOne), ...namesOf(other, keysOfOther)])).toEqual([]);
        for (const key of keysOfOther) {
          const { alarmPrefix, rawLogGroup, rule } = integrationNames(key, namePrefix("partner-audit", other));
          const prefix = namePrefix("partner-audit", one);
          // The patterns in the policies of the alarm topic and the raw log groups.
          expect([alarmPrefix, rule].filter((name) => name.startsWith(`${prefix}_`))).toEqual([]);
          expect(rawLogGroup.startsWith(rawLogGroupPrefix(prefix))).toBe(false);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("are never equal in programs of many vendors: neither URNs nor physical names", async () => {
    const stacks = ["okta", "okta-emea"];
    const programs = await Promise.all(stacks.map((stack) => declare(stackOf(manyVendors(stack), stack))));
    expect(repeated(programs.flatMap(({ resources }) => resources.map(({ urn }) => urn)))).toEqual([]);
    // A policy names a channel or a store by its ARN, which AWS generates and the sandbox derives from the logical name alone.
    const ofBoth = programs.map((program) => physicalNames(program));
    expect(ofBoth.map(repeated)).toEqual([[], []]);
    const named = ofBoth.flat().filter((identity) => !identity.startsWith('["AWS::CloudTrail::ResourcePolicy"'));
    expect(repeated(named)).toEqual([]);
    expect(named.length).toBeGreaterThan(600);
  });
});

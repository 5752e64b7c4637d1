import { asObject } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { type Circumstances, type Finding, findingIf, type StackPolicy } from "../policy";
import { isOfType } from "../reading/properties";
import { groupBy } from "../stack/groupBy";
import { isSet, knownValue } from "../unknownValue";

/** Requires complete integrations: one that lacks a part loses events, perhaps unnoticed. */
export const integrationCompleteness: StackPolicy = {
  name: "integration-completeness",
  description: "Every PartnerAuditIntegration has all its parts, and all parts have the same tags.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-2", "NIST 800-53 CM-8"],
  remediation: "Create the integration with the component, and change its parts with its arguments.",
  configuration: {
    requiredTags: {
      type: "array",
      items: { type: "string" },
      description: "Tag keys that every part must have.",
      default: [],
    },
  },
  stackRules: [
    (stack, circumstances) => {
      const children = groupBy(stack.resources, ({ parent }) => parent);
      return stack.ofType("partner-audit:index:PartnerAuditIntegration").flatMap((about) => {
        const parts = children.get(about.urn) ?? [];
        const carried = new Set(
          parts.flatMap((part) => Object.keys(knownValue(() => tagsOf(part)) ?? {})).filter((key) => !isOfOnePart(key)),
        );
        return [
          { about, find: () => missingParts(about, parts) },
          { about, find: () => missingSink(about, parts) },
          ...parts.map((part) => ({ about: part, find: () => missingTags(about, part, carried, circumstances) })),
        ];
      });
    },
  ],
};

const queueType = "aws:sqs/queue:Queue";
const functionType = "aws:lambda/function:Function";
const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";

/** The parts of an integration over EventBridge and their numbers: for the integration, and in addition for each sink. */
const pathParts: readonly {
  readonly type: string;
  readonly own: number;
  readonly perSink: number;
  readonly what: string;
}[] = [
  { type: "aws:cloudwatch/eventRule:EventRule", own: 1, perSink: 0, what: "a rule" },
  { type: "aws:cloudwatch/eventTarget:EventTarget", own: 0, perSink: 1, what: "a target for each sink" },
  {
    type: queueType,
    own: 1,
    perSink: 2,
    what: "a queue and its dead-letter queue for each sink, and a dead-letter queue for the targets",
  },
  { type: "aws:sqs/queuePolicy:QueuePolicy", own: 1, perSink: 2, what: "a policy for each queue" },
  { type: "aws:iam/role:Role", own: 0, perSink: 1, what: "a role for each sink" },
  { type: "aws:iam/rolePolicy:RolePolicy", own: 0, perSink: 1, what: "the grants of each role" },
  { type: functionType, own: 0, perSink: 1, what: "a function for each sink" },
  { type: mappingType, own: 0, perSink: 1, what: "a mapping of each sink's queue to its function" },
  { type: "aws:cloudwatch/logGroup:LogGroup", own: 0, perSink: 1, what: "a log group for each function" },
];

type Named = Pick<JudgedResource, "name">;

function missingParts({ name }: Named, parts: readonly JudgedResource[]): readonly Finding[] {
  if (parts.some(grantsOthers)) {
    return [];
  }
  const countOf = (wanted: string) => parts.filter(({ type }) => type === wanted).length;
  const sinks = Math.max(1, countOf(functionType), countOf(mappingType));
  return pathParts
    .filter(({ type, own, perSink }) => countOf(type) < own + perSink * sinks)
    .map(({ type, what }) => ({
      subject: `Part::${type}`,
      message: `The integration ${name} lacks ${what} (${type}); create it with the component.`,
    }));
}

/** The part of an integration whose events come from outside: a channel's policy, or a policy for an application's role. */
function grantsOthers(part: JudgedResource): boolean {
  return part.type === "aws:iam/policy:Policy" || part.type === "AWS::CloudTrail::ResourcePolicy";
}

function missingSink({ name }: Named, parts: readonly JudgedResource[]): readonly Finding[] {
  return parts
    .filter((part) => isOfType(part, functionType))
    .filter(({ props }) => !sinkVariables.some((variable) => isSet(() => props.environment?.variables?.[variable])))
    .map((part) => ({
      subject: "Sink",
      message: `The function ${part.name} of the integration ${name} has no destination for audit events (none of ${sinkVariables.join(", ")} is set); set one.`,
    }));
}

/** The environment variables that can name a forwarder's sink. */
const sinkVariables = ["CHANNEL_ARN", "AUDIT_LOG_GROUP_ARN", "LAKE_BUCKET_NAME"];

function missingTags(
  { name }: Named,
  part: JudgedResource,
  carried: ReadonlySet<string>,
  { configuration }: Circumstances,
): readonly Finding[] {
  const own = tagsOf(part);
  if (own === undefined) {
    return [];
  }
  const wanted = new Set([...(configuration.requiredTags as readonly string[]), ...carried]);
  const missing = [...wanted].filter((key) => !Object.hasOwn(own, key)).sort();
  return findingIf(
    missing.length > 0,
    `Tags::${missing.join(",")}`,
    `${part.name} of the integration ${name} lacks the tags ${missing.join(", ")}, which its other parts have or the pack requires; add them.`,
  );
}

/** Reports if a tag describes the data of one log group to CloudWatch Logs: `cw:datasource:name` and `cw:datasource:type`. */
function isOfOnePart(key: string): boolean {
  return key.startsWith("cw:datasource:");
}

/** Returns the tags of a resource whose type has tags. */
function tagsOf(part: JudgedResource): Readonly<Record<string, unknown>> | undefined {
  return taggedTypes.has(part.type) ? asObject(part.props.tags) : undefined;
}

const taggedTypes: ReadonlySet<string> = new Set([
  "AWS::CloudTrail::Channel",
  "aws:cloudtrail/eventDataStore:EventDataStore",
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:iam/policy:Policy",
  "aws:iam/role:Role",
  mappingType,
  functionType,
  queueType,
]);

import { asObject, desiredState, isCloudControl, listOf } from "../documents/statements";
import { type Circumstances, type Finding, findingIf, type JudgedResource, type StackPolicy } from "../policy";
import { queueType } from "../stack/deadLetters";
import { functionType, mappingType } from "../stack/references";
import { isSet, knownValue } from "../unknownValue";

/** An integration that lacks a part loses events, or nobody sees that it does. */
export const integrationCompleteness: StackPolicy = {
  name: "integration-completeness",
  description: "Every PartnerAuditIntegration has all its parts, with the tags that its other parts carry.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-2", "NIST 800-53 CM-8"],
  remediation: "Make the integration by the component, and change its parts by its arguments.",
  configuration: {
    requiredTags: {
      type: "array",
      items: { type: "string" },
      description: "Keys of tags that every part carries.",
      default: [],
    },
  },
  stackQuestions: (resources, circumstances) =>
    resources
      .filter(({ type }) => type === "partner-audit:index:PartnerAuditIntegration")
      .flatMap((about) => {
        const parts = resources.filter(({ parent }) => parent === about.urn);
        return [
          { about, ask: () => missingParts(about, parts) },
          { about, ask: () => missingSink(about, parts) },
          ...parts.map((part) => ({ about: part, ask: () => missingTags(about, part, parts, circumstances) })),
        ];
      }),
};

/** The parts of a path over EventBridge, and how many of each: of the integration, and beside these of each sink. */
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

function missingParts({ name }: JudgedResource, parts: readonly JudgedResource[]): readonly Finding[] {
  if (parts.some(grantsOthers)) {
    return [];
  }
  const countOf = (wanted: string) => parts.filter(({ type }) => type === wanted).length;
  const sinks = Math.max(1, countOf(functionType), countOf(mappingType));
  return pathParts
    .filter(({ type, own, perSink }) => countOf(type) < own + perSink * sinks)
    .map(({ type, what }) => ({
      subject: `Part::${type}`,
      message: `The integration ${name} lacks ${what} (${type}); make it by the component.`,
    }));
}

/** The part of an integration whose events somebody else puts: a channel's policy, or a policy for an application's role. */
function grantsOthers(part: JudgedResource): boolean {
  return part.type === "aws:iam/policy:Policy" || isCloudControl(part, "AWS::CloudTrail::ResourcePolicy");
}

function missingSink({ name }: JudgedResource, parts: readonly JudgedResource[]): readonly Finding[] {
  return parts
    .filter(({ type }) => type === functionType)
    .filter(({ props }) => {
      const variables = () => asObject(asObject(props.environment).variables);
      return !sinkVariables.some((variable) => isSet(() => variables()[variable]));
    })
    .map((part) => ({
      subject: "Sink",
      message: `The function ${part.name} of the integration ${name} has nowhere to send audit events (none of ${sinkVariables.join(", ")} is set); set one.`,
    }));
}

/** The environment variables by one of which a forwarder knows its sink. */
const sinkVariables = ["CHANNEL_ARN", "AUDIT_LOG_GROUP_ARN", "LAKE_BUCKET_NAME"];

function missingTags(
  { name }: JudgedResource,
  part: JudgedResource,
  parts: readonly JudgedResource[],
  { configuration }: Circumstances,
): readonly Finding[] {
  const carried = tagsOf(part);
  if (carried === undefined) {
    return [];
  }
  const wanted = new Set([
    ...(configuration.requiredTags as readonly string[]),
    ...parts.flatMap((other) => Object.keys(knownValue(() => tagsOf(other)) ?? {})).filter((key) => !isOfOnePart(key)),
  ]);
  const missing = [...wanted].filter((key) => !Object.hasOwn(carried, key)).sort();
  return findingIf(
    missing.length > 0,
    `Tags::${missing.join(",")}`,
    `${part.name} of the integration ${name} lacks the tags ${missing.join(", ")}, which its other parts carry or the pack requires; add them.`,
  );
}

/** Holds of a tag that says what CloudWatch Logs has in one log group: `cw:datasource:name` and `cw:datasource:type`. */
function isOfOnePart(key: string): boolean {
  return key.startsWith("cw:datasource:");
}

/** The tags of a resource whose type takes some. */
function tagsOf(part: JudgedResource): Readonly<Record<string, unknown>> | undefined {
  if (isCloudControl(part, "AWS::CloudTrail::Channel")) {
    const tags = listOf(desiredState(part).Tags).map(asObject);
    return Object.fromEntries(tags.map(({ Key, Value }) => [String(Key), Value]));
  }
  return taggedTypes.has(part.type) ? asObject(part.props.tags) : undefined;
}

const taggedTypes: ReadonlySet<string> = new Set([
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

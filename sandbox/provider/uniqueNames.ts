import type { Inputs } from "./resourceType";

/** The name that makes a resource one of its kind in an account and, unless its service is global, in a Region. */
export interface UniqueName {
  /** Equal for two resources that AWS takes for the same one. */
  readonly identity: string;
  /** The name as a reader knows it, for example `okta_events`; of a rule, `BUS/NAME`. */
  readonly name: string;
  /** AWS's answer to a second resource of the name: its error, or that it would change the first one without a word. */
  readonly answer: string;
}

interface Uniqueness {
  /** The properties that are unique together, outermost first, with the default of one that may be absent. */
  readonly properties: readonly (readonly [property: string, absent?: string])[];
  readonly answer: string;
  /** True where the name is unique in all Regions together. */
  readonly isGlobal?: true;
  /** True where the service does not distinguish names by case. */
  readonly ignoresCase?: true;
}

const named = [["name"]] as const;

/**
 * By Pulumi's type, or the CloudFormation type of a Cloud Control resource. Types that are not here have an id of the cloud's making; the
 * names of saved queries may repeat. Sources: the errors of the named operation in the service's API reference; "would overwrite" and
 * "would share" are the operations that create or update, or return what exists. The policy pack has the same names in
 * policy/policies/uniqueNames.ts.
 */
export const uniquenessOfTypes: Readonly<Record<string, Uniqueness>> = {
  "AWS::CloudTrail::Channel": { properties: [["Name"]], answer: "ChannelAlreadyExistsException" },
  "AWS::CloudTrail::Dashboard": { properties: [["Name"]], answer: "AlreadyExists" },
  "AWS::CloudTrail::ResourcePolicy": { properties: [["ResourceArn"]], answer: "PutResourcePolicy would overwrite it" },
  "aws:cloudtrail/eventDataStore:EventDataStore": {
    properties: named,
    answer: "EventDataStoreAlreadyExistsException",
  },
  // Dashboards are global: their ARNs have no Region (Service Authorization Reference, Amazon CloudWatch, resource types).
  "aws:cloudwatch/dashboard:Dashboard": {
    properties: [["dashboardName"]],
    answer: "PutDashboard would overwrite it",
    isGlobal: true,
  },
  "aws:cloudwatch/eventArchive:EventArchive": { properties: named, answer: "ResourceAlreadyExistsException" },
  "aws:cloudwatch/eventBus:EventBus": { properties: named, answer: "ResourceAlreadyExistsException" },
  "aws:cloudwatch/eventRule:EventRule": {
    properties: [["eventBusName", "default"], ["name"]],
    answer: "PutRule would overwrite it",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    properties: [["eventBusName", "default"], ["rule"], ["targetId"]],
    answer: "PutTargets would overwrite it",
  },
  "aws:cloudwatch/logGroup:LogGroup": { properties: named, answer: "ResourceAlreadyExistsException" },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    properties: [
      ["resourceArn", ""],
      ["policyName", ""],
    ],
    answer: "PutResourcePolicy would overwrite it",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { properties: named, answer: "PutMetricAlarm would overwrite it" },
  "aws:dynamodb/table:Table": { properties: named, answer: "ResourceInUseException" },
  // IAM does not distinguish names by case (IAM API Reference, CreateRole and CreatePolicy).
  "aws:iam/policy:Policy": { properties: named, answer: "EntityAlreadyExists", isGlobal: true, ignoresCase: true },
  "aws:iam/role:Role": { properties: named, answer: "EntityAlreadyExists", isGlobal: true, ignoresCase: true },
  "aws:iam/rolePolicy:RolePolicy": {
    properties: [["role"], ["name"]],
    answer: "PutRolePolicy would overwrite it",
    isGlobal: true,
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    properties: [["role"], ["policyArn"]],
    answer: "AttachRolePolicy would share it",
    isGlobal: true,
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    properties: [["eventSourceArn"], ["functionName"], ["topics", ""], ["queues", ""]],
    answer: "ResourceConflictException",
  },
  "aws:lambda/function:Function": { properties: named, answer: "ResourceConflictException" },
  "aws:scheduler/schedule:Schedule": { properties: [["groupName", "default"], ["name"]], answer: "ConflictException" },
  "aws:scheduler/scheduleGroup:ScheduleGroup": { properties: named, answer: "ConflictException" },
  "aws:sns/topic:Topic": { properties: named, answer: "CreateTopic would share it" },
  // With equal attributes CreateQueue returns the queue that exists, which both resources would then manage.
  "aws:sqs/queue:Queue": { properties: named, answer: "QueueAlreadyExists" },
  "aws:sqs/queuePolicy:QueuePolicy": {
    properties: [["queueUrl"]],
    answer: "SetQueueAttributes would overwrite it",
  },
};

/**
 * The unique name of a resource, by its inputs and its outputs together.
 * @returns undefined for a type whose names may repeat
 */
export function uniqueNameOf(type: string, values: Inputs): UniqueName | undefined {
  const isCloudControl = type === "aws:cloudcontrol/resource:Resource";
  const kind = isCloudControl ? String(values.typeName) : type;
  const uniqueness = Object.hasOwn(uniquenessOfTypes, kind) ? uniquenessOfTypes[kind] : undefined;
  if (uniqueness === undefined) {
    return undefined;
  }
  const { properties, answer, isGlobal = false, ignoresCase = false } = uniqueness;
  const held: Inputs = isCloudControl ? JSON.parse(String(values.desiredState)) : values;
  const parts = properties.map(([property, absent]) => String(held[property] ?? absent));
  const name = parts.filter((part) => part !== "").join("/");
  const place = isGlobal ? "" : String(values.region ?? "");
  return { identity: JSON.stringify([kind, place, ignoresCase ? name.toLowerCase() : parts]), name, answer };
}

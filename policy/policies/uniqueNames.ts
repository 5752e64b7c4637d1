import { entryOf } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { findingIf, type StackPolicy } from "../policy";
import { firstBy } from "../stack/firstBy";
import { placeOf } from "../stack/judgedStack";
import { isSet, knownValue } from "../unknownValue";

/** Forbids equal physical names: they stop an `up` half-way or, for alarms and dashboards, overwrite each other without an error. */
export const uniqueNames: StackPolicy = {
  name: "unique-names",
  description: "No two resources of one type in an account and Region have the same physical name.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 CM-6", "NIST 800-53 CM-8"],
  remediation: "Give each resource its own name.",
  stackRules: [
    ({ resources }) => {
      const names = new Map(resources.map((resource) => [resource, physicalNameOf(resource)]));
      const first = firstBy(resources, (resource) => names.get(resource)?.identity);
      return resources.map((about) => ({
        about,
        find: () => {
          // Reported for each resource after the first.
          const other = first(about);
          const name = names.get(about)?.name;
          return findingIf(
            other !== undefined,
            `Name::${name}`,
            `${about.name} (${about.type}) has the same name ${name} as ${other?.name}, and AWS treats both as one resource; give it its own name.`,
          );
        },
      }));
    },
  ],
};

interface Uniqueness {
  /** The properties that are unique together, outermost first, each with its default if it may be absent. */
  readonly properties: readonly (readonly [property: string, absent?: string])[];
  /** True if the name is unique across all Regions. */
  readonly isGlobal?: true;
  /** True if the service ignores case in names. */
  readonly ignoresCase?: true;
}

const named: Uniqueness = { properties: [["name"]] };
const ofBucket: Uniqueness = { properties: [["bucket"]], isGlobal: true };
const ofQueue: Uniqueness = { properties: [["queueUrl"]] };

/**
 * The properties that are unique in an account and Region, by type; sandbox/provider/uniqueNames.ts has the same for the types that the sandbox
 * emulates. Policies of a resource are included, since a second policy replaces the first. Sources: AWS's API reference of each create operation; IAM
 * API Reference, CreateRole and CreatePolicy, on case; Service Authorization Reference, on types whose ARNs have no Region.
 */
export const uniquenessOfTypes: Readonly<Record<string, Uniqueness>> = {
  "AWS::CloudTrail::Channel": named,
  "AWS::CloudTrail::Dashboard": named,
  "AWS::CloudTrail::ResourcePolicy": { properties: [["resourceArn"]] },
  "aws:athena/workgroup:Workgroup": named,
  "aws:cloudtrail/eventDataStore:EventDataStore": named,
  "aws:cloudwatch/dashboard:Dashboard": { properties: [["dashboardName"]], isGlobal: true },
  "aws:cloudwatch/eventArchive:EventArchive": named,
  "aws:cloudwatch/eventBus:EventBus": named,
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { properties: [["eventBusName", "default"]] },
  "aws:cloudwatch/eventRule:EventRule": { properties: [["eventBusName", "default"], ["name"]] },
  "aws:cloudwatch/eventTarget:EventTarget": { properties: [["eventBusName", "default"], ["rule"], ["targetId"]] },
  "aws:cloudwatch/logGroup:LogGroup": named,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
    properties: [
      ["resourceArn", ""],
      ["policyName", ""],
    ],
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": named,
  "aws:dynamodb/table:Table": named,
  "aws:glue/catalogDatabase:CatalogDatabase": named,
  "aws:glue/catalogTable:CatalogTable": { properties: [["databaseName"], ["name"]] },
  "aws:iam/policy:Policy": { ...named, isGlobal: true, ignoresCase: true },
  "aws:iam/role:Role": { ...named, isGlobal: true, ignoresCase: true },
  "aws:iam/rolePolicy:RolePolicy": { properties: [["role"], ["name"]], isGlobal: true },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { properties: [["role"], ["policyArn"]], isGlobal: true },
  "aws:kms/alias:Alias": named,
  "aws:kms/keyPolicy:KeyPolicy": { properties: [["keyId"]] },
  "aws:lambda/alias:Alias": { properties: [["functionName"], ["name"]] },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    properties: [["eventSourceArn"], ["functionName"], ["topics", ""], ["queues", ""]],
  },
  "aws:lambda/function:Function": named,
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    properties: [["functionName"], ["qualifier", "$LATEST"]],
  },
  "aws:lambda/permission:Permission": { properties: [["function"], ["statementId"], ["qualifier", ""]] },
  "aws:s3/bucket:Bucket": ofBucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ofBucket,
  "aws:s3/bucketNotification:BucketNotification": ofBucket,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ofBucket,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ofBucket,
  "aws:s3/bucketPolicy:BucketPolicy": ofBucket,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ofBucket,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ofBucket,
  "aws:s3/bucketVersioning:BucketVersioning": ofBucket,
  "aws:scheduler/schedule:Schedule": { properties: [["groupName", "default"], ["name"]] },
  "aws:scheduler/scheduleGroup:ScheduleGroup": named,
  "aws:secretsmanager/secretPolicy:SecretPolicy": { properties: [["secretArn"]] },
  "aws:sns/topic:Topic": named,
  "aws:sns/topicPolicy:TopicPolicy": { properties: [["arn"]] },
  "aws:sqs/queue:Queue": named,
  "aws:sqs/queuePolicy:QueuePolicy": ofQueue,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": ofQueue,
  "aws:sqs/redrivePolicy:RedrivePolicy": ofQueue,
};

/** The physical name of a resource. */
interface PhysicalName {
  /** Equal for two resources that AWS treats as one. */
  readonly identity: string;
  /** The name for messages; for a rule, `BUS/NAME`. */
  readonly name: string;
}

/** Returns the physical name of a resource; undefined for a type whose names may repeat, and while a part of the name is unknown. */
function physicalNameOf(resource: JudgedResource): PhysicalName | undefined {
  const { type } = resource;
  const uniqueness = entryOf(uniquenessOfTypes, type);
  if (uniqueness === undefined) {
    return undefined;
  }
  const { properties, isGlobal = false, ignoresCase = false } = uniqueness;
  const parts = properties.flatMap(([property, absent]) => partOf(resource, property, absent) ?? []);
  const place = placeOf(resource, isGlobal);
  if (parts.length < properties.length || place === undefined) {
    return undefined;
  }
  const shown = parts.map((part) => part.shown);
  const name = shown.filter((part) => part !== "").join("/");
  const compared = ignoresCase ? name.toLowerCase() : parts.map((part) => part.compared);
  return { identity: JSON.stringify([type, place, compared]), name };
}

/** One part of a name: for comparison, and for messages. */
interface NamePart {
  readonly compared: string;
  readonly shown: string;
}

/** Returns the value; while it is unknown, the resources that it names; if it is absent, the default. */
function partOf(resource: JudgedResource, property: string, absent: string | undefined): NamePart | undefined {
  const read = () => resource.props[property];
  const value = knownValue(read);
  if (value !== undefined && value !== null) {
    const text = typeof value === "object" ? JSON.stringify(value) : String(value);
    return { compared: text, shown: text };
  }
  if (!isSet(read)) {
    return absent === undefined ? undefined : { compared: absent, shown: absent };
  }
  const from = references.includes(property) ? (resource.sourcesOf?.(property) ?? []) : [];
  return from.length > 0 && from.every((urn) => Object.hasOwn(uniquenessOfTypes, typeOf(urn)))
    ? { compared: from.join(" "), shown: from.map((urn) => urn.split("::").at(-1)).join(" ") }
    : undefined;
}

/** Properties that hold another resource's name, URL or ARN. Other values may only be derived from one, for example the names of a queue's alarms. */
const references: readonly string[] = [
  "arn",
  "eventBusName",
  "eventSourceArn",
  "function",
  "functionName",
  "groupName",
  "keyId",
  "policyArn",
  "queueUrl",
  "resourceArn",
  "role",
  "rule",
];

/** Returns the type in a URN. Two outputs of an unknown type, such as a CloudFormation stack, may be two resources. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

import { projectTagKey } from "../../../components/aws/names";
import {
  actions,
  arnPattern,
  boundaryArn,
  iamPatterns,
  ownLogGroups,
  ownNames,
  type PolicyStatement,
  policyText,
  withProjectTag,
} from "./bounds";

/** Writes the deployer's policy as JSON text. */
export function deployerPolicy(): string {
  return policyText([accountWide, ...named, ...tagged, mappings, ...roles, ...keys]);
}

/** Actions that name no resource, and reads of resources whose ARN holds no name: no condition can bound them. */
const accountWide: PolicyStatement = allow("AccountWide", "*", [
  ...actions(
    "cloudformation",
    "CreateResource DeleteResource DescribeType GetResource GetResourceRequestStatus UpdateResource",
  ),
  // Reads follow a creation at once, when its tags may not count yet.
  ...actions(
    "cloudtrail",
    "GetChannel GetEventDataStore GetResourcePolicy ListChannels ListDashboards ListEventDataStores ListTags",
  ),
  ...actions("cloudwatch", "DescribeAlarms"),
  ...actions("events", "DescribeEventBus DescribeEventSource ListTagsForResource"),
  ...actions("lambda", "ListEventSourceMappings ListTags"),
  ...actions(
    "logs",
    "DeleteQueryDefinition DeleteResourcePolicy DescribeLogGroups DescribeQueryDefinitions DescribeResourcePolicies PutQueryDefinition PutResourcePolicy",
  ),
  ...actions("sts", "GetCallerIdentity"),
]);

/** Resources whose ARN holds their name. */
const named: readonly PolicyStatement[] = [
  allow(
    "Named",
    [
      arnPattern("cloudtrail", `dashboard/${ownNames}`),
      arnPattern("cloudwatch", `alarm:${ownNames}`),
      arnPattern("cloudwatch", `dashboard/${ownNames}`),
      arnPattern("dynamodb", `table/${ownNames}`),
      arnPattern("events", `archive/${ownNames}`),
      arnPattern("events", `rule/${ownNames}`),
      arnPattern("events", `rule/*/${ownNames}`),
      arnPattern("lambda", `function:${ownNames}`),
      ...ownLogGroups,
      arnPattern("scheduler", `schedule-group/${ownNames}`),
      arnPattern("scheduler", `schedule/${ownNames}`),
      arnPattern("sns", ownNames),
      arnPattern("sqs", ownNames),
    ],
    [
      ...actions(
        "cloudtrail",
        "AddTags CreateDashboard DeleteDashboard DeleteResourcePolicy GetDashboard PutResourcePolicy RemoveTags StartDashboardRefresh UpdateDashboard",
      ),
      ...actions(
        "cloudwatch",
        "DeleteAlarms DeleteDashboards GetDashboard ListTagsForResource PutDashboard PutMetricAlarm TagResource UntagResource",
      ),
      ...actions(
        "dynamodb",
        "CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive",
      ),
      ...actions(
        "events",
        "CreateArchive DeleteArchive DeleteRule DescribeArchive DescribeRule ListTargetsByRule PutRule RemoveTargets TagResource UntagResource UpdateArchive",
      ),
      ...actions(
        "lambda",
        "CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration InvokeFunction ListVersionsByFunction PutFunctionConcurrency TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration",
      ),
      ...actions(
        "logs",
        "AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DisassociateKmsKey ListTagsForResource PutLogGroupDeletionProtection PutRetentionPolicy TagResource UntagResource",
      ),
      ...actions(
        "scheduler",
        "CreateSchedule CreateScheduleGroup DeleteSchedule DeleteScheduleGroup GetSchedule GetScheduleGroup ListTagsForResource TagResource UntagResource UpdateSchedule",
      ),
      ...actions(
        "sns",
        "CreateTopic DeleteTopic GetTopicAttributes ListTagsForResource SetTopicAttributes TagResource UntagResource",
      ),
      ...actions(
        "sqs",
        "CreateQueue DeleteQueue GetQueueAttributes ListQueueTags SetQueueAttributes TagQueue UntagQueue",
      ),
    ],
  ),
  // The archive of a bus needs the action on the bus too.
  allow("ArchiveBuses", arnPattern("events", "event-bus/*"), actions("events", "CreateArchive")),
  allow(
    "Targets",
    [arnPattern("events", `rule/${ownNames}`), arnPattern("events", `rule/*/${ownNames}`)],
    actions("events", "PutTargets"),
    { "ForAllValues:ArnLike": { "events:TargetArn": [arnPattern("sqs", ownNames), ...ownLogGroups] } },
  ),
];

const stores = arnPattern("cloudtrail", "eventdatastore/*");
const channels = arnPattern("cloudtrail", "channel/*");
const partnerBuses = arnPattern("events", "event-bus/aws.partner/*");
const everyKey = arnPattern("kms", "key/*");
const mappingArns = arnPattern("lambda", "event-source-mapping:*");

/** Resources whose ARN holds an id or the vendor's name: they are known by the project's tag, which is set at their creation. */
const tagged: readonly PolicyStatement[] = [
  allow(
    "CreateTagged",
    [stores, channels, partnerBuses],
    [...actions("cloudtrail", "CreateChannel CreateEventDataStore"), ...actions("events", "CreateEventBus")],
    withProjectTag("aws:RequestTag"),
  ),
  // A creation with tags needs the action too, on a resource that has none yet.
  allow("TagCreated", [stores, channels, partnerBuses, mappingArns, everyKey], tagging("AddTags", "TagResource"), {
    ...withProjectTag("aws:RequestTag"),
    Null: { [`aws:ResourceTag/${projectTagKey}`]: "true" },
  }),
  allow(
    "Tagged",
    [stores, channels, partnerBuses, mappingArns, everyKey],
    [
      ...actions(
        "cloudtrail",
        "DeleteChannel DeleteEventDataStore DeleteResourcePolicy PutResourcePolicy StartQuery UpdateChannel UpdateEventDataStore",
      ),
      ...actions("events", "DeleteEventBus UpdateEventBus"),
      ...tagging("AddTags RemoveTags", "TagResource UntagResource"),
    ],
    withProjectTag("aws:ResourceTag"),
  ),
];

function tagging(inCloudTrail: string, elsewhere: string): readonly string[] {
  const others = ["events", "kms", "lambda"].flatMap((service) => actions(service, elsewhere));
  return [...actions("cloudtrail", inCloudTrail), ...others];
}

/** A mapping is known by its function. */
const mappings = allow(
  "Mappings",
  "*",
  actions("lambda", "CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping"),
  { ArnLike: { "lambda:FunctionArn": arnPattern("lambda", `function:${ownNames}`) } },
);

/** Roles exist under the boundary alone, and go to the two services that the program gives them to. */
const roles: readonly PolicyStatement[] = [
  allow(
    "BoundedRoles",
    iamPatterns("role"),
    actions(
      "iam",
      "CreateRole DeleteRole DeleteRolePolicy PutRolePermissionsBoundary PutRolePolicy UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
    ),
    { ArnLike: { "iam:PermissionsBoundary": boundaryArn } },
  ),
  allow(
    "ReadRoles",
    iamPatterns("role"),
    actions(
      "iam",
      "GetRole GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies TagRole UntagRole",
    ),
  ),
  allow("PassRoles", iamPatterns("role"), actions("iam", "PassRole"), {
    StringEquals: { "iam:PassedToService": ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
  }),
  allow(
    "Policies",
    iamPatterns("policy"),
    actions(
      "iam",
      "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion ListPolicyVersions SetDefaultPolicyVersion TagPolicy UntagPolicy",
    ),
  ),
  {
    Sid: "KeepBoundary",
    Effect: "Deny",
    Action: actions(
      "iam",
      "CreatePolicyVersion DeletePolicy DeletePolicyVersion DeleteRolePermissionsBoundary SetDefaultPolicyVersion TagPolicy UntagPolicy",
    ),
    Resource: [boundaryArn, ...iamPatterns("role")],
  },
];

/**
 * Customer managed keys are used through the services that encrypt with them, never by the deployer's own call. The key of a stack's topics
 * is known by the project's tag. Its policy is given at the creation and never changed: PutKeyPolicy would open every key that can be tagged.
 */
const keys: readonly PolicyStatement[] = [
  allow("Keys", everyKey, actions("kms", "Decrypt GenerateDataKey ReEncryptFrom ReEncryptTo"), {
    Bool: { "aws:ViaAWSService": "true" },
  }),
  allow("CreateKeys", "*", actions("kms", "CreateKey"), withProjectTag("aws:RequestTag")),
  // They follow the creation at once; KMS counts new tags after up to five minutes (AWS KMS Developer Guide, "ABAC for AWS KMS").
  allow(
    "NewKeys",
    everyKey,
    actions("kms", "DescribeKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus ListResourceTags"),
  ),
  allow("DeleteKeys", everyKey, actions("kms", "ScheduleKeyDeletion"), {
    ...withProjectTag("aws:ResourceTag"),
    NumericEquals: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
  }),
];

function allow(
  Sid: string,
  Resource: PolicyStatement["Resource"],
  Action: readonly string[],
  Condition?: PolicyStatement["Condition"],
): PolicyStatement {
  return { Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

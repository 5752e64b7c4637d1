/**
 * Who deploys needs these: by the type of resource that the program declares, or the CloudFormation type where Cloud Control makes it, the
 * actions that create, read, change and delete it, tags included.
 * Sources: Service Authorization Reference, the actions of each service; AWS CloudFormation's resource schemas, `handlers`, for what Cloud
 * Control makes, which calls with the deployer's own rights; the calls that Pulumi's AWS provider makes for the others.
 */
export const deployerActions: Readonly<Record<string, readonly string[]>> = {
  "AWS::CloudTrail::Channel": actions(
    "cloudtrail",
    "CreateChannel GetChannel UpdateChannel DeleteChannel ListChannels",
  ),
  "AWS::CloudTrail::Dashboard": actions(
    "cloudtrail",
    "CreateDashboard GetDashboard UpdateDashboard DeleteDashboard ListDashboards StartDashboardRefresh StartQuery",
  ),
  "AWS::CloudTrail::ResourcePolicy": actions("cloudtrail", "PutResourcePolicy GetResourcePolicy DeleteResourcePolicy"),
  "aws:cloudcontrol/resource:Resource": actions(
    "cloudformation",
    "CreateResource GetResource GetResourceRequestStatus UpdateResource DeleteResource CancelResourceRequest",
  ),
  "aws:cloudtrail/eventDataStore:EventDataStore": actions(
    "cloudtrail",
    "CreateEventDataStore GetEventDataStore UpdateEventDataStore DeleteEventDataStore AddTags RemoveTags ListTags",
  ),
  "aws:cloudwatch/dashboard:Dashboard": actions("cloudwatch", "PutDashboard GetDashboard DeleteDashboards"),
  "aws:cloudwatch/eventArchive:EventArchive": actions(
    "events",
    "CreateArchive DescribeArchive UpdateArchive DeleteArchive",
  ),
  "aws:cloudwatch/eventBus:EventBus": actions(
    "events",
    "CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus DescribeEventSource TagResource UntagResource ListTagsForResource",
  ),
  "aws:cloudwatch/eventRule:EventRule": actions(
    "events",
    "PutRule DescribeRule DeleteRule EnableRule DisableRule TagResource UntagResource ListTagsForResource",
  ),
  "aws:cloudwatch/eventTarget:EventTarget": actions("events", "PutTargets ListTargetsByRule RemoveTargets"),
  "aws:cloudwatch/logGroup:LogGroup": actions(
    "logs",
    "CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy PutLogGroupDeletionProtection AssociateKmsKey DisassociateKmsKey TagResource UntagResource ListTagsForResource",
  ),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": actions(
    "logs",
    "PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy",
  ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": actions(
    "cloudwatch",
    "PutMetricAlarm DescribeAlarms DeleteAlarms TagResource UntagResource ListTagsForResource",
  ),
  "aws:cloudwatch/queryDefinition:QueryDefinition": actions(
    "logs",
    "PutQueryDefinition DescribeQueryDefinitions DeleteQueryDefinition",
  ),
  "aws:dynamodb/table:Table": actions(
    "dynamodb",
    "CreateTable DescribeTable UpdateTable DeleteTable DescribeContinuousBackups UpdateContinuousBackups DescribeTimeToLive UpdateTimeToLive TagResource UntagResource ListTagsOfResource",
  ),
  "aws:iam/policy:Policy": actions(
    "iam",
    "CreatePolicy GetPolicy DeletePolicy CreatePolicyVersion GetPolicyVersion ListPolicyVersions DeletePolicyVersion TagPolicy UntagPolicy",
  ),
  "aws:iam/role:Role": actions(
    "iam",
    "CreateRole GetRole UpdateRole DeleteRole UpdateAssumeRolePolicy PutRolePermissionsBoundary DeleteRolePermissionsBoundary ListRolePolicies ListAttachedRolePolicies ListInstanceProfilesForRole TagRole UntagRole PassRole",
  ),
  "aws:iam/rolePolicy:RolePolicy": actions("iam", "PutRolePolicy GetRolePolicy DeleteRolePolicy"),
  "aws:lambda/eventSourceMapping:EventSourceMapping": actions(
    "lambda",
    "CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping TagResource UntagResource ListTags",
  ),
  "aws:lambda/function:Function": actions(
    "lambda",
    "CreateFunction GetFunction GetFunctionConfiguration GetFunctionCodeSigningConfig UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction ListVersionsByFunction TagResource UntagResource ListTags",
  ),
  "aws:scheduler/schedule:Schedule": actions("scheduler", "CreateSchedule GetSchedule UpdateSchedule DeleteSchedule"),
  "aws:scheduler/scheduleGroup:ScheduleGroup": actions(
    "scheduler",
    "CreateScheduleGroup GetScheduleGroup DeleteScheduleGroup TagResource UntagResource ListTagsForResource",
  ),
  "aws:sns/topic:Topic": actions(
    "sns",
    "CreateTopic GetTopicAttributes SetTopicAttributes DeleteTopic TagResource UntagResource ListTagsForResource",
  ),
  "aws:sqs/queue:Queue": actions(
    "sqs",
    "CreateQueue GetQueueAttributes GetQueueUrl SetQueueAttributes DeleteQueue TagQueue UntagQueue ListQueueTags",
  ),
  "aws:sqs/queuePolicy:QueuePolicy": actions("sqs", "GetQueueAttributes SetQueueAttributes"),
};

/** What is asked before anything is declared: the account and the Region. */
const always: readonly string[] = ["sts:GetCallerIdentity"];

/**
 * The deployer's policy as JSON text. A role is made and handed over under the project's names alone, so that nobody can give a function
 * another role.
 */
export function deployerPolicy(): string {
  const all = [...new Set([...always, ...Object.values(deployerActions).flat()])].toSorted();
  const ofPolicies = deployerActions["aws:iam/policy:Policy"] ?? [];
  const isOfRoles = (action: string) => action.startsWith("iam:") && !ofPolicies.includes(action);
  const statement = (Sid: string, Resource: string, isMeant: (action: string) => boolean) => ({
    Sid,
    Effect: "Allow",
    Action: all.filter(isMeant),
    Resource,
  });
  const statements = [
    statement("Provision", "*", (action) => !action.startsWith("iam:")),
    statement("OwnRoles", "arn:aws:iam::*:role/partner-audit-*", isOfRoles),
    statement("OwnPolicies", "arn:aws:iam::*:policy/partner-audit-*", (action) => ofPolicies.includes(action)),
  ];
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2)}\n`;
}

function actions(service: string, names: string): readonly string[] {
  return names.split(" ").map((name) => `${service}:${name}`);
}

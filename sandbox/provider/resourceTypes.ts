import type { ResourceType } from "./resourceType";
import { cloudControlResource } from "./types/cloudControlResource";
import { dashboard, logGroup, logResourcePolicy, metricAlarm, queryDefinition } from "./types/cloudWatch";
import { eventDataStore } from "./types/eventDataStore";
import { eventArchive, eventBus, eventRule, eventTarget, schedule, scheduleGroup } from "./types/events";
import { policy, role, rolePolicy, rolePolicyAttachment } from "./types/iam";
import { eventSourceMapping, lambdaFunction } from "./types/lambda";
import { key, queue, queuePolicy, topic } from "./types/messages";
import { table } from "./types/table";

/** The resource types that the sandbox supports, by Pulumi's type token. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "aws:cloudcontrol/resource:Resource": cloudControlResource,
  "aws:cloudtrail/eventDataStore:EventDataStore": eventDataStore,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/eventArchive:EventArchive": eventArchive,
  "aws:cloudwatch/eventBus:EventBus": eventBus,
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": logResourcePolicy,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:cloudwatch/queryDefinition:QueryDefinition": queryDefinition,
  "aws:dynamodb/table:Table": table,
  "aws:iam/policy:Policy": policy,
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
  "aws:kms/key:Key": key,
  "aws:lambda/eventSourceMapping:EventSourceMapping": eventSourceMapping,
  "aws:lambda/function:Function": lambdaFunction,
  "aws:scheduler/schedule:Schedule": schedule,
  "aws:scheduler/scheduleGroup:ScheduleGroup": scheduleGroup,
  "aws:sns/topic:Topic": topic,
  "aws:sqs/queue:Queue": queue,
  "aws:sqs/queuePolicy:QueuePolicy": queuePolicy,
};

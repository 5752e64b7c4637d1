import type { ResourceType } from "./resourceType";
import { cloudControlResource } from "./types/cloudControlResource";
import { dashboard } from "./types/dashboard";
import { eventArchive } from "./types/eventArchive";
import { eventBus } from "./types/eventBus";
import { eventDataStore } from "./types/eventDataStore";
import { eventRule } from "./types/eventRule";
import { eventSourceMapping } from "./types/eventSourceMapping";
import { eventTarget } from "./types/eventTarget";
import { policy, role, rolePolicy, rolePolicyAttachment } from "./types/iam";
import { key } from "./types/key";
import { lambdaFunction } from "./types/lambdaFunction";
import { logGroup, logResourcePolicy, queryDefinition } from "./types/logs";
import { metricAlarm } from "./types/metricAlarm";
import { queue, queuePolicy } from "./types/queue";
import { schedule, scheduleGroup } from "./types/schedule";
import { table } from "./types/table";
import { topic } from "./types/topic";

/** The resource types that the sandbox's cloud knows, by Pulumi's type token. */
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

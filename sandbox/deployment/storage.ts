import type { Clock } from "../clock";
import { Table } from "../dynamoDb/table";
import type { DeclaredResource } from "../program/declaredResource";
import { declaredTopics, isManagedKey, managedKeyReason, type Topic } from "../sns/endpoint";
import { Queue } from "../sqs/queue";
import { queueSettings } from "../sqs/queueSettings";
import type { ExistingResources } from "./channels";
import type { Deployment } from "./deployment";

/** Creates the declared queues, by ARN, each with its dead-letter queue. */
export function createQueues(
  deployment: Deployment,
  clock: Clock,
  newIdentifier: () => string,
): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  const declared = new Map<string, DeclaredResource>();
  deployment.forEach("aws:sqs/queue:Queue", (resource) => {
    if (resource.inputs.fifoQueue === true) {
      deployment.refuse(resource, "The sandbox does not support FIFO queues; leave fifoQueue out.");
    }
    const settings = queueSettings(resource);
    queues.set(settings.arn, new Queue(settings, clock, newIdentifier));
    declared.set(settings.arn, resource);
  });
  for (const [arn, queue] of queues) {
    const { redrivePolicy } = queue.settings;
    const resource = declared.get(arn);
    if (redrivePolicy === undefined || resource === undefined) {
      continue;
    }
    const { deadLetterTargetArn } = redrivePolicy;
    const deadLetterQueue = queues.get(deadLetterTargetArn);
    if (deadLetterQueue === undefined) {
      deployment.refuse(
        resource,
        `Value ${JSON.stringify(redrivePolicy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
      );
    }
    queue.deadLetterQueue = deadLetterQueue;
  }
  return queues;
}

export function createTables(deployment: Deployment): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  deployment.forEach("aws:dynamodb/table:Table", ({ inputs, outputs }) => {
    const name = String(outputs.name);
    const types = new Map(
      (inputs.attributes as readonly { readonly name: string; readonly type: string }[]).map((one) => [
        one.name,
        one.type,
      ]),
    );
    const keys = [inputs.hashKey, inputs.rangeKey].flatMap((key) =>
      typeof key === "string" ? [{ name: key, type: types.get(key) ?? "S" }] : [],
    );
    tables.set(name, new Table({ name, arn: String(outputs.arn), keys }));
  });
  return tables;
}

/** The declared and existing topics, by ARN. Rejects an alarm whose topic is under alias/aws/sns; AWS accepts it, but its actions then fail. */
export function createTopics(
  deployment: Deployment,
  { topics: existing = [] }: ExistingResources,
): ReadonlyMap<string, Topic> {
  const topics = new Map([
    ...existing.map((topic) => [topic.arn, topic] as const),
    ...declaredTopics(deployment.resources),
  ]);
  deployment.forEach("aws:cloudwatch/metricAlarm:MetricAlarm", (resource) => {
    const { alarmActions, okActions, insufficientDataActions } = resource.inputs;
    for (const action of new Set([alarmActions, okActions, insufficientDataActions].flat())) {
      const key = topics.get(String(action))?.kmsMasterKeyId;
      if (key !== undefined && isManagedKey(key)) {
        deployment.refuse(
          resource,
          `its action ${String(action)} would fail: ${managedKeyReason("cloudwatch.amazonaws.com")}.`,
        );
      }
    }
  });
  return topics;
}

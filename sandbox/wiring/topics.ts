import { declaredTopics, isManagedKey, managedKeyReason, type Topic } from "../sns/topics";
import type { ExistingResources } from "./channels";
import type { Deployment } from "./deployment";

/**
 * The declared and the existing topics, by ARN. AWS takes an alarm whose topic is under alias/aws/sns, and then fails each of its
 * actions, which no one notices; here it is refused at once.
 */
export function wireTopics(
  deployment: Deployment,
  { topics: existing = [] }: ExistingResources,
): ReadonlyMap<string, Topic> {
  const topics = new Map([...existing.map((topic) => [topic.arn, topic] as const), ...declaredTopics(deployment.all)]);
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

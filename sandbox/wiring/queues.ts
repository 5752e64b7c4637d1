import type { Clock } from "../clock";
import type { DeclaredResource } from "../declaredResource";
import { Queue } from "../sqs/queue";
import { queueSettings } from "../sqs/queueSettings";
import type { Deployment } from "./deployment";

/** Makes the declared queues, by ARN, each with its dead-letter queue. */
export function wireQueues(
  deployment: Deployment,
  clock: Clock,
  newIdentifier: () => string,
): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  const declared = new Map<string, DeclaredResource>();
  deployment.forEach("aws:sqs/queue:Queue", (resource) => {
    deployment.refuseInputs(resource, ["fifoQueue"]);
    const settings = queueSettings(resource, attachedPolicies(deployment, resource));
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
    } else if (!allowsRedriveFrom(deadLetterQueue, arn)) {
      deployment.refuse(resource, `the redrive allow policy of ${deadLetterTargetArn} does not let this queue use it.`);
    }
    queue.deadLetterQueue = deadLetterQueue;
  }
  return queues;
}

/** A redrive policy may be a resource of its own, which names the queue by its URL. */
function attachedPolicies(deployment: Deployment, queue: DeclaredResource) {
  const url = queue.outputs.url ?? queue.id;
  const inputsOf = (type: string) => deployment.ofType(type).find(({ inputs }) => inputs.queueUrl === url)?.inputs;
  return {
    redrivePolicy: inputsOf("aws:sqs/redrivePolicy:RedrivePolicy")?.redrivePolicy,
    redriveAllowPolicy: inputsOf("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy")?.redriveAllowPolicy,
  };
}

/** Source: "Amazon SQS API Reference, SetQueueAttributes, RedriveAllowPolicy". */
function allowsRedriveFrom(deadLetterQueue: Queue, sourceArn: string): boolean {
  const policy = deadLetterQueue.settings.redriveAllowPolicy;
  switch (policy?.redrivePermission) {
    case "denyAll":
      return false;
    case "byQueue":
      return policy.sourceQueueArns.includes(sourceArn);
    default:
      return true;
  }
}

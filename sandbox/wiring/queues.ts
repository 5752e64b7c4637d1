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
    deployment.refuseInputs(resource, ["delaySeconds", "fifoQueue", "redriveAllowPolicy"]);
    const settings = queueSettings(resource, attachedPolicy(deployment, resource));
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

/** A redrive policy may be a resource of its own, which names the queue by its URL. */
function attachedPolicy(deployment: Deployment, queue: DeclaredResource): unknown {
  const url = queue.outputs.url ?? queue.id;
  const policies = deployment.ofType("aws:sqs/redrivePolicy:RedrivePolicy");
  return policies.find(({ inputs }) => inputs.queueUrl === url)?.inputs.redrivePolicy;
}

import type { Authorize } from "../authorization";
import type { LogGroup } from "../cloudWatchLogs/logGroup";
import type { Principal } from "../iam/accessRequest";
import { type MessageAttributes, SqsError } from "../sqs/message";
import type { Queue } from "../sqs/queue";
import { refusalByQueue } from "../sqs/queueSettings";

interface TargetSettings {
  readonly ruleArn: string;
  readonly targetArn: string;
  /** The queue for events that cannot be delivered. @default they are dropped */
  readonly deadLetterArn?: string;
}

export interface Destinations {
  readonly findQueue: (arn: string) => Queue | undefined;
  readonly findLogGroup: (arn: string) => LogGroup | undefined;
  readonly authorize: Authorize;
}

/**
 * A rule's target. EventBridge does not retry these errors (no permission, no resource, an unacceptable event): the event goes to the dead-letter
 * queue at once, or is dropped. Source: EventBridge User Guide, Using dead-letter queues.
 */
export class Target {
  constructor(
    readonly settings: TargetSettings,
    private readonly destinations: Destinations,
  ) {}

  deliver(event: string): void {
    const failure = this.send(event);
    const deadLetters = this.destinations.findQueue(this.settings.deadLetterArn ?? "");
    if (failure !== undefined && deadLetters !== undefined) {
      this.enqueue(deadLetters, event, deadLetterAttributes(this.settings, failure));
    }
  }

  private send(body: string): DeliveryFailure | undefined {
    const { targetArn } = this.settings;
    const logGroup = this.destinations.findLogGroup(targetArn);
    if (logGroup !== undefined) {
      return this.log(logGroup);
    }
    const queue = this.destinations.findQueue(targetArn);
    return queue === undefined
      ? { code: "NO_RESOURCE", message: `The target resource ${targetArn} does not exist.` }
      : this.enqueue(queue, body);
  }

  private enqueue(queue: Queue, body: string, attributes: MessageAttributes = {}): DeliveryFailure | undefined {
    const { authorize } = this.destinations;
    const refusal = refusalByQueue(authorize, eventBridge, "sqs:SendMessage", queue.settings, this.context());
    if (refusal !== undefined) {
      return { code: "NO_PERMISSIONS", message: refusal };
    }
    try {
      queue.send({ body, messageAttributes: attributes, senderId: eventBridge.name });
      return undefined;
    } catch (error) {
      if (error instanceof SqsError) {
        return { code: "INVALID_PARAMETER", message: error.message };
      }
      throw error;
    }
  }

  private log(logGroup: LogGroup): DeliveryFailure | undefined {
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
      const resource = `${logGroup.arn}:*`;
      const context = this.context();
      const refusal = this.destinations.authorize({ principal: eventBridge, action, resource, context });
      if (refusal !== undefined) {
        return { code: "NO_PERMISSIONS", message: refusal };
      }
    }
    logGroup.events += 1;
    return undefined;
  }

  private context(): Record<string, string> {
    const accountId = this.settings.ruleArn.split(":")[4] ?? "";
    return { "aws:SourceArn": this.settings.ruleArn, "aws:SourceAccount": accountId };
  }
}

interface DeliveryFailure {
  readonly code: "NO_RESOURCE" | "NO_PERMISSIONS" | "INVALID_PARAMETER";
  readonly message: string;
}

const eventBridge: Principal & { readonly type: "Service" } = { type: "Service", name: "events.amazonaws.com" };

/** An event that was never retried has no EXHAUSTED_RETRY_CONDITION. */
function deadLetterAttributes(settings: TargetSettings, failure: DeliveryFailure): MessageAttributes {
  const attributes = {
    RULE_ARN: settings.ruleArn,
    TARGET_ARN: settings.targetArn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
  };
  return {
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: "String", StringValue: value }]),
    ),
    RETRY_ATTEMPTS: { DataType: "Number", StringValue: "0" },
  };
}

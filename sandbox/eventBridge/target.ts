import type { Authorize } from "../authorization";
import type { LogGroup } from "../cloudWatchLogs/logGroup";
import type { Principal } from "../iam/accessRequest";
import type { MessageAttributes } from "../sqs/message";
import type { Queue } from "../sqs/queue";
import { refusalByQueue } from "../sqs/queueAccess";
import { SqsError } from "../sqs/sqsError";

/** Where a rule sends events: a queue or a log group, by its ARN. */
export interface TargetSettings {
  readonly ruleArn: string;
  readonly targetArn: string;
  /** The queue for what cannot be delivered. @default what cannot be delivered is dropped */
  readonly deadLetterArn?: string;
  /** A constant that is sent in the event's place, as JSON. @default the event */
  readonly input?: string;
}

/** What EventBridge finds behind an ARN. */
export interface Destinations {
  readonly findQueue: (arn: string) => Queue | undefined;
  readonly findLogGroup: (arn: string) => Pick<LogGroup, "arn" | "events" | "bytes"> | undefined;
  readonly authorize: Authorize;
}

/** What became of the events for a target. */
export interface TargetCounts {
  delivered: number;
  /** `InvocationsSentToDlq`. */
  sentToDeadLetterQueue: number;
  /** Neither delivered nor kept: `FailedInvocations` without a dead-letter queue, or `InvocationsFailedToBeSentToDlq`. */
  dropped: number;
  /** How often each error code kept an event from its target. */
  readonly errors: Record<string, number>;
}

/**
 * One target of a rule. The errors that occur here (no permission, no such resource, an event the target does not take)
 * are ones EventBridge does not retry: the event goes to the dead-letter queue at once, or is dropped without one. The
 * declared retry policy therefore never comes into play.
 * Source: "Amazon EventBridge User Guide, Using dead-letter queues to process undelivered events in EventBridge".
 */
export class Target {
  readonly counts: TargetCounts = { delivered: 0, sentToDeadLetterQueue: 0, dropped: 0, errors: {} };

  constructor(
    readonly settings: TargetSettings,
    private readonly destinations: Destinations,
  ) {}

  /** Delivers an event, given as the JSON of its envelope. */
  deliver(event: string): void {
    const body = this.settings.input ?? event;
    const failure = this.send(body);
    if (failure === undefined) {
      this.counts.delivered += 1;
      return;
    }
    this.counts.errors[failure.code] = (this.counts.errors[failure.code] ?? 0) + 1;
    if (this.park(body, failure)) {
      this.counts.sentToDeadLetterQueue += 1;
    } else {
      this.counts.dropped += 1;
    }
  }

  private send(body: string): DeliveryFailure | undefined {
    const { targetArn } = this.settings;
    const logGroup = this.destinations.findLogGroup(targetArn);
    if (logGroup !== undefined) {
      return this.log(body, logGroup);
    }
    const queue = this.destinations.findQueue(targetArn);
    return queue === undefined
      ? { code: "NO_RESOURCE", message: `The target resource ${targetArn} does not exist.` }
      : this.enqueue(queue, body);
  }

  private enqueue(queue: Queue, body: string, attributes: MessageAttributes = {}): DeliveryFailure | undefined {
    const refusal = refusalByQueue(
      this.destinations.authorize,
      eventBridge,
      "sqs:SendMessage",
      queue.settings,
      this.context(),
    );
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

  private log(body: string, logGroup: Pick<LogGroup, "arn" | "events" | "bytes">): DeliveryFailure | undefined {
    for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
      const resource = `${logGroup.arn}:*`;
      const refusal = this.destinations.authorize({
        principal: eventBridge,
        action,
        resource,
        context: this.context(),
      });
      if (refusal !== undefined) {
        return { code: "NO_PERMISSIONS", message: refusal };
      }
    }
    logGroup.events += 1;
    logGroup.bytes += Buffer.byteLength(body);
    return undefined;
  }

  private park(body: string, failure: DeliveryFailure): boolean {
    const queue = this.destinations.findQueue(this.settings.deadLetterArn ?? "");
    return queue !== undefined && this.enqueue(queue, body, deadLetterAttributes(this.settings, failure)) === undefined;
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

/** There is no EXHAUSTED_RETRY_CONDITION on an event that was never retried. */
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

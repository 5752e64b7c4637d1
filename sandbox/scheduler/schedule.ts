import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import { sessionPrincipal } from "../credentials";
import type { AwsPrincipal } from "../iam/accessRequest";
import type { LambdaFunction } from "../lambda/lambdaFunction";
import type { Queue } from "../sqs/queue";
import type { InTurn } from "../turns";

/** A schedule as it was declared. */
export interface ScheduleSettings {
  readonly name: string;
  readonly arn: string;
  readonly groupArn: string;
  /** Milliseconds from one time to the next. */
  readonly interval: number;
  readonly roleArn: string;
  readonly targetArn: string;
  /** What the target is called with; `<aws.scheduler.scheduled-time>` stands for the time. */
  readonly input: string;
  readonly deadLetterArn: string | undefined;
}

/** What a schedule works with. */
export interface ScheduleSurroundings {
  readonly clock: Clock;
  readonly target: LambdaFunction;
  /** The queue of a dead-letter ARN. */
  readonly findQueue: (arn: string) => Queue | undefined;
  readonly authorize: Authorize;
  readonly newIdentifier: () => string;
  /** Lets one call follow another: all schedules of an hour would ask this machine for a process each. */
  readonly inTurn: InTurn;
}

/**
 * Calls a function at a rate, from the moment of its creation on. Lambda takes the call and repeats it where the function fails.
 * Sources: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler", "Adding context attributes"; AWS Lambda
 * Developer Guide, "How Lambda handles errors and retries with asynchronous invocation".
 */
export class Schedule {
  constructor(
    readonly settings: ScheduleSettings,
    private readonly surroundings: ScheduleSurroundings,
  ) {}

  start(): void {
    const { clock } = this.surroundings;
    const at = clock.now() + this.settings.interval;
    clock.schedule(
      at,
      () => {
        this.call(at);
        this.start();
      },
      true,
    );
  }

  private call(at: number): void {
    const { authorize } = this.surroundings;
    const { roleArn, targetArn, groupArn } = this.settings;
    const service = { type: "Service", name: "scheduler.amazonaws.com" } as const;
    const context = { "aws:SourceArn": groupArn, "aws:SourceAccount": roleArn.split(":")[4] ?? "" };
    const principal = sessionPrincipal(roleArn, this.settings.name);
    const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
    const payload = this.settings.input.replaceAll("<aws.scheduler.scheduled-time>", time);
    if (authorize({ principal: service, action: "sts:AssumeRole", resource: roleArn, context }) !== undefined) {
      // Without the role it can park nothing either.
      return;
    }
    if (authorize({ principal, action: "lambda:InvokeFunction", resource: targetArn, context: {} }) === undefined) {
      void this.invoke(payload, this.surroundings.newIdentifier(), 0);
    } else {
      this.park(payload, principal);
    }
  }

  /** A repetition bears the id of the first call. */
  private async invoke(payload: string, requestId: string, repeated: number): Promise<void> {
    const { clock, target, inTurn } = this.surroundings;
    const outcome = await clock.track(inTurn(() => target.invoke(payload, requestId)));
    const delay = repetitions[repeated];
    if (outcome.status === "failed" && delay !== undefined) {
      clock.scheduleIn(delay, () => void this.invoke(payload, requestId, repeated + 1));
    }
  }

  private park(payload: string, principal: AwsPrincipal): void {
    const { authorize, findQueue } = this.surroundings;
    const { deadLetterArn = "" } = this.settings;
    const refusal = authorize({ principal, action: "sqs:SendMessage", resource: deadLetterArn, context: {} });
    if (refusal === undefined) {
      findQueue(deadLetterArn)?.send({ body: payload });
    }
  }
}

/** How long Lambda waits before the two repetitions of a call that failed, in milliseconds. */
const repetitions = [60_000, 120_000];

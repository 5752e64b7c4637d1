import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import { sessionPrincipal } from "../credentials";
import type { AwsPrincipal } from "../iam/accessRequest";
import type { LambdaFunction } from "../lambda/lambdaFunction";
import { createMutex, type Mutex } from "../mutex";
import type { DeclaredResource } from "../program/declaredResource";
import type { Queue } from "../sqs/queue";
import type { Deployment } from "./deployment";

interface ScheduleDependencies {
  readonly clock: Clock;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly authorize: Authorize;
  readonly newIdentifier: () => string;
}

/** Creates the declared schedules that are enabled. They call functions at a rate. */
export function createSchedules(deployment: Deployment, dependencies: ScheduleDependencies): readonly Schedule[] {
  const schedules: Schedule[] = [];
  const exclusively = createMutex();
  deployment.forEach("aws:scheduler/schedule:Schedule", (resource) => {
    const schedule = scheduleOf(deployment, resource, { ...dependencies, exclusively });
    if (schedule !== undefined && resource.outputs.state !== "DISABLED") {
      schedules.push(schedule);
    }
  });
  return schedules;
}

interface Target {
  readonly arn: string;
  readonly roleArn: string;
  readonly input?: string;
  readonly deadLetterConfig?: { readonly arn: string };
}

function scheduleOf(
  deployment: Deployment,
  resource: DeclaredResource,
  {
    clock,
    functions,
    queues,
    authorize,
    newIdentifier,
    exclusively,
  }: ScheduleDependencies & { readonly exclusively: Mutex },
): Schedule | undefined {
  const { inputs, outputs, name } = resource;
  const expression = String(inputs.scheduleExpression);
  const [, count = "", unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const { arn, roleArn, input = "{}", deadLetterConfig } = inputs.target as Target;
  const target = functions.get(arn);
  if (unit === undefined) {
    deployment.refuse(resource, `the sandbox emulates rates, not ${expression}.`);
  }
  if (target === undefined) {
    deployment.refuse(resource, `the function ${arn}, its target, does not exist.`);
  }
  if (unit === undefined || target === undefined) {
    return undefined;
  }
  const scheduleArn = String(outputs.arn);
  return new Schedule(
    {
      name: String(outputs.name ?? name),
      arn: scheduleArn,
      groupArn: scheduleArn.replace(":schedule/", ":schedule-group/").replace(/\/[^/]+$/, ""),
      interval: Number(count) * milliseconds[unit as keyof typeof milliseconds],
      roleArn,
      targetArn: arn,
      input,
      deadLetterArn: deadLetterConfig?.arn,
    },
    { clock, target, authorize, newIdentifier, exclusively, findQueue: (queueArn) => queues.get(queueArn) },
  );
}

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

interface ScheduleSettings {
  readonly name: string;
  readonly arn: string;
  readonly groupArn: string;
  /** Milliseconds from one time to the next. */
  readonly interval: number;
  readonly roleArn: string;
  readonly targetArn: string;
  /** The target's input; the time replaces `<aws.scheduler.scheduled-time>`. */
  readonly input: string;
  readonly deadLetterArn: string | undefined;
}

interface ScheduleSurroundings {
  readonly clock: Clock;
  readonly target: LambdaFunction;
  readonly findQueue: (arn: string) => Queue | undefined;
  readonly authorize: Authorize;
  readonly newIdentifier: () => string;
  /** Runs one call after another: simultaneous hourly schedules would each start a process on this machine. */
  readonly exclusively: Mutex;
}

/**
 * Calls a function at a rate, from its creation on. Lambda retries if the function fails.
 * Sources: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler", "Adding context attributes"; AWS Lambda Developer
 * Guide, "How Lambda handles errors and retries with asynchronous invocation".
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
      // Without the role it cannot send a dead letter either.
      return;
    }
    if (authorize({ principal, action: "lambda:InvokeFunction", resource: targetArn, context: {} }) === undefined) {
      void this.invoke(payload, this.surroundings.newIdentifier(), 0);
    } else {
      this.park(payload, principal);
    }
  }

  private async invoke(payload: string, requestId: string, repeated: number): Promise<void> {
    const { clock, target, exclusively } = this.surroundings;
    const outcome = await clock.track(exclusively(() => target.invoke(payload, requestId)));
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

/** Delays of Lambda's two retries, in milliseconds. */
const repetitions = [60_000, 120_000];

import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import type { DeclaredResource } from "../declaredResource";
import type { LambdaFunction } from "../lambda/lambdaFunction";
import { Schedule } from "../scheduler/schedule";
import type { Queue } from "../sqs/queue";
import { createTurns, type InTurn } from "../turns";
import type { Deployment } from "./deployment";

/** What schedules work with. */
export interface ScheduleWiring {
  readonly clock: Clock;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly authorize: Authorize;
  readonly newIdentifier: () => string;
}

/** Makes the declared schedules that are enabled. They call functions, at a rate. */
export function wireSchedules(deployment: Deployment, wiring: ScheduleWiring): readonly Schedule[] {
  const schedules: Schedule[] = [];
  const inTurn = createTurns();
  deployment.forEach("aws:scheduler/schedule:Schedule", (resource) => {
    const schedule = scheduleOf(deployment, resource, { ...wiring, inTurn });
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
  { clock, functions, queues, authorize, newIdentifier, inTurn }: ScheduleWiring & { readonly inTurn: InTurn },
): Schedule | undefined {
  const { inputs, outputs, name } = resource;
  const expression = String(inputs.scheduleExpression);
  const [, count = "", unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const { arn, roleArn, input = "{}", deadLetterConfig } = inputs.target as Target;
  const target = functions.get(arn);
  if (unit === undefined) {
    deployment.refuse(resource, `the sandbox plays rates, not ${expression}.`);
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
    { clock, target, authorize, newIdentifier, inTurn, findQueue: (queueArn) => queues.get(queueArn) },
  );
}

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

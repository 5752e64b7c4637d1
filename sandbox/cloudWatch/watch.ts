import type { Authorize } from "../authorization";
import type { DeclaredResource } from "../declaredResource";
import type { Sandbox } from "../sandbox";
import { Alarm, type AlarmState } from "./alarm";
import { Measurements } from "./measurements";
import { Sampler } from "./sampler";

/** An alarm that came into another state. */
export interface AlarmChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly alarm: string;
  readonly state: AlarmState;
  /** The topics that were told; one whose policy refuses CloudWatch is not. */
  readonly told: readonly string[];
}

/** CloudWatch at work beside a sandbox: while it watches, it moves the clock. */
export interface Watch {
  readonly measurements: Measurements;
  /** Every change of a state, in its order. */
  readonly changes: readonly AlarmChange[];
  /** Lets so many minutes pass; what is due happens, and the alarms are evaluated after each. */
  pass(minutes: number): Promise<void>;
  /** The names of the alarms that are in the state ALARM. */
  alarmed(): readonly string[];
}

const minute = 60_000;

/** Watches the declared alarms. They begin in the state OK: before the first minute is over nothing can be said. */
export function watchAlarms(resources: readonly DeclaredResource[], sandbox: Sandbox, authorize: Authorize): Watch {
  const alarms = resources
    .filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map((resource) => new Alarm(resource));
  const topics = new Set(
    resources.filter(({ type }) => type === "aws:sns/topic:Topic").map(({ outputs }) => String(outputs.arn)),
  );
  const states = new Map<Alarm, AlarmState>(alarms.map((alarm) => [alarm, "OK"]));
  const measurements = new Measurements();
  const sampler = new Sampler(sandbox, measurements);
  const changes: AlarmChange[] = [];
  const told = (alarm: Alarm, state: AlarmState) =>
    alarm
      .actionsFor(state)
      .filter((topic) => topics.has(topic) && publishRefusal(alarm, topic, authorize) === undefined);
  const evaluate = (now: number) => {
    for (const [alarm, previous] of states) {
      const state = alarm.stateAt(now, previous, measurements);
      if (state !== previous) {
        states.set(alarm, state);
        changes.push({ at: now, alarm: alarm.name, state, told: told(alarm, state) });
      }
    }
  };
  return {
    measurements,
    changes,
    pass: async (minutes) => {
      for (let passed = 0; passed < minutes; passed++) {
        const from = sandbox.clock.now();
        await sandbox.settle({ until: from + minute });
        sampler.sample(from);
        evaluate(sandbox.clock.now());
      }
    },
    alarmed: () => [...states].filter(([, state]) => state === "ALARM").map(([{ name }]) => name),
  };
}

/** CloudWatch publishes in its own name, for the alarm (Amazon CloudWatch User Guide, "Notifying users on alarm changes"). */
function publishRefusal(alarm: Alarm, topic: string, authorize: Authorize): string | undefined {
  return authorize({
    principal: { type: "Service", name: "cloudwatch.amazonaws.com" },
    action: "sns:Publish",
    resource: topic,
    context: { "aws:SourceArn": alarm.arn, "aws:SourceAccount": alarm.arn.split(":")[4] ?? "" },
  });
}

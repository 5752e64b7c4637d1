import type { Authorize } from "../authorization";
import type { DeclaredResource } from "../declaredResource";
import type { Sandbox } from "../sandbox";
import { declaredTopics, type Topic, topicKeyRefusal } from "../sns/topics";
import { Alarm, type AlarmState } from "./alarm";
import { Measurements } from "./measurements";
import { Sampler } from "./sampler";

/** An alarm that came into another state. */
export interface AlarmChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly alarm: string;
  readonly state: AlarmState;
  /** The topics that took the notification; one whose policy or key refuses CloudWatch is not. */
  readonly notified: readonly string[];
  /** The reasons of the topics that refused, as the alarm's history would hold them. */
  readonly failedActions: readonly string[];
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
  const topics = declaredTopics(resources);
  const states = new Map<Alarm, AlarmState>(alarms.map((alarm) => [alarm, "OK"]));
  const measurements = new Measurements();
  const sampler = new Sampler(sandbox, measurements);
  const changes: AlarmChange[] = [];
  const actionsOf = (alarm: Alarm, state: AlarmState) =>
    alarm.actionsFor(state).flatMap((arn) => {
      const topic = topics.get(arn);
      return topic === undefined ? [] : [{ arn, refusal: publishRefusal(alarm, topic, authorize) }];
    });
  const evaluate = (now: number) => {
    for (const [alarm, previous] of states) {
      const state = alarm.stateAt(now, previous, measurements);
      if (state !== previous) {
        states.set(alarm, state);
        const actions = actionsOf(alarm, state);
        changes.push({
          at: now,
          alarm: alarm.name,
          state,
          notified: actions.flatMap(({ arn, refusal }) => (refusal === undefined ? [arn] : [])),
          failedActions: actions.flatMap(({ refusal }) => refusal ?? []),
        });
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

/**
 * CloudWatch publishes in its own name, for the alarm, and so it uses the topic's key (Amazon CloudWatch User Guide, "Notifying users on
 * alarm changes"; Amazon SNS Developer Guide, "Key management").
 */
function publishRefusal(alarm: Alarm, topic: Topic, authorize: Authorize): string | undefined {
  const principal = { type: "Service", name: "cloudwatch.amazonaws.com" } as const;
  const context = { "aws:SourceArn": alarm.arn, "aws:SourceAccount": alarm.arn.split(":")[4] ?? "" };
  return (
    authorize({ principal, action: "sns:Publish", resource: topic.arn, context }) ??
    topicKeyRefusal(authorize, principal, topic, context)
  );
}

import type { Clock } from "../clock";
import type { Archive, ArchivedEvent } from "./archive";
import type { EventBus } from "./bus";

/** What is to be replayed, from where and to where. Times are in milliseconds since 1970. */
export interface ReplaySettings {
  readonly name: string;
  readonly archive: Archive;
  readonly bus: EventBus;
  readonly start: number;
  readonly end: number;
  /** The ARNs of the only rules that the events go to. @default every rule of the bus */
  readonly ruleArns: readonly string[];
}

export type ReplayState = "RUNNING" | "CANCELLED" | "COMPLETED";

/**
 * A replay: the archived events of a time go to the bus again, a minute of them at a time, with `replay-name` in their envelope.
 * Source: Amazon EventBridge User Guide, "Replaying archived events".
 */
export class Replay {
  state: ReplayState = "RUNNING";
  /** The time of the last event that was replayed. */
  lastEventAt: number | undefined;
  private readonly minutes: readonly (readonly ArchivedEvent[])[];

  constructor(
    readonly settings: ReplaySettings,
    private readonly clock: Clock,
  ) {
    this.minutes = byMinute(settings.archive.between(settings.start, settings.end));
    this.schedule(0);
  }

  cancel(): void {
    this.state = "CANCELLED";
  }

  private schedule(index: number): void {
    this.clock.scheduleIn(intervalMilliseconds, () => this.replayMinute(index));
  }

  private replayMinute(index: number): void {
    const minute = this.minutes[index];
    if (this.state !== "RUNNING") {
      return;
    }
    if (minute === undefined) {
      this.state = "COMPLETED";
      return;
    }
    const { bus, name, ruleArns } = this.settings;
    for (const { envelope, receivedAt } of minute) {
      bus.replay({ ...envelope, "replay-name": name }, ruleArns);
      this.lastEventAt = receivedAt;
    }
    this.schedule(index + 1);
  }
}

/** Between two minutes' worth of events. */
const intervalMilliseconds = 1_000;

function byMinute(events: readonly ArchivedEvent[]): readonly (readonly ArchivedEvent[])[] {
  const minutes = new Map<number, ArchivedEvent[]>();
  for (const event of events) {
    const minute = Math.floor(event.receivedAt / 60_000);
    const list = minutes.get(minute) ?? [];
    minutes.set(minute, list);
    list.push(event);
  }
  return [...minutes].sort(([one], [other]) => one - other).map(([, list]) => list);
}

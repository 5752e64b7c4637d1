import type { Clock } from "../clock";
import type { Archive } from "./archive";
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
 * A replay: the archived events of a time go to the bus again, with `replay-name` in their envelope.
 * Source: Amazon EventBridge User Guide, "Replaying archived events".
 */
export class Replay {
  state: ReplayState = "RUNNING";
  /** The time of the last event that was replayed. */
  lastEventAt: number | undefined;

  constructor(
    readonly settings: ReplaySettings,
    clock: Clock,
  ) {
    clock.scheduleIn(startMilliseconds, () => this.run());
  }

  cancel(): void {
    this.state = "CANCELLED";
  }

  private run(): void {
    if (this.state !== "RUNNING") {
      return;
    }
    const { archive, bus, name, start, end, ruleArns } = this.settings;
    for (const { envelope, receivedAt } of archive.between(start, end)) {
      bus.replay({ ...envelope, "replay-name": name }, ruleArns);
      this.lastEventAt = receivedAt;
    }
    this.state = "COMPLETED";
  }
}

/** Before the first event. */
const startMilliseconds = 1_000;

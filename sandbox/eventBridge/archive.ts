import type { Clock } from "../clock";
import type { Envelope } from "../envelope";
import { compilePattern } from "./pattern";

interface ArchiveSettings {
  readonly name: string;
  readonly arn: string;
  readonly eventSourceArn: string;
  /** @default every event is kept */
  readonly pattern?: unknown;
  /** @default events never expire */
  readonly retentionDays?: number;
}

interface ArchivedEvent {
  readonly envelope: Envelope;
  readonly receivedAt: number;
}

/** An archive. It keeps the events of its bus that match its pattern. Source: Amazon EventBridge User Guide, "Archiving events". */
export class Archive {
  bytes = 0;
  private readonly kept: ArchivedEvent[] = [];
  private readonly pattern: (event: Envelope) => boolean;

  /** @param now milliseconds since 1970 */
  constructor(
    readonly settings: ArchiveSettings,
    private readonly now: () => number,
  ) {
    this.pattern = settings.pattern === undefined ? () => true : compilePattern(settings.pattern);
  }

  get events(): number {
    return this.kept.length;
  }

  offer(envelope: Envelope, size: number): void {
    if (this.pattern(envelope)) {
      this.kept.push({ envelope, receivedAt: this.now() });
      this.bytes += size;
    }
  }

  /** Returns the retained events from `start` to `end`, in milliseconds since 1970. */
  between(start: number, end: number): readonly ArchivedEvent[] {
    const { retentionDays } = this.settings;
    const oldest = retentionDays ? this.now() - retentionDays * dayMilliseconds : 0;
    return this.kept.filter(({ receivedAt }) => receivedAt >= Math.max(start, oldest) && receivedAt <= end);
  }
}

const dayMilliseconds = 86_400_000;

/** Times are in milliseconds since 1970. */
interface ReplaySettings {
  readonly name: string;
  readonly archive: Archive;
  readonly bus: { readonly replay: (envelope: Envelope, ruleArns: readonly string[]) => void };
  readonly start: number;
  readonly end: number;
  /** The ARNs of the only rules that receive the events. @default every rule of the bus */
  readonly ruleArns: readonly string[];
}

type ReplayState = "RUNNING" | "CANCELLED" | "COMPLETED";

/** Replays archived events, one minute of them at a time, with `replay-name` (EventBridge User Guide, "Replaying archived events"). */
export class Replay {
  state: ReplayState = "RUNNING";
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

/** Wait between two minutes' events. */
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

import type { Envelope } from "../envelope";
import { compilePattern } from "./pattern";

/** An archive as it was declared. */
export interface ArchiveSettings {
  readonly name: string;
  readonly arn: string;
  /** The ARN of the bus whose events it keeps. */
  readonly eventSourceArn: string;
  /** @default every event is kept */
  readonly pattern?: unknown;
  /** @default for ever */
  readonly retentionDays?: number;
}

/** An event in an archive. */
export interface ArchivedEvent {
  readonly envelope: Envelope;
  /** When the bus received it, in milliseconds since 1970. */
  readonly receivedAt: number;
}

/** An archive. It keeps what its bus receives and its pattern takes. Source: Amazon EventBridge User Guide, "Archiving events". */
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

  /** How many events it has kept. */
  get events(): number {
    return this.kept.length;
  }

  offer(envelope: Envelope, size: number): void {
    if (this.pattern(envelope)) {
      this.kept.push({ envelope, receivedAt: this.now() });
      this.bytes += size;
    }
  }

  /** What it holds of a time, from `start` up to `end`, in milliseconds since 1970; without what is older than the retention. */
  between(start: number, end: number): readonly ArchivedEvent[] {
    const { retentionDays } = this.settings;
    const oldest = retentionDays ? this.now() - retentionDays * dayMilliseconds : 0;
    return this.kept.filter(({ receivedAt }) => receivedAt >= Math.max(start, oldest) && receivedAt <= end);
  }
}

const dayMilliseconds = 86_400_000;

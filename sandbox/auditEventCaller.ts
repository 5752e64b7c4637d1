import { entryErrorActions, refusalOf } from "../functions/delivery/refusals";
import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { Clock } from "./clock";
import type { SandboxCredentials } from "./credentials";
import {
  CloudTrailDataClient,
  PutAuditEventsCommand,
  type PutAuditEventsCommandOutput,
} from "./lambda/cloudTrailDataClient";

/** Where a caller sends, and as whom. */
export interface CallerSettings {
  /** The caller's own ARN. */
  readonly principalArn: string;
  readonly gatewayUrl: string;
  readonly region: string;
  readonly channelArn: string;
  readonly credentials: SandboxCredentials;
  /** Sent with every call, where the caller has one. */
  readonly externalId?: string;
}

/** An event that CloudTrail refused for good. */
export interface RefusedEvent {
  readonly entry: AuditEventEntry;
  readonly reason: string;
}

/**
 * A partner, or an application, that puts audit events into a channel by its own calls of PutAuditEvents, signed and through the
 * gateway: up to 100 events in a call, one call after the other. What is throttled or lost on the way is sent again.
 */
export class AuditEventCaller {
  readonly waiting: AuditEventEntry[] = [];
  readonly refused: RefusedEvent[] = [];
  private sending = false;
  private readonly client: CloudTrailDataClient;

  get principalArn(): string {
    return this.settings.principalArn;
  }

  constructor(
    private readonly settings: CallerSettings,
    private readonly clock: Clock,
  ) {
    const { region, gatewayUrl, credentials } = settings;
    this.client = new CloudTrailDataClient({ region, endpoint: gatewayUrl, credentials, maxAttempts: 1 });
  }

  /** Puts an event at the end of the line; it goes out when the clock runs. */
  queue(entry: AuditEventEntry): void {
    this.waiting.push(entry);
    if (!this.sending) {
      this.sending = true;
      this.clock.scheduleIn(0, () => this.sendNext());
    }
  }

  private sendNext(): void {
    void this.clock.track(this.send(nextRequest(this.waiting))).then((wait) => {
      if (this.waiting.length === 0) {
        this.sending = false;
      } else {
        this.clock.scheduleIn(wait, () => this.sendNext());
      }
    });
  }

  /** Sends one request. Gives how long to wait before the next, in milliseconds. */
  private async send(entries: readonly AuditEventEntry[]): Promise<number> {
    const failed = await this.call(entries);
    if (failed instanceof Error) {
      const isPermanent = ["halt", "split"].includes(refusalOf(failed).action);
      for (const entry of isPermanent ? entries : []) {
        this.settle(entry, `${failed.name}: ${failed.message}`);
      }
      return waitAfterFailure;
    }
    const failures = new Map(failed.map((failure) => [failure.id, failure]));
    for (const entry of entries) {
      const failure = failures.get(entry.id);
      if (failure === undefined || entryErrorActions[failure.errorCode ?? ""] !== "retry") {
        this.settle(entry, failure && `${failure.errorCode}: ${failure.errorMessage}`);
      }
    }
    return failures.size === 0 ? 0 : waitAfterFailure;
  }

  /** Makes one call. Gives the events that failed, or why the whole call did; a lost or unreadable answer is such an error too. */
  private async call(
    auditEvents: readonly AuditEventEntry[],
  ): Promise<NonNullable<PutAuditEventsCommandOutput["failed"]> | Error> {
    const { channelArn, externalId } = this.settings;
    try {
      const command = new PutAuditEventsCommand({ channelArn, externalId, auditEvents });
      return (await this.client.send(command, { abortSignal: AbortSignal.timeout(patience) })).failed ?? [];
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private settle(entry: AuditEventEntry, reason: string | undefined): void {
    this.waiting.splice(this.waiting.indexOf(entry), 1);
    if (reason !== undefined) {
      this.refused.push({ entry, reason });
    }
  }
}

/** How long a caller waits for an answer, in milliseconds. */
const patience = 5_000;

/** In milliseconds. */
const waitAfterFailure = 1000;

/** Events in a call, and bytes of their content, well below the limit of a request. */
const requestSize = { events: 100, bytes: 500_000 };

/** As many of the first events as one request takes; no id twice. */
function nextRequest(waiting: readonly AuditEventEntry[]): readonly AuditEventEntry[] {
  const ids = new Set<string>();
  let bytes = 0;
  return waiting.slice(0, requestSize.events).filter((entry) => {
    const fits = !ids.has(entry.id) && bytes + entry.eventData.length <= requestSize.bytes;
    if (fits) {
      ids.add(entry.id);
      bytes += entry.eventData.length;
    }
    return fits;
  });
}

import { PersonError } from "../../components/personError";
import { envelopeOf } from "../../functions/mapping/envelope";
import { type MapResult, mapEvents } from "../../functions/mapping/mapping";
import { rejection } from "../../functions/mapping/mapResult";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { isJsonObject } from "../../functions/mapping/values/json";
import { type FileEvent, openEventFile } from "./eventFile";

/** The source of the events in a file: the vendor's name, and its mapping. Audit events need no mapping. */
export type EventOwner = Pick<MapSettings, "vendor"> & { readonly settings?: MapSettings };

/** Opens a file of events; see openEventFile. With `forEach`, a mapping splits an event itself. */
export function openFor(file: string, { settings }: EventOwner) {
  return openEventFile(file, { isWrapped: settings?.mapping?.forEach === undefined });
}

/** Maps one event of a file. An event that cannot be read is rejected too. A bare event has only its own time. An audit event has no result. */
export function mapFileEvent({ event, reason = "" }: FileEvent, { settings }: EventOwner): readonly MapResult[] {
  if (event === undefined) return [rejection("InvalidJson", reason)];
  if (settings !== undefined) return mapEvents(envelopeOf(event), settings);
  return isJsonObject(event) ? [] : [rejection("InvalidEvent", "The event is not a JSON object.")];
}

/** The reason why an event cannot be used: one of its results is rejected. Undefined if the event can be used. */
export function rejectionOf(results: readonly MapResult[]): string | undefined {
  return results.find((result) => result.status === "rejected")?.reason;
}

/** Reads a whole file before any event is sent, so a wrong or damaged file stops the command. Returns the number of its events. */
export async function checkEventFile(file: string, owner: EventOwner, anyKind: boolean): Promise<number> {
  const { form, events } = await openFor(file, owner);
  printForm(file, form);
  const verdict = new FileVerdict(file, owner.vendor);
  let count = 0;
  for await (const event of events) {
    count += 1;
    if (!verdict.isCertain) verdict.add(event, mapFileEvent(event, owner));
  }
  verdict.throwIfWrong(anyKind);
  return count;
}

/** Prints the form of a file on standard error: standard output is for answers. */
export function printForm(file: string, form: string): void {
  process.stderr.write(`${file} is read as ${form}.\n`);
}

/** The verdict on a file from its first events: usable or not, and from this vendor or not. */
export class FileVerdict {
  private events = 0;
  private usable = 0;
  private known = 0;
  private firstReason = "";
  private firstName = "";

  constructor(
    private readonly file: string,
    private readonly vendor: string,
  ) {}

  /** Returns true if more events cannot change the verdict. */
  get isCertain(): boolean {
    return this.known > 0 || this.usable >= eventsChecked;
  }

  add({ place }: FileEvent, results: readonly MapResult[]): void {
    if (this.isCertain) return;
    this.events += 1;
    const reason = rejectionOf(results);
    if (reason !== undefined) {
      this.firstReason ||= `${place}: ${reason}`;
      return;
    }
    this.usable += 1;
    this.known += results.length === 0 ? 1 : 0;
    for (const result of results) {
      if (result.status === "rejected") continue;
      this.firstName ||= result.event.eventName;
      this.known += result.drift.unknownKind ? 0 : 1;
    }
  }

  /** Throws a PersonError if the file has no events, none that can be used, or, without `anyKind`, none of a known kind. */
  throwIfWrong(anyKind: boolean): void {
    const { file, vendor, events, usable } = this;
    if (events === 0) {
      throw new PersonError(
        `${file} holds no events. It must hold them as JSON: one per line, in an array, or in an array under Records or events; plain or gzip.`,
      );
    }
    if (usable === 0) {
      throw new PersonError(
        `${file} holds ${events} events, but none that ${vendor}'s mapping can use. First, ${this.firstReason} Is it another vendor's file?`,
      );
    }
    if (this.known === 0 && !anyKind) {
      throw new PersonError(
        `${file}: ${usable} of ${usable} events are of no kind that ${vendor} is known for; the first is ${JSON.stringify(this.firstName)}. Is it another vendor's file? If it is not, give --any-kind.`,
      );
    }
  }
}

/** Events without a known kind after which the verdict is final. */
const eventsChecked = 1_000;

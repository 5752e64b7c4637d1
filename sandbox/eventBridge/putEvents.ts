import { parseJson } from "../../functions/mapping/values/parseJson";
import { sandboxAccount } from "../account";
import { awsError } from "../awsError";
import type { JsonAnswer, JsonCaller, JsonInput, ServiceAccess } from "../awsJson";
import { type Envelope, envelopeOnBus } from "../envelope";
import { defaultBusName, type EventBus } from "./bus";

export interface PutEvent {
  readonly eventBusName: string;
  readonly envelope: Envelope;
}

export interface PutEventsOptions extends Pick<ServiceAccess, "refusal"> {
  /** By name. */
  readonly buses: ReadonlyMap<string, EventBus>;
  /** In milliseconds since 1970. */
  readonly now: () => number;
  readonly newIdentifier: () => string;
  readonly put: (event: PutEvent) => void;
}

interface Entry {
  readonly EventBusName?: unknown;
  readonly Source?: unknown;
  readonly DetailType?: unknown;
  readonly Detail?: unknown;
}

/** Puts a caller's events on their buses, each on its own (Amazon EventBridge API Reference, PutEvents, PutEventsRequestEntry). */
export function putEvents({ Entries }: JsonInput, caller: JsonCaller, options: PutEventsOptions): JsonAnswer {
  if (!Array.isArray(Entries) || Entries.length < 1 || Entries.length > 10) {
    return awsError("ValidationException", "Entries must hold 1 to 10 entries.");
  }
  const answers: object[] = [];
  for (const entry of Entries as readonly Entry[]) {
    const busName = nameOf(entry.EventBusName);
    // IAM sees the source and the detail type of an entry (Service Authorization Reference, Amazon EventBridge, condition keys).
    const denial = options.refusal(caller, "events:PutEvents", busArn(busName, caller.region), {
      "events:source": String(entry.Source),
      "events:detail-type": String(entry.DetailType),
    });
    if (denial !== undefined) {
      return denial;
    }
    answers.push(putOne(entry, busName, caller, options));
  }
  const FailedEntryCount = answers.filter((answer) => "ErrorCode" in answer).length;
  return { body: { FailedEntryCount, Entries: answers } };
}

function putOne(
  { Source, DetailType, Detail }: Entry,
  eventBusName: string,
  { region }: JsonCaller,
  { buses, now, newIdentifier, put }: PutEventsOptions,
): object {
  const bus = buses.get(eventBusName);
  if (bus === undefined) {
    return { ErrorCode: "ResourceNotFoundException", ErrorMessage: `Event bus ${eventBusName} does not exist.` };
  }
  if (typeof Source !== "string" || Source === "" || typeof DetailType !== "string" || DetailType === "") {
    return { ErrorCode: "InvalidArgument", ErrorMessage: "Source and DetailType are required." };
  }
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const detail = detailOf(Detail);
  if (detail === undefined) {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  const id = newIdentifier();
  const event = { "detail-type": DetailType, source: Source, detail };
  const defaults = { id, time: now(), detailType: DetailType, region };
  const envelope = { ...envelopeOnBus(event, eventBusName, defaults), source: Source };
  bus.put(envelope);
  put({ eventBusName, envelope });
  return { EventId: id };
}

function nameOf(nameOrArn: unknown): string {
  const name = typeof nameOrArn === "string" ? nameOrArn : defaultBusName;
  return name.split(":event-bus/").at(-1) ?? name;
}

function busArn(name: string, region: string): string {
  const { partition, accountId } = sandboxAccount;
  return `arn:${partition}:events:${region}:${accountId}:event-bus/${name}`;
}

function detailOf(text: unknown): object | undefined {
  try {
    const detail: unknown = parseJson(String(text));
    return typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}

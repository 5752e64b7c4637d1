import { isJsonObject, type JsonObject } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { sandboxAccount } from "../account";
import { findUnsound } from "../cloudTrailData/eventData";
import { type Envelope, envelopeOnBus } from "../envelope";
import type { JsonAnswer, JsonCaller, ServiceAccess } from "../protocol/awsJson";
import { anyNumber, listOf, object, required, text, type ValidInputs } from "../provider/values";
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

/** The members of PutEvents' input. The limits of each entry are checked per entry. */
export const putEventsMembers = {
  Entries: required(
    listOf(
      object({
        EventBusName: text(1, 1600),
        Source: text(),
        DetailType: text(),
        Detail: text(),
        Time: anyNumber,
        Resources: listOf(text(0, 2048)),
      }),
      { minimum: 1, maximum: 10 },
    ),
  ),
};

type Input = ValidInputs<typeof putEventsMembers>;
type Entry = Input["Entries"][number];

/** Puts a caller's events on their buses, each independently (Amazon EventBridge API Reference, PutEvents, PutEventsRequestEntry). */
export function putEvents({ Entries }: Input, caller: JsonCaller, options: PutEventsOptions): JsonAnswer {
  for (const { EventBusName, Source, DetailType } of Entries) {
    // IAM conditions can use the source and the detail type of an entry (Service Authorization Reference, Amazon EventBridge, condition keys).
    const denial = options.refusal(caller, "events:PutEvents", busArn(nameOf(EventBusName), caller.region), {
      "events:source": String(Source),
      "events:detail-type": String(DetailType),
    });
    if (denial !== undefined) {
      return denial;
    }
  }
  const answers = Entries.map((entry) => putOne(entry, nameOf(entry.EventBusName), caller, options));
  const FailedEntryCount = answers.filter((answer) => "ErrorCode" in answer).length;
  return { body: { FailedEntryCount, Entries: answers } };
}

function putOne(
  entry: Entry,
  eventBusName: string,
  { region }: JsonCaller,
  { buses, now, newIdentifier, put }: PutEventsOptions,
): object {
  const bus = buses.get(eventBusName);
  if (bus === undefined) {
    return { ErrorCode: "ResourceNotFoundException", ErrorMessage: `Event bus ${eventBusName} does not exist.` };
  }
  const { Source: source, DetailType: detailType, Time, Resources } = entry;
  if (!source || !detailType || detailType.length > 128) {
    return invalid("Source and DetailType are required, and DetailType has at most 128 characters.");
  }
  if (source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const time = Time == null ? now() : Time * 1000;
  if (time < 0 || time > largestTime) {
    return invalid("Time must be seconds since 1970, up to the year 9999.");
  }
  const detail = detailOf(entry.Detail ?? "");
  if (detail === undefined) {
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  }
  const id = newIdentifier();
  const event = { "detail-type": detailType, source, detail, resources: Resources ?? [] };
  const envelope = { ...envelopeOnBus(event, eventBusName, { id, time, detailType, region }), source };
  try {
    bus.put(envelope);
  } catch (error) {
    if (error instanceof RangeError) {
      return invalid(error.message);
    }
    throw error;
  }
  put({ eventBusName, envelope });
  return { EventId: id };
}

/** The last moment of the year 9999, in milliseconds since 1970. */
const largestTime = Date.UTC(9999, 11, 31, 23, 59, 59);

function invalid(ErrorMessage: string): object {
  return { ErrorCode: "InvalidArgument", ErrorMessage };
}

function nameOf(nameOrArn: string | null | undefined): string {
  const name = nameOrArn ?? defaultBusName;
  return name.split(":event-bus/").at(-1) ?? name;
}

function busArn(name: string, region: string): string {
  const { partition, accountId } = sandboxAccount;
  return `arn:${partition}:events:${region}:${accountId}:event-bus/${name}`;
}

/** Reads a JSON object. "PutEvents will only process nested JSON up to 1000 levels deep." */
function detailOf(json: string): JsonObject | undefined {
  try {
    const detail = parseJson(json);
    return isJsonObject(detail) && findUnsound(detail, true) === undefined ? detail : undefined;
  } catch {
    return undefined;
  }
}

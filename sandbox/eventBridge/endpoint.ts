import type { Clock } from "../clock";
import type { HttpHandler } from "../http";
import { type AwsError, awsError } from "../protocol/awsError";
import {
  createJsonHandler,
  type JsonAnswer,
  type JsonCaller,
  operation,
  type ServiceAccess,
} from "../protocol/awsJson";
import { anyNumber, listOf, object, required, text, type ValidInputs } from "../provider/values";
import { type Archive, Replay } from "./archive";
import { defaultBusName, type EventBus } from "./bus";
import { type PutEventsOptions, putEvents, putEventsMembers } from "./putEvents";

/** The state of a partner event source (Amazon EventBridge API Reference, DescribeEventSource). */
export type EventSourceState = "ACTIVE" | "PENDING" | "DELETED";

interface EventBridgeOptions extends ServiceAccess, Pick<PutEventsOptions, "newIdentifier" | "put"> {
  readonly clock: Clock;
  /** By name. */
  readonly buses: ReadonlyMap<string, EventBus>;
  /** The states of event sources that differ from their bus's. @default none */
  readonly eventSourceStates?: Readonly<Record<string, EventSourceState>>;
}

/** Amazon EventBridge for senders and operators: PutEvents, event sources, rules, archives, replays (EventBridge API Reference). */
export function createEventBridgeHandler(options: EventBridgeOptions): HttpHandler {
  const replays = new Map<string, Replay>();
  return createJsonHandler({
    signingName: "events",
    targetPrefix: "AWSEvents.",
    signature: options.signature,
    invalidCode: "ValidationException",
    operations: {
      PutEvents: operation(putEventsMembers, (input, caller) =>
        putEvents(input, caller, { ...options, now: () => options.clock.now() }),
      ),
      DescribeEventSource: operation({ Name: name }, ({ Name }) => describeEventSource(Name, options)),
      DescribeRule: operation({ Name: name, EventBusName: text(1, 1600) }, (input, caller) =>
        describeRule(input.Name, input.EventBusName ?? defaultBusName, caller, options),
      ),
      DescribeArchive: operation({ ArchiveName: name }, ({ ArchiveName }, caller) =>
        describeArchive(ArchiveName, caller, options),
      ),
      StartReplay: operation(startReplayMembers, (input, caller) => startReplay(input, caller, options, replays)),
      DescribeReplay: operation({ ReplayName: name }, (input) => withReplay(input.ReplayName, replays, describeReplay)),
      CancelReplay: operation({ ReplayName: name }, (input) => withReplay(input.ReplayName, replays, cancelReplay)),
    },
  });
}

const name = required(text(1, 256));
const startReplayMembers = {
  ReplayName: required(text(1, 64, /^[.\-_A-Za-z0-9]+$/, "letters, digits and . - _")),
  EventSourceArn: required(text(1, 1600)),
  EventStartTime: required(anyNumber),
  EventEndTime: required(anyNumber),
  Destination: required(object({ Arn: required(text(1, 1600)), FilterArns: listOf(text(1, 1600)) })),
};

function describeEventSource(name: string, { buses, eventSourceStates = {} }: EventBridgeOptions): JsonAnswer {
  const state = Object.hasOwn(eventSourceStates, name) ? eventSourceStates[name] : buses.has(name) && "ACTIVE";
  return state ? { body: { Name: name, State: state } } : notFound(`Event source ${name} does not exist.`);
}

function describeRule(
  ruleName: string,
  busName: string,
  caller: JsonCaller,
  { buses, refusal }: EventBridgeOptions,
): JsonAnswer {
  const rule = buses.get(busName)?.rules.find(({ settings }) => settings.name === ruleName);
  if (rule === undefined) {
    return notFound(`Rule ${ruleName} does not exist on EventBus ${busName}.`);
  }
  const { name, arn, enabled } = rule.settings;
  const body = { Name: name, Arn: arn, EventBusName: busName, State: enabled ? "ENABLED" : "DISABLED" };
  return refusal(caller, "events:DescribeRule", arn) ?? { body };
}

function describeArchive(ArchiveName: string, caller: JsonCaller, options: EventBridgeOptions): JsonAnswer {
  const archive = archives(options).find(({ settings }) => settings.name === ArchiveName);
  if (archive === undefined) {
    return notFound(`Archive ${ArchiveName} does not exist.`);
  }
  const { arn, eventSourceArn, retentionDays = 0 } = archive.settings;
  const body = {
    ArchiveName,
    EventSourceArn: eventSourceArn,
    RetentionDays: retentionDays,
    EventCount: archive.events,
    SizeBytes: archive.bytes,
  };
  return options.refusal(caller, "events:DescribeArchive", arn) ?? { body };
}

function startReplay(
  input: ValidInputs<typeof startReplayMembers>,
  caller: JsonCaller,
  options: EventBridgeOptions,
  replays: Map<string, Replay>,
): JsonAnswer {
  const { ReplayName: name, EventSourceArn, Destination } = input;
  const archive = archives(options).find(({ settings }) => settings.arn === EventSourceArn);
  if (archive === undefined) {
    return notFound(`Archive ${EventSourceArn} does not exist.`);
  }
  const denial = options.refusal(caller, "events:StartReplay", replayArn(archive, name));
  if (denial !== undefined) {
    return denial;
  }
  if (replays.has(name)) {
    return awsError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
  }
  const [start, end] = [input.EventStartTime * 1000, input.EventEndTime * 1000];
  if (start >= end) {
    return invalid("EventEndTime must be greater than EventStartTime.");
  }
  const busName = archive.settings.eventSourceArn.split(":event-bus/")[1] ?? "";
  const bus = options.buses.get(busName);
  // "You can replay events only to the event bus from which they were archived."
  if (bus === undefined || Destination.Arn !== archive.settings.eventSourceArn) {
    return invalid(`The destination must be the archive's own event bus, ${archive.settings.eventSourceArn}.`);
  }
  const ruleArns = Destination.FilterArns ?? [];
  const unknown = ruleArns.find((arn) => !bus.rules.some(({ settings }) => settings.arn === arn));
  if (unknown !== undefined) {
    return invalid(`Rule ${unknown} is not on the event bus.`);
  }
  replays.set(name, new Replay({ name, archive, bus, start, end, ruleArns }, options.clock));
  return { body: { ReplayArn: replayArn(archive, name), State: "STARTING" } };
}

function withReplay(
  name: string,
  replays: ReadonlyMap<string, Replay>,
  answer: (replay: Replay) => JsonAnswer,
): JsonAnswer {
  const replay = replays.get(name);
  return replay === undefined ? notFound(`Replay ${name} does not exist.`) : answer(replay);
}

function describeReplay({ settings, state, lastEventAt }: Replay): JsonAnswer {
  const time = lastEventAt !== undefined && { EventLastReplayedTime: lastEventAt / 1000 };
  return { body: { ReplayName: settings.name, State: state, ...time } };
}

function cancelReplay(replay: Replay): JsonAnswer {
  if (replay.state !== "RUNNING") {
    return awsError("IllegalStatusException", `Replay ${replay.settings.name} is not running.`);
  }
  replay.cancel();
  return { body: { State: "CANCELLING" } };
}

function archives({ buses }: EventBridgeOptions): readonly Archive[] {
  return [...buses.values()].flatMap((bus) => bus.archives);
}

function replayArn({ settings }: Archive, name: string): string {
  return settings.arn.replace(/:archive\/.*$/, `:replay/${name}`);
}

function notFound(message: string): AwsError {
  return awsError("ResourceNotFoundException", message);
}

function invalid(message: string): AwsError {
  return awsError("ValidationException", message);
}

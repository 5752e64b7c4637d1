import { type AwsError, awsError } from "../awsError";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput, type ServiceAccess } from "../awsJson";
import type { Clock } from "../clock";
import type { HttpHandler } from "../http";
import { type Archive, Replay } from "./archive";
import type { EventBus } from "./bus";
import { type PutEventsOptions, putEvents } from "./putEvents";

/** The state of a partner event source (Amazon EventBridge API Reference, DescribeEventSource). */
export type EventSourceState = "ACTIVE" | "PENDING" | "DELETED";

interface EventBridgeOptions extends ServiceAccess, Pick<PutEventsOptions, "newIdentifier" | "put"> {
  readonly clock: Clock;
  /** By name. */
  readonly buses: ReadonlyMap<string, EventBus>;
  /** The states of event sources that are not as their bus tells. @default none */
  readonly eventSourceStates?: Readonly<Record<string, EventSourceState>>;
}

/** Amazon EventBridge for senders and operators: PutEvents, event sources, rules, archives, replays (EventBridge API Reference). */
export function createEventBridgeHandler(options: EventBridgeOptions): HttpHandler {
  const replays = new Map<string, Replay>();
  return createJsonHandler({
    signingName: "events",
    targetPrefix: "AWSEvents.",
    signature: options.signature,
    operations: {
      PutEvents: (input, caller) => putEvents(input, caller, { ...options, now: () => options.clock.now() }),
      DescribeEventSource: (input) => describeEventSource(input, options),
      DescribeRule: (input, caller) => describeRule(input, caller, options),
      DescribeArchive: (input, caller) => describeArchive(input, caller, options),
      StartReplay: (input, caller) => startReplay(input, caller, options, replays),
      DescribeReplay: (input) => withReplay(input, replays, describeReplay),
      CancelReplay: (input) => withReplay(input, replays, cancelReplay),
    },
  });
}

function describeEventSource({ Name }: JsonInput, { buses, eventSourceStates = {} }: EventBridgeOptions): JsonAnswer {
  const name = String(Name);
  const state = eventSourceStates[name] ?? (buses.has(name) ? "ACTIVE" : undefined);
  return state === undefined
    ? notFound(`Event source ${name} does not exist.`)
    : { body: { Name: name, State: state } };
}

function describeRule(
  { Name, EventBusName = "default" }: JsonInput,
  caller: JsonCaller,
  { buses, refusal }: EventBridgeOptions,
): JsonAnswer {
  const rule = buses.get(String(EventBusName))?.rules.find(({ settings }) => settings.name === Name);
  if (rule === undefined) {
    return notFound(`Rule ${String(Name)} does not exist on EventBus ${String(EventBusName)}.`);
  }
  const { name, arn, enabled } = rule.settings;
  const body = { Name: name, Arn: arn, State: enabled ? "ENABLED" : "DISABLED" };
  return refusal(caller, "events:DescribeRule", arn) ?? { body };
}

function describeArchive({ ArchiveName }: JsonInput, caller: JsonCaller, options: EventBridgeOptions): JsonAnswer {
  const archive = archives(options).find(({ settings }) => settings.name === ArchiveName);
  if (archive === undefined) {
    return notFound(`Archive ${String(ArchiveName)} does not exist.`);
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
  input: JsonInput,
  caller: JsonCaller,
  options: EventBridgeOptions,
  replays: Map<string, Replay>,
): JsonAnswer {
  const { ReplayName, EventSourceArn, EventStartTime, EventEndTime, Destination } = input;
  const { Arn, FilterArns = [] } = (Destination ?? {}) as { Arn?: string; FilterArns?: readonly string[] };
  const name = String(ReplayName);
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
    return invalid("ReplayName must have 1 to 64 letters, digits and . - _");
  }
  const archive = archives(options).find(({ settings }) => settings.arn === EventSourceArn);
  if (archive === undefined) {
    return notFound(`Archive ${String(EventSourceArn)} does not exist.`);
  }
  const denial = options.refusal(caller, "events:StartReplay", replayArn(archive, name));
  if (denial !== undefined) {
    return denial;
  }
  if (replays.has(name)) {
    return awsError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
  }
  const [start, end] = [Number(EventStartTime) * 1000, Number(EventEndTime) * 1000];
  if (!(start < end)) {
    return invalid("EventEndTime must be greater than EventStartTime.");
  }
  const busName = archive.settings.eventSourceArn.split(":event-bus/")[1] ?? "";
  const bus = options.buses.get(busName);
  // "You can replay events only to the event bus from which they were archived."
  if (bus === undefined || Arn !== archive.settings.eventSourceArn) {
    return invalid(`The destination must be the archive's own event bus, ${archive.settings.eventSourceArn}.`);
  }
  const unknown = FilterArns.find((arn) => !bus.rules.some(({ settings }) => settings.arn === arn));
  if (unknown !== undefined) {
    return invalid(`Rule ${unknown} is not on the event bus.`);
  }
  replays.set(name, new Replay({ name, archive, bus, start, end, ruleArns: FilterArns }, options.clock));
  return { body: { ReplayArn: replayArn(archive, name), State: "STARTING" } };
}

function withReplay(
  { ReplayName }: JsonInput,
  replays: ReadonlyMap<string, Replay>,
  answer: (replay: Replay) => JsonAnswer,
): JsonAnswer {
  const replay = replays.get(String(ReplayName));
  return replay === undefined ? notFound(`Replay ${String(ReplayName)} does not exist.`) : answer(replay);
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

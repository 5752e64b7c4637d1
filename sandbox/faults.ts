import { createHash } from "node:crypto";
import { nearest } from "../components/configuration/problem";
import { PersonError } from "../components/personError";

/**
 * What may befall a whole call, in the order of precedence where several would: the refusals AWS documents, the ways in
 * which a connection gives no answer, and an answer that no client can read.
 */
export const callFaults = [
  "throttle",
  "internal-error",
  "unavailable",
  "access-denied",
  "expired-token",
  "not-found",
  /** The connection ends and nothing was accepted. */
  "reset",
  /** The connection ends although the events were accepted. */
  "reset-after-accept",
  /** The events are accepted and no answer comes, however long the caller waits. */
  "no-answer",
  /** The events are accepted and the answer's body is cut short. */
  "malformed",
] as const;

export type CallFault = (typeof callFaults)[number];

/** After these a caller cannot tell whether its events were accepted. They were. */
export const hidingFaults: ReadonlySet<string> = new Set<CallFault>(["reset-after-accept", "no-answer", "malformed"]);

/** What a caller gets in place of an answer. */
export function unansweredBy(fault: CallFault | undefined): "reset" | "silence" | undefined {
  switch (fault) {
    case "reset":
    case "reset-after-accept":
      return "reset";
    case "no-answer":
      return "silence";
    default:
      return undefined;
  }
}

/**
 * What may befall one event in a call that succeeds, by kind: the error code in the answer's `failed`.
 *
 * Source: AWS CloudTrail Data Service API Reference, ResultErrorEntry, `errorCode`.
 */
export const entryFaults = {
  "throttle-entry": "Throttling",
  "entry-internal-failure": "InternalFailure",
  "entry-FieldTooLong": "FieldTooLong",
  "entry-FieldNotFound": "FieldNotFound",
  "entry-InvalidChecksum": "InvalidChecksum",
  "entry-InvalidData": "InvalidData",
  "entry-InvalidRecipient": "InvalidRecipient",
  "entry-InvalidEventSource": "InvalidEventSource",
  "entry-AccountNotSubscribed": "AccountNotSubscribed",
} as const;

export type EntryFault = keyof typeof entryFaults;

/** What may befall an invocation of a function: its process is killed while it works. */
export const invocationFaults = ["kill"] as const;

export type InvocationFault = (typeof invocationFaults)[number];

/** Which calls and events fail, decided by the seed alone: equal plans asked in equal order answer equally. */
export interface FaultPlan {
  /** What befalls the next call. */
  nextCall(): CallFault | undefined;
  /** What befalls the next event. */
  nextEntry(): EntryFault | undefined;
  /** What befalls the next invocation of a function. */
  nextInvocation(): InvocationFault | undefined;
  /** How often each kind has struck so far. */
  readonly strikes: ReadonlyMap<string, number>;
  /** How much later every answer comes, in milliseconds. */
  readonly slowMilliseconds: number;
}

/**
 * Reads a fault plan from settings of the form `KIND=RATE`, the rate a probability from 0 to 1, or `slow=SECONDS`, by
 * which every answer is late.
 *
 * @throws {PersonError} when a kind is unknown or given twice, or a rate is out of bounds
 */
export function parseFaults(settings: readonly string[], seed = 0): FaultPlan {
  const rates = new Map<string, number>();
  for (const setting of settings) {
    const [kind, rate] = parseSetting(setting);
    if (rates.has(kind)) throw new PersonError(`The fault ${kind} is given twice; give it one rate.`);
    rates.set(kind, rate);
  }
  const strikes = new Map<string, number>();
  return {
    nextCall: drawer(callFaults, rates, seed, strikes),
    nextEntry: drawer(entryFaultKinds, rates, seed, strikes),
    nextInvocation: drawer(invocationFaults, rates, seed, strikes),
    strikes,
    slowMilliseconds: (rates.get(slow) ?? 0) * 1000,
  };
}

const slow = "slow";
const longestDelaySeconds = 3600;
const entryFaultKinds = Object.keys(entryFaults) as readonly EntryFault[];
const kinds: readonly string[] = [...callFaults, ...entryFaultKinds, ...invocationFaults, slow];

function parseSetting(setting: string): readonly [string, number] {
  const at = setting.indexOf("=");
  const kind = at < 0 ? setting : setting.slice(0, at);
  if (!kinds.includes(kind)) {
    const near = nearest(kind, kinds);
    const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new PersonError(`${JSON.stringify(kind)} is not a kind of fault.${suggestion} Known: ${kinds.join(", ")}.`);
  }
  const text = at < 0 ? "" : setting.slice(at + 1);
  const rate = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  const maximum = kind === slow ? longestDelaySeconds : 1;
  if (!(rate <= maximum)) {
    const allowed =
      kind === slow ? `a number of seconds from 0 to ${longestDelaySeconds}` : "a rate from 0 to 1, for example 0.1";
    throw new PersonError(`The fault ${kind} needs ${allowed}, as in ${kind}=RATE; got ${JSON.stringify(text)}.`);
  }
  return [kind, rate];
}

/**
 * Each kind draws from a sequence of its own, so that adding one kind to a plan leaves the others' draws as they were.
 * Of several kinds that strike at once the first listed one is answered.
 */
function drawer<Kind extends string>(
  known: readonly Kind[],
  rates: ReadonlyMap<string, number>,
  seed: number,
  strikes: Map<string, number>,
): () => Kind | undefined {
  const active = known.map((kind) => ({ kind, rate: rates.get(kind) ?? 0 })).filter(({ rate }) => rate > 0);
  let draws = 0;
  return () => {
    draws += 1;
    const struck = active.find(({ kind, rate }) => fraction(`${seed}/${kind}/${draws}`) < rate)?.kind;
    if (struck !== undefined) {
      strikes.set(struck, (strikes.get(struck) ?? 0) + 1);
    }
    return struck;
  };
}

/** A number from 0 up to but not including 1 that depends on the name alone and spreads evenly. */
function fraction(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
}

import { createHash } from "node:crypto";
import { nearest } from "../components/configuration/problem";
import { PersonError } from "../components/personError";

/** Faults of a whole call, by precedence: documented errors, broken connections, an unreadable answer. */
export const callFaults = [
  "throttle",
  "internal-error",
  "unavailable",
  "access-denied",
  "expired-token",
  "not-found",
  /** The request is rejected for its content, regardless of the content. */
  "validation",
  /** The connection ends before any event is accepted. */
  "reset",
  /** The connection ends although the events were accepted. */
  "reset-after-accept",
  /** The events are accepted and no answer arrives, no matter how long the caller waits. */
  "no-answer",
  /** The events are accepted and the answer's body is cut short. */
  "malformed",
] as const;

export type CallFault = (typeof callFaults)[number];

/** Faults that hide from the caller that the events were accepted. */
export const hidingFaults: ReadonlySet<string> = new Set<CallFault>(["reset-after-accept", "no-answer", "malformed"]);

/** The broken connection of a fault. */
export function unansweredBy(fault: CallFault | undefined): "reset" | "silence" | undefined {
  if (fault === "no-answer") {
    return "silence";
  }
  return fault === "reset" || fault === "reset-after-accept" ? "reset" : undefined;
}

/** Faults of one event in a call that succeeds: the error code in `failed` (CloudTrail Data Service API Reference, ResultErrorEntry). */
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

/** Faults of a function's invocation: its process is killed. */
export const invocationFaults = ["kill"] as const;

type InvocationFault = (typeof invocationFaults)[number];

/** Failures from a seed: equal plans return equal answers in equal order. */
export interface FaultPlan {
  /** @param body the call's body, if a plan depends on it */
  nextCall(body?: Buffer): CallFault | undefined;
  nextEntry(): EntryFault | undefined;
  nextInvocation(): InvocationFault | undefined;
  /** Number of occurrences per kind. */
  readonly strikes: ReadonlyMap<string, number>;
  /** The delay of every answer, in milliseconds. */
  readonly slowMilliseconds: number;
}

/**
 * Reads a fault plan from settings such as `KIND=RATE` (0 to 1) or `slow=SECONDS`, which delays every answer.
 * @throws {PersonError} for an unknown or repeated kind, or a rate out of bounds
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
/** Kinds of faults, as the command line names them. */
export const faultKinds: readonly string[] = [...callFaults, ...entryFaultKinds, ...invocationFaults, slow];

function parseSetting(setting: string): readonly [string, number] {
  const at = setting.indexOf("=");
  const kind = at < 0 ? setting : setting.slice(0, at);
  if (!faultKinds.includes(kind)) {
    const near = nearest(kind, faultKinds);
    const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new PersonError(
      `${JSON.stringify(kind)} is not a kind of fault.${suggestion} Known: ${faultKinds.join(", ")}.`,
    );
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

/** Gives each kind its own sequence, so a new kind leaves the others' draws unchanged. The first listed kind that occurs wins. */
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

/** Returns an evenly distributed number from 0 up to but not including 1 that depends only on the name. */
function fraction(name: string): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
}

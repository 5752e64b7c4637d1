import type { StackSandbox } from "../../../sandbox/program/stackSandbox";
import { sendDetails } from "../../support/stack";
import type { Finding } from "./expectedFindings";
import type { Sending } from "./sendings";

/** The built-in rules of a vendor run once an hour. */
export const hour = 3_600_000;
const minute = 60_000;
/**
 * A vendor's deliveries within this many milliseconds are sent at their end, at least ten minutes before a run, so they
 * are stored by then.
 */
const lot = 20 * minute;

/** Returns the number of the first run after a delivery, from 1. Events before the first lot are sent with it. */
export function runAfter(at: number, start: number): number {
  return Math.floor((sentAt(at, start) - start) / hour) + 1;
}

function sentAt(at: number, start: number): number {
  const first = start + 10 * minute;
  return first + Math.max(0, Math.ceil((at - first) / lot)) * lot;
}

/** Sends all events during this many runs. */
export async function passDay(
  stack: StackSandbox,
  sendings: readonly Sending[],
  start: number,
  runs: number,
): Promise<void> {
  const { sandbox } = stack;
  const lots = new Map<number, Sending[]>();
  for (const sending of sendings) {
    const at = sentAt(sending.at, start);
    lots.set(at, [...(lots.get(at) ?? []), sending]);
  }
  for (const at of [...lots.keys()].sort((one, other) => one - other)) {
    await sandbox.settle({ until: at });
    const now = lots.get(at) ?? [];
    for (const vendor of new Set(now.map((one) => one.vendor))) {
      sendDetails(
        stack,
        vendor,
        now.filter((one) => one.vendor === vendor).map(({ event }) => event),
      );
    }
  }
  await sandbox.settle({ until: start + runs * hour + 30 * minute });
}

/** A finding in the form on the bus. */
interface Detail {
  readonly id: string;
  readonly rule: string;
  readonly integration: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly uids: readonly string[];
}

/** The findings on the bus, with their ids. */
export function findingsOn({ sandbox }: StackSandbox, start: number): readonly (Finding & { readonly id: string })[] {
  return sandbox.putEvents.map(({ envelope }) => {
    const { id, rule, integration, count, first, last, uids }: Detail = Object(envelope.detail);
    const run = Math.floor((Date.parse(String(envelope.time)) - start) / hour);
    return { id, rule, integration, count, first: Date.parse(first), last: Date.parse(last), run, uids };
  });
}

import type { CompiledRule } from "./compiledRule";
import type { ClaimedBurst } from "./findingMemory";
import type { ScannedRow } from "./reported";

/** An event that a rule matched, as a scan gives it. What an event lacks is an empty text. */
export interface ScanRow extends ScannedRow {
  /** The rule's name. */
  readonly rule: string;
  /** The integration's key. */
  readonly integration: string;
  readonly actor: string;
  /** The vendor's name of the event. */
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
}

/** Events that people should look at: what one finding reports. */
export interface RuleFinding {
  /** The same for every report of this finding, where a run was killed and repeated. */
  readonly id: string;
  readonly rule: CompiledRule;
  readonly integration: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
  /** How many events. */
  readonly count: number;
  /** The times of the first and the last event, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The UIDs of the first events. */
  readonly uids: readonly string[];
  /** How many events of it were reported before, where it has grown. */
  readonly reportedBefore?: number;
  /** Where the rule found more than one run reports: how many findings it reported, of how many. */
  readonly flood?: { readonly listed: number; readonly of: number };
}

/** Makes the finding of a burst. */
export function findingOf(
  rule: CompiledRule,
  integration: string,
  { id, rows, count, first, last, reportedBefore }: ClaimedBurst<ScanRow>,
): RuleFinding {
  return {
    id,
    rule,
    integration,
    actor: distinct(rows.map(({ actor }) => actor)),
    action: distinct(rows.map(({ action }) => action)),
    target: distinct(rows.map(({ target }) => target)),
    sourceIPAddress: distinct(rows.map(({ sourceIPAddress }) => sourceIPAddress)),
    count,
    first,
    last,
    uids: firstUids(rows.map(({ uid }) => uid)),
    ...(reportedBefore !== undefined && { reportedBefore }),
  };
}

/** The most UIDs in a finding, and the most characters of them in all: vendors choose their length. */
const mostUids = 100;
const mostUidCharacters = 20_000;

function firstUids(uids: readonly string[]): readonly string[] {
  let characters = 0;
  return uids.slice(0, mostUids).filter((uid) => {
    characters += uid.length;
    return characters <= mostUidCharacters;
  });
}

/** How many different values of a column a finding names. */
const mostValues = 3;

/** Names the values of a column: up to three, and how many more there are. */
function distinct(values: readonly string[]): string {
  const different = [...new Set(values.filter((value) => value !== ""))];
  const more = different.length - mostValues;
  const named = different.slice(0, mostValues).map(shortened).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

/** Users and vendors write texts of any length; a message has a limit. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}...` : text;
}

const mostCharacters = 300;

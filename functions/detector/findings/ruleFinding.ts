import type { CompiledRule } from "../compiledRule";
import type { ClaimedBurst } from "./findingMemory";
import type { ScannedRow } from "./reported";

/** An event that matches a rule, as returned by a scan. Missing values are empty texts. */
export interface ScanRow extends ScannedRow {
  /** The rule's name. */
  readonly rule: string;
  /** The integration's key. */
  readonly integration: string;
  readonly actor: string;
  /** The vendor's name for the event. */
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
}

/** The content of one finding: events that need attention. */
export interface RuleFinding {
  /** The same in every report of this finding, including reports by a retried run. */
  readonly id: string;
  readonly rule: CompiledRule;
  readonly integration: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
  /** The number of events. */
  readonly count: number;
  /** The times of the first and the last event, in milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** The UIDs of the first events. */
  readonly uids: readonly string[];
  /** The number of its events reported earlier, if it has grown. */
  readonly reportedBefore?: number;
  /** If the rule found more than one run reports: the number of findings reported, and their total. */
  readonly flood?: { readonly listed: number; readonly of: number };
}

/** Creates the finding for a burst. */
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

/** Limits of the UIDs in a finding: their number, and their total length in characters, since vendors choose the length of each. */
const mostUids = 100;
const mostUidCharacters = 20_000;

function firstUids(uids: readonly string[]): readonly string[] {
  let characters = 0;
  return uids.slice(0, mostUids).filter((uid) => {
    characters += uid.length;
    return characters <= mostUidCharacters;
  });
}

/** Maximum number of different values of a column in a finding. */
const mostValues = 3;

/** Lists up to three values of a column, and the number of further ones. */
function distinct(values: readonly string[]): string {
  const different = [...new Set(values.filter((value) => value !== ""))];
  const more = different.length - mostValues;
  const named = different.slice(0, mostValues).map(shortened).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

/** Shortens a text: users and vendors write texts of any length, but a message is limited. */
function shortened(text: string): string {
  const characters = [...text];
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters).join("")}...` : text;
}

const mostCharacters = 300;

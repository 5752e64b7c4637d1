import { byText } from "../byText";
import type { CompiledRule } from "../compiledRule";
import type { Slot } from "../findings/reported";
import type { ScanRow } from "../findings/ruleFinding";
import type { ScanAnswer } from "../scanAnswer";
import type { Row } from "../startedQuery";
import { mostRows } from "./trinoScan";

/** Reads the rows of a statement that scans a table. */
export function readTrinoRows(
  rows: readonly Row[],
  rules: readonly CompiledRule[],
): Pick<ScanAnswer, "rows" | "floods"> {
  const all = rows.flatMap((row) => {
    const rule = rules[Number(/^r(\d+)$/.exec(row.rule ?? "")?.[1])];
    return rule === undefined ? [] : [scanRow(row, rule)];
  });
  const read = rows.length < mostRows ? all : wholeGroups(all);
  const rowsIn = new Map<string, number>();
  for (const { place } of read) {
    rowsIn.set(place, (rowsIn.get(place) ?? 0) + 1);
  }
  const floods = new Map(
    read.map(({ row: { rule, integration }, groups }) => [`${rule} ${integration}`, { rule, integration, groups }]),
  );
  return {
    rows: read.map(({ row, slot, place }) => ({ ...row, slot: { ...slot, rows: rowsIn.get(place) ?? 1 } })),
    floods: [...floods.values()].filter(({ rule, integration, groups }) => {
      const given = new Set(
        read.flatMap(({ row }) => (row.rule === rule && row.integration === integration ? [row.group] : [])),
      );
      return groups > given.size;
    }),
  };
}

/**
 * Drops the last group of each rule and integration whose result may be incomplete, unless it is the only one: it counts as one of the
 * groups that were not read.
 */
function wholeGroups(read: readonly ReadRow[]): readonly ReadRow[] {
  const lists = [...byText(read, ({ row: { rule, integration } }) => JSON.stringify([rule, integration])).values()];
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  return lists.flatMap((list) => {
    // Rows alternate between rules, so one that was cut off has as many rows as any other, or one fewer.
    const last = list.length < longest - 1 ? undefined : list.at(-1)?.row.group;
    const whole = list.filter(({ row }) => row.group !== last);
    return whole.length === 0 ? list : whole;
  });
}

interface ReadRow {
  readonly row: ScanRow;
  readonly slot: Omit<Slot, "rows">;
  /** The rule, the integration, the group and the slot. */
  readonly place: string;
  readonly groups: number;
}

function scanRow(row: Row, { name, correlation }: CompiledRule): ReadRow {
  const {
    source = "",
    uid = "",
    t,
    action = "",
    address = "",
    actor = "",
    target = "",
    grp = "",
    val = "",
    slot = "",
    fresh = "",
  } = row;
  const key = `${slot} ${fresh}`;
  return {
    row: {
      rule: name,
      integration: source,
      uid,
      eventTime: Number(t) * 1_000,
      action,
      sourceIPAddress: address,
      actor,
      target,
      group: grp,
      ...(correlation?.type === "value_count" && { value: val }),
    },
    slot: { key, events: Number(row.inslot) },
    place: JSON.stringify([name, source, grp, key]),
    groups: Number(row.groups),
  };
}

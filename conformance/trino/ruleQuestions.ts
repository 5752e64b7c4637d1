import { readFileSync } from "node:fs";
import { compileRule } from "../../components/detections/sigma/compileRule";
import { vendorFields } from "../../components/detections/sigma/fields/vendorFields";
import { storePlaceholder } from "../../components/files/savedQueryFiles";
import { type LakeScope, lakeQuery } from "../../components/lake/lakeQueries";
import { PersonError } from "../../components/personError";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { eventsOfFile, placeholders, ruleFiles, triedEvents } from "../sigma/triedRules";
import type { StoredExample } from "./examples";
import type { Question } from "./questions";

/** Detection rules of one vendor, and the audit events that they are tested with. */
export interface TriedRules {
  /** The key under which the events are stored. */
  readonly key: string;
  readonly rules: readonly CompiledRule[];
  readonly events: readonly StoredExample[];
}

/** Returns the rules of the project and one per construct of Sigma. @param storedAt in milliseconds since 1970 */
export function triedRules(storedAt: number): readonly TriedRules[] {
  const files = ruleFiles().flatMap((file) => compiledFile(file).map((rule) => ({ file, rule })));
  return Object.keys(vendorFields).flatMap((vendor): readonly TriedRules[] => {
    const own = files.filter(({ rule }) => rule.vendor === vendor);
    const sent = [...new Set(own.map(({ file }) => file))].flatMap(eventsOfFile);
    const different = [...new Map(sent.map((event) => [JSON.stringify(event), event])).values()];
    const events = triedEvents(vendor, different).map(({ mapped: { id, eventData } }) => ({ id, eventData, storedAt }));
    return own.length === 0 ? [] : [{ key: `rules-${vendor}`, rules: own.map(({ rule }) => rule), events }];
  });
}

/** Returns the rules of a file, or none if the file is refused. */
function compiledFile(file: string): readonly CompiledRule[] {
  try {
    return compileRule(readFileSync(file, "utf8"), file, { placeholders });
  } catch (error) {
    if (error instanceof PersonError) {
      return [];
    }
    throw error;
  }
}

/** Queries which rules select each event, and what the rules' findings show and count. */
export function ruleQuestions(tried: readonly TriedRules[], scope: LakeScope): readonly Question[] {
  return tried.flatMap(({ key, rules }) =>
    chunks(rules, 6).map((some, index): Question => {
      const columns = some.flatMap(({ predicates, correlation, columns: { actor, target } }) => [
        predicates.trino,
        ...[
          actor,
          target,
          ...(correlation?.groupBy ?? []),
          ...(correlation?.value === undefined ? [] : [correlation.value]),
        ].map(({ trino }) => trino),
      ]);
      const listed = [...new Set(columns)].map((column, place) => `${column} AS c${place}`);
      const sql = `SELECT eventData.UID AS uid, ${listed.join(",\n")} FROM "${storePlaceholder}"`;
      const names = some.map(({ name }) => name).join(", ");
      return {
        name: `rules of ${key}, ${index}: ${names}`,
        statement: lakeQuery(sql, { ...scope, integrations: [key] }),
        answers: true,
      };
    }),
  );
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

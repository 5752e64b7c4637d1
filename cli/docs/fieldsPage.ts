import type { Condition, FieldMapping, ObjectRule, TextRule } from "../../functions/mapping/fieldMapping";
import { sourcesOf, textRules } from "../../functions/mapping/textRules";
import type { Vendor } from "../../functions/vendors/vendor";
import { markdownTable } from "./pageTables";

/** Generates the page on where each vendor field is stored, from the mappings. */
export function fieldsPage(vendors: readonly Vendor[]): string {
  return `# Where a vendor's fields are stored

\`npm run check -- --write\` generates this page from the mappings in functions/vendors. Do not edit it.

An audit event has the fields of CloudTrail's integration event schema. The tables show the column of each vendor field, for queries, detection rules and
tables. If several fields map to one text column, the first non-empty field is used.

A field without a row is stored in \`additionalEventData\` under its own path, next to \`integrationName\`, the key of the integration. The same applies to a
field that was not used because of another one, that is too long for its column, or whose stored value differs from the original (an address with a port, a time
with milliseconds). A vendor's own field with the name \`integrationName\`, \`eventTimeFrom\`, \`truncatedFields\` or \`vendorFields\` is stored in
\`additionalEventData.vendorFields\`. If fields without a row exceed the space of \`additionalEventData\` (28 kB), the largest ones are stored in
\`requestParameters\` (100 kB).
${vendors.map(section).join("")}`;
}

function section({ title, document, mapping }: Vendor): string {
  const rows = [...storedBy(mapping)].map(([path, columns]) => [path, columns.map(code).join(", ")]);
  return `
## ${title}

Source of the fields: ${document}.${mapping.raw ? `\n\n${rawSentence}` : ""}

${markdownTable([["Field of the event", "Stored as"], ...rows])}
${[...actorSentences(mapping), failureSentence(mapping)].join("\n\n")}
`;
}

const rawSentence =
  "The whole EventBridge event is in `additionalEventData.raw` besides, so a field that has no row is stored as `additionalEventData.raw.detail.FIELD`.";

/** The columns of each field, by the field's path on the page. */
function storedBy(mapping: FieldMapping): ReadonlyMap<string, readonly string[]> {
  const columns = new Map<string, string[]>();
  const store = (path: string, column: string) => {
    const known = columns.get(path) ?? [];
    columns.set(path, known.includes(column) ? known : [...known, column]);
  };
  for (const [column, rule] of textsOf(mapping)) {
    for (const path of sourcesOf(rule)) {
      store(path, column);
    }
    for (const path of rule.stays ?? []) {
      store(path, ownColumn(path, mapping));
    }
  }
  for (const [column, rule] of objectsOf(mapping)) {
    for (const path of rule?.fields ?? []) {
      store(path, `${column}.${path.slice(path.lastIndexOf(".") + 1)}`);
    }
    for (const path of rule?.spread ?? []) {
      store(`${path}.*`, `${column}.*`);
    }
  }
  return merged(columns);
}

/** The place of a field that is also part of a column of texts. */
function ownColumn(path: string, mapping: FieldMapping): string {
  const spread = objectsOf(mapping).flatMap(([column, rule]) =>
    (rule?.spread ?? [])
      .filter((object) => path.startsWith(`${object}.`))
      .map((object) => `${column}${path.slice(object.length)}`),
  );
  return spread[0] ?? `additionalEventData.${path}`;
}

function textsOf(mapping: FieldMapping): readonly (readonly [column: string, rule: Partial<TextRule>])[] {
  const { errorCode = {}, errorMessage = {} } = mapping.failure ?? {};
  return [...textRules(mapping), ["errorCode", errorCode], ["errorMessage", errorMessage]];
}

function objectsOf(mapping: FieldMapping): readonly (readonly [column: string, rule: ObjectRule | undefined])[] {
  return [
    ["userIdentity.details", mapping.userIdentity.details],
    ["requestParameters", mapping.requestParameters],
    ["responseElements", mapping.responseElements],
  ];
}

/** One row for a field that is stored in the same way with and without the vendor's own wrapper. */
function merged(columns: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, { readonly paths: string[]; readonly columns: readonly string[] }>();
  for (const [path, stored] of columns) {
    const key = `${path.replace(/^(?:data|event)\./, "")} ${stored.join(" ")}`;
    const row = rows.get(key) ?? { paths: [], columns: stored };
    row.paths.push(path);
    rows.set(key, row);
  }
  return new Map([...rows.values()].map((row) => [row.paths.map(code).join(" or "), row.columns]));
}

/** Describes how the mapping finds the actor's type and id if that needs more than one field. */
function actorSentences({ userIdentity: { type, principalId } }: FieldMapping): readonly string[] {
  return Object.entries({ type, principalId }).flatMap(([name, { cases = [], otherwise, except = [] }]) => {
    const column = code(`userIdentity.${name}`);
    const each = cases.map(({ when, from, text }) => {
      const found = [...(from ?? []).map(code), ...(text === undefined ? [] : [`the text ${code(text)}`])];
      return `- if ${sentenceOf(when)}: ${found.join(", else ")}`;
    });
    const passedOver = except.length === 0 ? [] : [`- a value of ${listOf(except)} is ignored`];
    const lines = [...each, ...passedOver, `- otherwise \`${otherwise ?? "Unknown"}\``];
    return each.length + passedOver.length === 0
      ? []
      : [`${column} is the first of these that applies:\n\n${lines.join("\n")}`];
  });
}

function failureSentence({ failure }: FieldMapping): string {
  return failure === undefined
    ? "No event has an `errorCode`."
    : `An event has an \`errorCode\` if one of these is true:\n\n${failure.when.map((condition) => `- ${sentenceOf(condition)}`).join("\n")}`;
}

function sentenceOf({ field, values, pattern, atLeast }: Condition): string {
  const tests = [
    ...(values === undefined ? [] : [`is ${listOf(values)}`]),
    ...(pattern === undefined ? [] : [pattern === "." ? "has a text" : `matches ${code(pattern)}`]),
    ...(atLeast === undefined ? [] : [`is ${atLeast} or more`]),
  ];
  const fields = [field].flat().map(code).join(" or ");
  return `${fields} ${tests.length === 0 ? "has a value" : tests.join(", or ")}`;
}

function listOf(values: readonly string[]): string {
  return values.map(code).join(", ");
}

function code(text: string): string {
  return `\`${text}\``;
}

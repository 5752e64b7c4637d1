import type { Condition, FieldMapping, ObjectRule, TextRule } from "../../functions/mapping/fieldMapping";
import { sourcesOf, textRules } from "../../functions/mapping/textRules";
import type { Vendor } from "../../functions/vendors/vendor";
import { markdownTable } from "./pageTables";

/** The page on where each field of the vendors' events is stored, made from the mappings. */
export function fieldsPage(vendors: readonly Vendor[]): string {
  return `# Where a vendor's fields are stored

Made by \`npm run check -- --write\` from the mappings in functions/vendors. Do not edit it.

An audit event has the fields of CloudTrail's integration event schema. A query, a detection rule or a table that reads a field of the
vendor's event finds it by its column here. Of several fields for one column of text, the first that holds something is taken. A field that
has no row is stored in \`additionalEventData\` under its own path, beside \`integrationName\`, the key of the integration; so is one that gave way
to another, is too long for its column, or is not stored as it was (an address with a port, a time with milliseconds).
A vendor's own field that is named \`integrationName\`, \`eventTimeFrom\`, \`truncatedFields\` or \`vendorFields\` is stored in
\`additionalEventData.vendorFields\`. Of fields that have no row, those for which \`additionalEventData\` has no space (28 kB) are stored in
\`requestParameters\` (100 kB), the largest first.
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
  "The whole EventBridge event stands in `additionalEventData.raw` besides, so a field that has no row is stored as `additionalEventData.raw.detail.FIELD`.";

/** The columns that hold each field, by the fields' paths as the page shows them. */
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

/** Where a field stays that a column of texts holds as well. */
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

/** One row for a field that is stored alike within the vendor's own wrapper and without it. */
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

/** How the actor's type and id are found, where that takes more than a field. */
function actorSentences({ userIdentity: { type, principalId } }: FieldMapping): readonly string[] {
  return Object.entries({ type, principalId }).flatMap(([name, { cases = [], otherwise, except = [] }]) => {
    const column = code(`userIdentity.${name}`);
    const each = cases.map(({ when, from, text }) => {
      const found = [...(from ?? []).map(code), ...(text === undefined ? [] : [`the text ${code(text)}`])];
      return `- ${found.join(", else ")} where ${sentenceOf(when)}`;
    });
    const passedOver = except.length === 0 ? [] : [`- a value of ${listOf(except)} is passed over`];
    const lines = [...each, ...passedOver, `- \`${otherwise ?? "Unknown"}\` where nothing is found`];
    return each.length + passedOver.length === 0 ? [] : [`${column}, by the first that holds:\n\n${lines.join("\n")}`];
  });
}

function failureSentence({ failure }: FieldMapping): string {
  return failure === undefined
    ? "No event has an `errorCode`."
    : `An event has an \`errorCode\` where one of these holds:\n\n${failure.when.map((condition) => `- ${sentenceOf(condition)}`).join("\n")}`;
}

function sentenceOf({ field, values, pattern, atLeast }: Condition): string {
  const tests = [
    ...(values === undefined ? [] : [`is ${listOf(values)}`]),
    ...(pattern === undefined ? [] : [pattern === "." ? "holds a text" : `matches ${code(pattern)}`]),
    ...(atLeast === undefined ? [] : [`is ${atLeast} or more`]),
  ];
  const fields = [field].flat().map(code).join(" or ");
  return `${fields} ${tests.length === 0 ? "holds something" : tests.join(", or ")}`;
}

function listOf(values: readonly string[]): string {
  return values.map(code).join(", ");
}

function code(text: string): string {
  return `\`${text}\``;
}

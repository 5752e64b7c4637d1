import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ConfiguredMapping } from "../../../functions/mapping/configured/configuredMapping";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { mapEvent } from "../../../functions/mapping/mapping";
import { isJsonObject, type JsonObject, type JsonValue, pathOf, valueAt } from "../../../functions/mapping/values/json";
import { parseJson } from "../../../functions/mapping/values/parseJson";

/*
 * Cases with expectations from the vendors' documents and schemas; see cases/README.md. Each row of cases/expected.jsonl lists what must and must not be in the audit event of one line of a file, and why.
 */

interface Row {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly vendor: string;
  readonly mapping: string | null;
  readonly kind: string;
  readonly expect: {
    readonly absent?: readonly string[];
    readonly present?: readonly string[];
    readonly equals?: JsonObject;
    readonly notEquals?: JsonObject;
    readonly exists?: readonly string[];
    readonly notExists?: readonly string[];
    readonly presentAt?: Readonly<Record<string, readonly string[]>>;
  };
  readonly why: string;
}

const folder = join(__dirname, "cases");
const linesOf = (file: string) => readFileSync(join(folder, file), "utf8").trim().split("\n");
const rows = linesOf("expected.jsonl").map((line) => JSON.parse(line) as Row);

test.each(rows.map((row) => [row.kind, row.file, row.line, row.why, row] as const))(
  "%s: %s, line %i: %s",
  (_kind, _file, _line, _why, row) => {
    const mapping =
      row.mapping === null ? undefined : (parse(readFileSync(join(folder, row.mapping), "utf8")) as ConfiguredMapping);
    const result = mapEvent(envelopeOf(parseJson(linesOf(row.file)[row.line - 1] ?? "")), {
      integration: row.vendor,
      vendor: row.vendor,
      recipientAccountId: "123456789012",
      ...(mapping && { mapping }),
    });
    if (result.status === "rejected") {
      throw new Error(result.reason);
    }
    const event = JSON.parse(result.eventData) as JsonObject;
    expect(problemsOf(event, row.expect)).toEqual([]);
  },
);

function problemsOf(event: JsonObject, expected: Row["expect"]): readonly string[] {
  const {
    absent = [],
    present = [],
    equals = {},
    notEquals = {},
    exists = [],
    notExists = [],
    presentAt = {},
  } = expected;
  const whole = written(event);
  const at = (path: string) => valueAt(event, pathOf(path));
  return [
    ...absent.filter((text) => whole.includes(text)).map((text) => `stored ${text}`),
    ...present.filter((text) => !whole.includes(text)).map((text) => `lost ${text}`),
    ...Object.entries(equals)
      .filter(([path, value]) => written(at(path)) !== written(value))
      .map(([path, value]) => `${path} is ${written(at(path))}, not ${written(value)}`),
    ...Object.entries(notEquals)
      .filter(([path, value]) => written(at(path)) === written(value))
      .map(([path, value]) => `${path} is ${written(value)}`),
    ...exists.filter((path) => (at(path) ?? null) === null).map((path) => `there is no ${path}`),
    ...notExists.filter((path) => (at(path) ?? null) !== null).map((path) => `there is a ${path}`),
    ...Object.entries(presentAt).flatMap(([path, texts]) =>
      texts.filter((text) => !written(at(path)).includes(text)).map((text) => `${path} has no ${text}`),
    ),
  ];
}

/** JSON with a blank after each comma and colon, the form that the cases use. */
function written(value: JsonValue | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(written).join(", ")}]`;
  }
  if (isJsonObject(value)) {
    return `{${Object.entries(value)
      .map(([key, child]) => `${JSON.stringify(key)}: ${written(child)}`)
      .join(", ")}}`;
  }
  return JSON.stringify(value) ?? "";
}

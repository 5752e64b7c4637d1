import { readFileSync } from "node:fs";
import { join } from "node:path";
import { envelopeOf } from "../../functions/mapping/envelope";
import { mapEvent } from "../../functions/mapping/mapping";
import { type JsonObject, type JsonValue, pathOf, valueAt } from "../../functions/mapping/values/json";
import { isMapped, vendors } from "../../functions/vendors";
import { sectionOf } from "../support/markdown";

const page = readFileSync(join(__dirname, "..", "..", "docs", "fields.md"), "utf8");

/** The paths in a row of the page, with each of its columns. */
function rowsOf(title: string): readonly (readonly [path: string, column: string])[] {
  return [...sectionOf(page, `## ${title}`).matchAll(/^\| (`.+`) \| (`.+`) \|$/gm)].flatMap(
    ([, paths = "", columns = ""]) =>
      namesIn(paths).flatMap((path) => namesIn(columns).map((column) => [path, column] as const)),
  );
}

function namesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

function eventWith(path: string, value: JsonValue): JsonObject {
  const [key = "", ...rest] = path.split(".");
  return { [key]: rest.length === 0 ? value : eventWith(rest.join("."), value) };
}

/** Returns the value of a column for an event in which one field has the value. */
function stored(vendor: string, path: string, value: JsonValue, column: string): JsonValue | undefined {
  const detail = eventWith(path, value);
  const result = mapEvent(envelopeOf(detail, "2026-11-20T09:30:00Z"), {
    integration: vendor,
    vendor,
    recipientAccountId: "123456789012",
  });
  return result.status === "mapped" ? valueAt(JSON.parse(result.eventData), pathOf(column)) : undefined;
}

describe.each(Object.values(vendors).filter(isMapped))("docs/fields.md on $name", ({ name, title }) => {
  const objects = rowsOf(title).filter(([, column]) => /^(?:requestP|responseE|userIdentity\.details)/.test(column));

  it("has rows", () => {
    expect(objects.length).toBeGreaterThan(0);
  });

  it.each(objects)("%s is stored as %s", (path, column) => {
    const [field, place] = [path, column].map((text) => text.replace(/\*$/, "anything"));
    expect(stored(name, field ?? "", "something", place ?? "")).toBe("something");
  });

  it("states that every other field is in additionalEventData", () => {
    const base = vendors[name]?.mapping.raw ? "additionalEventData.raw.detail." : "additionalEventData.";
    expect(stored(name, "not.documented", "something", `${base}not.documented`)).toBe("something");
  });
});

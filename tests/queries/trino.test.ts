import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "../../functions/detector/detection";
import { lakeStatement } from "../../functions/detector/statements";
import { fillIn } from "../../sandbox/lake/savedQueries";
import { trinoProblems } from "./trinoGrammar";

const folder = join(__dirname, "..", "..", "queries");
const storeId = "11111111-2222-4333-8444-555555555555";
const textsIn = (place: string) =>
  readdirSync(place)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => [file, readFileSync(join(place, file), "utf8")] as const);
const queries = textsIn(folder);
const detections = textsIn(join(folder, "detections"));
const window = { since: Date.parse("2026-11-20T09:00:00Z"), until: Date.parse("2026-11-20T10:00:00Z") };

describe("Trino's grammar", () => {
  it.each([...queries, ...detections])("takes %s as it lies in its file", (_file, text) => {
    expect(trinoProblems(text)).toEqual([]);
  });

  it.each(queries)("takes %s with stores and a window filled in", (_file, text) => {
    expect(trinoProblems(fillIn(text, { partner: storeId, aws: storeId }, window))).toEqual([]);
  });

  it.each(detections)("takes what the detector makes of %s, for single events and for bursts", (_file, text) => {
    for (const threshold of [1, 10]) {
      const detection: Detection = {
        question: "",
        severity: "low",
        threshold,
        withinMinutes: 60,
        lateHours: 24,
        queries: {},
      };
      expect(trinoProblems(lakeStatement(text, storeId, detection, { since: window.since, after: 0 }))).toEqual([]);
    }
  });

  it.each([
    "SELECT count(*) FROM events GLOB 'x'",
    "SELECT eventName::varchar FROM events",
    "SELECT * EXCLUDE (eventName) FROM events",
    "FROM events",
  ])("refuses what DuckDB alone takes: %s", (text) => {
    expect(trinoProblems(text)).not.toEqual([]);
  });
});

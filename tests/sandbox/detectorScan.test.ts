import fc from "fast-check";
import { correlate } from "../../functions/detector/correlate";
import { scanTable } from "../../functions/detector/scan/scanTable";
import type { ScanSource } from "../../functions/detector/scan/trinoScan";
import type { ScanWindow } from "../../functions/detector/scanAnswer";
import type { ScheduledRule } from "../../functions/detector/scheduledRule";
import type { Lake } from "../../sandbox/lake/lake";
import { lakeRecord } from "../../sandbox/lake/record";
import { failedSignIns, sprayedSignIns, tokenMade } from "../functions/detector/rules";
import { type StoredEvent, scanOf } from "../functions/detector/storeInMemory";
import { openLake, partnerStore } from "./lake/stores";
import {
  auditEventOf,
  namedRows,
  randomSignIns,
  rules,
  type SignIn,
  signInsWithoutBursts,
  start,
  window,
} from "./scannedSignIns";

/** Two integrations of a vendor in one store, and one that no rule reads. */
const sources = ["okta", "second", "other"].map(
  (integration): ScanSource => ({
    integration,
    vendor: integration === "other" ? "github" : "okta",
    condition: { trino: `coalesce(eventData.eventSource = '${integration}', false)`, insights: "" },
  }),
);

interface StoredSignIn extends SignIn {
  /** Seconds from the start to the time of storing. */
  readonly stored: number;
  /** @default okta */
  readonly integration?: string;
  /** Milliseconds of its event time. @default none */
  readonly milliseconds?: number;
}

let lake: Lake;
beforeEach(async () => {
  lake = await openLake();
});
afterEach(() => lake.close());

/** @param first the number of the first event, which is in its UID */
function ingest(events: readonly StoredSignIn[], first = 0): void {
  for (const [place, event] of events.entries()) {
    const index = first + place;
    const { integration = "okta", milliseconds = 0, second, stored } = event;
    const eventTime = new Date(start + second * 1_000 + milliseconds).toISOString();
    lake.ingest(
      partnerStore,
      lakeRecord({
        eventData: JSON.stringify({ ...auditEventOf(event, index), eventTime, eventSource: integration }),
        eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
        ingestionTime: start + stored * 1_000,
        region: "us-east-1",
      }),
    );
  }
}

/** Scans the store, and records the statements. */
async function scanLake(some: readonly ScheduledRule[] = rules, scanned: ScanWindow = window) {
  const statements: string[] = [];
  const ask = async (statement: string) => {
    statements.push(statement);
    return { rows: namedRows(await lake.query(statement)), bytesScanned: 1 };
  };
  const answer = await scanTable({ name: `"${partnerStore}"`, mostCharacters: 10_000, ask }, some, sources, scanned);
  expect([...answer.failures]).toEqual([]);
  return { ...answer, statements };
}

/** Returns the events of each rule in the form of the scan in memory. */
function storedEvents(events: readonly StoredSignIn[], of: string): readonly StoredEvent[] {
  return events.flatMap(({ kind, second, stored, who, address, integration }, index): readonly StoredEvent[] => {
    if (integration !== of) {
      return [];
    }
    const event = { uid: `u${index}`, eventTime: start + second * 1_000, ingestionTime: start + stored * 1_000 };
    if (kind === "token") {
      return [{ ...event, rule: tokenMade.name, group: event.uid }];
    }
    const isKnown = who !== "REDACTED";
    return [
      ...(isKnown ? [{ ...event, rule: "okta_failed_sign_ins", group: who.toLowerCase() }] : []),
      ...(isKnown && address !== undefined
        ? [{ ...event, rule: "okta_password_spray", group: address, value: who.toLowerCase() }]
        : []),
    ];
  });
}

const shape = ({ rows, floods }: Pick<ReturnType<typeof scanOf>, "rows" | "floods">) => ({
  rows: rows
    .map(({ rule, integration, uid, eventTime, group, value, slot }) =>
      JSON.stringify([rule, integration, uid, eventTime, group, value, slot?.events, slot?.rows]),
    )
    .sort(),
  floods,
});

/**
 * Every event that was stored since the window's begin is within the allowed lateness: its event time is not before the
 * start.
 */
const randomEvents = randomSignIns({
  stored: fc.integer({ min: 0, max: 9_000 }),
  integration: fc.constantFrom("okta", "second", "other"),
}).map((events) =>
  events.map((event) => (event.second < 0 ? { ...event, stored: Math.min(event.stored, 3_599) } : event)),
);

const integrationsOfRules = fc.tuple(
  ...rules.map(() =>
    fc.constantFrom<readonly string[] | undefined>(undefined, ["okta"], ["second"], ["other"], ["second", "okta"], []),
  ),
);

describe("the statement for CloudTrail Lake", () => {
  it("gives the same rows as the scan in memory, with which the detector is tested", async () => {
    await fc.assert(
      fc
        .asyncProperty(randomEvents, integrationsOfRules, async (events, integrations) => {
          ingest(events);
          const scheduled = rules.map((rule, index): ScheduledRule => {
            const only = integrations[index];
            return { ...rule, ...(only !== undefined && { integrations: only }) };
          });
          const expected = ["okta", "second"].flatMap((integration) => {
            const reading = rules.filter((_, index) => integrations[index]?.includes(integration) ?? true);
            const { rows } = scanOf(storedEvents(events, integration), reading, window);
            return rows.map((row) => ({ ...row, integration }));
          });
          expect(shape(await scanLake(scheduled))).toEqual(shape({ rows: expected, floods: [] }));
        })
        .beforeEach(async () => {
          await lake.close();
          lake = await openLake();
        }),
      { numRuns: 12 },
    );
  });

  it("reduces the rows of a flood of one user, and counts its events", async () => {
    ingest(
      Array.from({ length: 3_000 }, (_, index) => ({
        kind: "failure" as const,
        second: 3_600 + Math.floor(index / 5),
        stored: 5_000,
        who: "ada",
        address: undefined,
      })),
    );
    const { rows, floods } = await scanLake();
    expect(rows).toHaveLength(6);
    expect(rows.map(({ slot }) => slot?.events)).toEqual(Array.from({ length: 6 }, () => 3_000));
    expect(floods).toEqual([]);
  });

  it("finds the burst after more groups with the count than a run reports, which have no burst", async () => {
    ingest(signInsWithoutBursts().map((event) => ({ ...event, stored: 5_400 })));
    const { rows, floods } = await scanLake();
    expect(floods).toEqual([]);
    expect(rows.filter(({ rule }) => rule === "okta_failed_sign_ins").map(({ group }) => group)).toEqual(
      Array.from({ length: 3 }, () => "ada"),
    );
    const sprays = rows.filter(({ rule }) => rule === "okta_password_spray");
    expect(correlate(sprays, sprayedSignIns(3, 300).correlation).map(({ group }) => group)).toEqual(["203.0.113.7"]);
  });

  it("returns the first 100 of many findings, and their number", async () => {
    ingest(
      Array.from({ length: 130 }, (_, index) => ({
        kind: "token" as const,
        second: 3_600 + index,
        stored: 5_500 - index,
        who: "ada",
        address: undefined,
      })),
    );
    const { rows, floods } = await scanLake();
    expect(rows).toHaveLength(100);
    expect(floods).toEqual([{ rule: tokenMade.name, integration: "okta", groups: 130 }]);
    // Events that were stored since the last run come first.
    expect(rows[0]?.uid).toBe("u0");
  });

  it("is sent only if events were stored, and then reads at most one window before the oldest of them", async () => {
    const failure = (second: number, stored: number): StoredSignIn => ({
      ...{ kind: "failure", second, stored, who: "ada", address: undefined },
    });
    const day: ScanWindow = { ...window, after: start - 86_400_000 };
    ingest([failure(0, 0), failure(10, 3_599)]);
    const quiet = await scanLake(rules, day);
    expect([quiet.statements.length, quiet.rows.length, quiet.bytesScanned]).toEqual([1, 0, 1]);
    ingest([failure(3_000, 5_000), failure(2_400, 2_401), failure(2_401, 2_402)], 2);
    const busy = await scanLake(rules, day);
    // The rules' windows have 600 seconds, and a second is left for rounding.
    expect(
      busy.statements.slice(1).map((statement) => /eventTime >= TIMESTAMP '([^']*)'/.exec(statement)?.[1]),
    ).toEqual(["2026-11-20 10:39:59.000"]);
    expect([busy.rows.length, busy.bytesScanned]).toEqual([3, 2]);
  });

  it.each([0, 499, 500, 999])(
    "finds a burst of its window's full length that is completed by a late event, at %i milliseconds",
    async (milliseconds) => {
      const failure = (second: number, stored: number): StoredSignIn => ({
        ...{ kind: "failure", second, stored, who: "ada", address: undefined, milliseconds },
      });
      ingest([failure(2_000, 2_001), failure(2_300, 2_301), failure(2_600, 5_600)]);
      const { rows } = await scanLake([failedSignIns(3, 600)]);
      expect(rows).toHaveLength(3);
    },
  );

  it("shortens texts of any length, and keeps long groups distinct", async () => {
    const names = ["x", "y"].map((end) => `${"é".repeat(5_000)}${end}`);
    ingest(
      names.flatMap((who) =>
        [0, 1, 2].map(
          (offset): StoredSignIn => ({
            ...{ kind: "failure", second: 4_000 + offset, stored: 5_500, who, address: undefined },
          }),
        ),
      ),
    );
    const { rows } = await scanLake([failedSignIns(3, 600)]);
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ group }) => group)).size).toBe(2);
    expect(rows.every(({ actor, group = "" }) => actor.length === 400 && group.length === 464)).toBe(true);
  });
});

import fc from "fast-check";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import type { ScanWindow } from "../../functions/detector/runScan";
import { readTrinoRows, type ScanSource, trinoScan } from "../../functions/detector/scan/trinoScan";
import type { Lake } from "../../sandbox/lake/lake";
import { lakeRecord } from "../../sandbox/lake/record";
import { failedSignIns, sprayedSignIns, tokenMade } from "../functions/detector/rules";
import { type StoredEvent, scanOf } from "../functions/detector/storeInMemory";
import { openLake, partnerStore, signIn } from "./lake/stores";

const start = Date.parse("2026-11-20T10:00:00Z");
const sources: readonly ScanSource[] = [
  {
    integration: "okta",
    vendor: "okta",
    condition: {
      trino: "eventData.eventSource = 'okta.system-log-events'",
      insights: "eventSource = 'okta.system-log-events'",
    },
  },
];
const window: ScanWindow = {
  since: start + 3_600_000,
  settled: start + 4_500_000,
  through: start + 5_400_000,
  after: start - 600_000,
};
const rules: readonly CompiledRule[] = [tokenMade, failedSignIns(3, 600), sprayedSignIns(3, 300)];

interface SignIn {
  readonly kind: "token" | "failure";
  readonly second: number;
  readonly stored: number;
  readonly who: string;
  readonly address: string | undefined;
}

let lake: Lake;
beforeEach(async () => {
  lake = await openLake();
});
afterEach(() => lake.close());

function ingest(events: readonly SignIn[]): void {
  for (const [index, { kind, second, stored, who, address }] of events.entries()) {
    lake.ingest(
      partnerStore,
      lakeRecord({
        eventData: JSON.stringify({
          ...signIn,
          eventSource: "okta.system-log-events",
          UID: `u${index}`,
          eventTime: `${new Date(start + second * 1_000).toISOString().slice(0, 19)}Z`,
          eventName: kind === "token" ? "system.api_token.create" : "user.session.start",
          userIdentity: { type: "User", principalId: who },
          sourceIPAddress: address,
          ...(kind === "failure" && { errorCode: "FAILURE" }),
        }),
        eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
        ingestionTime: start + stored * 1_000,
        region: "us-east-1",
      }),
    );
  }
}

async function scanLake() {
  const { columns, rows } = await lake.query(trinoScan({ name: `"${partnerStore}"` }, rules, sources, window));
  const read = rows.map((row) =>
    Object.fromEntries(columns.flatMap((name, index) => (row[index] === null ? [] : [[name, String(row[index])]]))),
  );
  return readTrinoRows(read, rules);
}

/** The events of each rule, as the scan in memory takes them. */
function storedEvents(events: readonly SignIn[]): readonly StoredEvent[] {
  return events.flatMap(({ kind, second, stored, who, address }, index): readonly StoredEvent[] => {
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
    .map(({ rule, uid, eventTime, group, value, slot }) =>
      JSON.stringify([rule, uid, eventTime, group, value, slot?.events, slot?.rows]),
    )
    .sort(),
  floods,
});

const randomEvents = fc.array(
  fc.record({
    kind: fc.constantFrom("token" as const, "failure" as const, "failure" as const),
    second: fc.integer({ min: -900, max: 7_200 }),
    stored: fc.integer({ min: 0, max: 9_000 }),
    who: fc.constantFrom("ada", "Ada", "grace", "alan", "edsger", "REDACTED"),
    address: fc.constantFrom("203.0.113.7", "203.0.113.8", undefined),
  }),
  { minLength: 1, maxLength: 150 },
);

describe("the statement for CloudTrail Lake", () => {
  it("gives the rows that the scan in memory gives, which the detector is tested with", async () => {
    await fc.assert(
      fc
        .asyncProperty(randomEvents, async (events) => {
          ingest(events);
          const expected = scanOf(storedEvents(events), rules, window);
          expect(shape(await scanLake())).toEqual(shape({ ...expected, floods: [] }));
        })
        .beforeEach(async () => {
          await lake.close();
          lake = await openLake();
        }),
      { numRuns: 12 },
    );
  });

  it("thins out a flood of one person, and counts its events", async () => {
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

  it("gives the first 100 of many findings, and their number", async () => {
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
});

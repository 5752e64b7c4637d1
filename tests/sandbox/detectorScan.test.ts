import fc from "fast-check";
import { readTrinoRows, type ScanSource, trinoScan } from "../../functions/detector/scan/trinoScan";
import type { Lake } from "../../sandbox/lake/lake";
import { lakeRecord } from "../../sandbox/lake/record";
import { tokenMade } from "../functions/detector/rules";
import { type StoredEvent, scanOf } from "../functions/detector/storeInMemory";
import { openLake, partnerStore } from "./lake/stores";
import { auditEventOf, namedRows, randomSignIns, rules, type SignIn, start, window } from "./scannedSignIns";

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

interface StoredSignIn extends SignIn {
  readonly stored: number;
}

let lake: Lake;
beforeEach(async () => {
  lake = await openLake();
});
afterEach(() => lake.close());

function ingest(events: readonly StoredSignIn[]): void {
  for (const [index, event] of events.entries()) {
    lake.ingest(
      partnerStore,
      lakeRecord({
        eventData: JSON.stringify({ ...auditEventOf(event, index), eventSource: "okta.system-log-events" }),
        eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
        ingestionTime: start + event.stored * 1_000,
        region: "us-east-1",
      }),
    );
  }
}

async function scanLake() {
  const answer = await lake.query(trinoScan({ name: `"${partnerStore}"` }, rules, sources, window));
  return readTrinoRows(namedRows(answer), rules);
}

/** The events of each rule, as the scan in memory takes them. */
function storedEvents(events: readonly StoredSignIn[]): readonly StoredEvent[] {
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

const randomEvents = randomSignIns({ stored: fc.integer({ min: 0, max: 9_000 }) });

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

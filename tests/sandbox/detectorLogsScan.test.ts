import fc from "fast-check";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { correlate, groupKey } from "../../functions/detector/correlate";
import { countOf } from "../../functions/detector/findings/reported";
import { scanLogs } from "../../functions/detector/scan/scanLogs";
import type { ScheduledRule } from "../../functions/detector/scheduledRule";
import { runInsightsQuery } from "../../sandbox/cloudWatchLogs/insights/run";
import { LogGroup } from "../../sandbox/cloudWatchLogs/logGroup";
import { tokenMade } from "../functions/detector/rules";
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

interface DeliveredSignIn extends SignIn {
  /** Seconds from the event to its delivery. */
  readonly late: number;
}

function logGroupOf(events: readonly DeliveredSignIn[]): LogGroup {
  const group = new LogGroup("arn:aws:logs:us-east-1:123456789012:log-group:/audit/okta");
  for (const [index, event] of events.entries()) {
    const delivered = start + (event.second + event.late) * 1_000;
    group.logEvents.push({
      timestamp: delivered,
      ingestionTime: delivered,
      logStreamName: "a",
      message: JSON.stringify(auditEventOf(event, index)),
    });
  }
  return group;
}

/** Scans a log group, and records the queries. */
async function scan(events: readonly DeliveredSignIn[], some: readonly ScheduledRule[] = rules) {
  const group = logGroupOf(events);
  const queries: string[] = [];
  const answer = await scanLogs(
    {
      source: { integration: "okta", vendor: "okta" },
      ask: async (text, startTime) => {
        queries.push(text);
        return { rows: namedRows(await runInsightsQuery([group], { text, startTime })), bytesScanned: 1 };
      },
    },
    some,
    window,
  );
  return { ...answer, queries };
}

const bursts = (rule: CompiledRule, rows: Parameters<typeof correlate>[0]) =>
  rule.correlation === undefined
    ? []
    : correlate(rows, rule.correlation)
        .map(({ group, first, last, rows: members }) => [group, first, last, countOf(members)])
        .sort();

/**
 * Returns the bursts of groups with events that were delivered since the window's begin, from the events themselves.
 */
function expected(rule: CompiledRule, events: readonly DeliveredSignIn[]) {
  const all = events.flatMap(({ kind, second, late, who, address }, index) => {
    const isSpray = rule.correlation?.type === "value_count";
    const group = groupKey([isSpray ? address : who]);
    const eventTime = start + second * 1_000;
    const isRead = kind === "failure" && eventTime >= window.after;
    return isRead ? [{ uid: `u${index}`, eventTime, group, value: who, delivered: eventTime + late * 1_000 }] : [];
  });
  const fresh = new Set(all.flatMap(({ group, delivered }) => (delivered >= window.since ? [group] : [])));
  return bursts(
    rule,
    all.filter(({ group }) => fresh.has(group)),
  );
}

const randomEvents = randomSignIns({ late: fc.integer({ min: 0, max: 3_600 }) });

describe("the queries for Logs Insights", () => {
  it("find the existing bursts, and the events of rules that do not count", async () => {
    await fc.assert(
      fc.asyncProperty(randomEvents, async (events) => {
        const { rows, failures } = await scan(events);
        expect([...failures]).toEqual([]);
        for (const rule of rules.slice(1)) {
          const found = rows.filter((row) => row.rule === rule.name);
          // Rows represent seconds, so only groups and times are compared for values.
          const parts = rule.correlation?.type === "value_count" ? 3 : 4;
          const shape = (list: ReturnType<typeof bursts>) => list.map((burst) => burst.slice(0, parts));
          expect(shape(bursts(rule, found))).toEqual(shape(expected(rule, events)));
        }
        const tokens = events.flatMap(({ kind, second, late }, index) =>
          kind === "token" && second >= -600 && second + late >= 3_600 ? [`u${index}`] : [],
        );
        expect(rows.flatMap(({ rule, uid }) => (rule === tokenMade.name ? [uid] : [])).sort()).toEqual(tokens.sort());
      }),
      { numRuns: 12 },
    );
  });

  it("find the burst after more groups than a run reports that reach the count without a burst", async () => {
    const { rows, floods } = await scan(signInsWithoutBursts().map((event) => ({ ...event, late: 0 })));
    expect(floods).toEqual([]);
    const found = rules.slice(1).map((rule) =>
      bursts(
        rule,
        rows.filter((row) => row.rule === rule.name),
      ).map(([group]) => group),
    );
    expect(found).toEqual([["ada"], ["203.0.113.7"]]);
  });

  it("are a single one of at most 10,000 characters if no rule matches delivered events", async () => {
    const old: DeliveredSignIn = { kind: "failure", second: 0, late: 0, who: "ada", address: undefined };
    const { queries, bytesScanned } = await scan([old, old, old]);
    expect([queries.length, bytesScanned]).toEqual([1, 1]);
  });

  it("find groups whose names have quotes, backslashes and line breaks, and are long", async () => {
    const names = [`it's "a" \\ b`, "a\nb", `${"é".repeat(5_000)}x`, `${"é".repeat(5_000)}y`];
    const events = names.flatMap((who) =>
      [0, 1, 2].map(
        (offset): DeliveredSignIn => ({ kind: "failure", second: 4_000 + offset, late: 0, who, address: undefined }),
      ),
    );
    const { rows, queries } = await scan(events);
    expect([...new Set(rows.map(({ group }) => group))].sort()).toEqual([...names].sort());
    expect(queries.filter(({ length }) => length > 10_000)).toEqual([]);
  });

  it("report by name rules that the language cannot express, and run the others", async () => {
    const refused = {
      ...tokenMade,
      name: "lists",
      predicates: { trino: "true", insightsRefusal: "it compares items of one list" },
    };
    const { failures, rows } = await scan(
      [{ kind: "token", second: 4_000, late: 0, who: "ada", address: undefined }],
      [refused, tokenMade],
    );
    expect([...failures].map(([name, { message }]) => [name, message])).toEqual([
      ["lists", "Logs Insights cannot express it: it compares items of one list"],
    ]);
    expect(rows).toHaveLength(1);
  });

  it("are none for rules of other vendors and of other integrations", async () => {
    const others = [
      { ...tokenMade, vendor: "github" },
      { ...tokenMade, integrations: ["second"] },
    ];
    const { queries, failures, rows } = await scan(
      [{ kind: "token", second: 4_000, late: 0, who: "ada", address: undefined }],
      others,
    );
    expect([queries, failures.size, rows]).toEqual([[], 0, []]);
    expect((await scan([], [{ ...tokenMade, integrations: ["okta"] }])).queries).toHaveLength(1);
  });

  it("count a flood by seconds", async () => {
    const flood = Array.from(
      { length: 2_000 },
      (_, index): DeliveredSignIn => ({
        kind: "failure",
        second: 4_000 + Math.floor(index / 100),
        late: 0,
        who: "ada",
        address: undefined,
      }),
    );
    const { rows } = await scan(flood);
    expect([rows.length, countOf(rows)]).toEqual([20, 2_000]);
  });
});

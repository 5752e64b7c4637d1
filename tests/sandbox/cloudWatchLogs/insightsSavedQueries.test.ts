import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { savedInsightsQueries } from "../../../sandbox/cloudWatchLogs/insights/savedQueries";
import { savedQueries } from "../../../sandbox/lake/savedQueries";
import { type Example, examples } from "../lake/examples";
import { auditGroupOf } from "./logEvents";

/** The queries of CloudTrail Lake that cannot be asked of a log group. */
const withoutInsights: Readonly<Record<string, string>> = {
  "okta-first-sign-ins-from-a-country": "It leaves out each person's first country, which takes a window function.",
  "principals-across-aws-and-partners": "It joins AWS's own events.",
  "sign-ins-with-aws-sessions": "It joins AWS's own events.",
};

type Expected = Pick<Example, "columns" | "rows">;

/** Where the language gives other columns or values than CloudTrail Lake's. */
const others: Readonly<Record<string, (lake: Expected) => Expected>> = {
  "okta-session-starts": (lake) => lake,
  "duplicates-by-uid": ({ columns }) => ({
    columns,
    rows: [["okta.system-log-events", "a", 3, "2023-01-31 00:00:00.500", "2023-01-31 00:00:03.500"]],
  }),
};

/** Where CloudTrail Lake gives a timestamp, the language gives the event's own text. Of joined targets, it gives the first two apart. */
function expected({ columns, rows }: Expected): Expected {
  const targets = columns.indexOf("targets");
  const split = <T>(row: readonly T[], parts: (value: T) => readonly T[]) =>
    targets === -1 ? row : row.flatMap((value, index) => (index === targets ? parts(value) : [value]));
  return {
    columns: split(columns, () => ["target", "secondTarget"]),
    rows: rows.map((row) =>
      split(row.map(ownTime), (value) => (value === null ? [null, null] : String(value).split(", "))),
    ),
  };
}

function ownTime(value: unknown): unknown {
  return typeof value === "string" ? value.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.000$/, "$1T$2Z") : value;
}

async function answer(text: string, events: Example["partner"] = []) {
  const { columns, rows } = await runInsightsQuery([auditGroupOf(events)], { text });
  return { columns, rows };
}

test("every query of CloudTrail Lake has one for log groups beside it, or a reason that it has none", () => {
  const names = savedQueries().map(({ name }) => name);
  const inBoth = names.filter((name) => !Object.hasOwn(withoutInsights, name));
  expect(savedInsightsQueries().map(({ name }) => name)).toEqual(inBoth);
  expect(names).toEqual(expect.arrayContaining(Object.keys(withoutInsights)));
});

describe.each(savedInsightsQueries())("$name", ({ name, answers, text }) => {
  const { partner, silent, columns, rows } = examples[name] as Example;

  test("answers its question", async () => {
    expect(await answer(text, partner)).toEqual((others[name] ?? expected)({ columns, rows }));
  });

  test("answers nothing where there is nothing to say", async () => {
    expect((await answer(text, silent.partner)).rows).toEqual([]);
  });

  test("says the same sentence as its sibling in SQL", () => {
    expect(answers).toBe(savedQueries().find((query) => query.name === name)?.answers);
  });
});

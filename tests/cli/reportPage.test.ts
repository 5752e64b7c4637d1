import { reportPage } from "../../cli/start/reportPage/page";
import { palette } from "../../cli/start/reportPage/style";
import { bucketsOf, countsIn, lengthText } from "../../cli/start/reportPage/timeBuckets";
import { contrast, readableContrast } from "../support/contrast";
import { answerOf, finding, integrationOf, pageModel, routeOver } from "../support/reportPageModel";

const sections = (page: string) => [...page.matchAll(/<h2 id="[a-z]+-heading">([^<]+)<\/h2>/g)].map(([, name]) => name);
const hostile = `<script>alert(1)</script>"><img src=x onerror='alert(1)'>&amp;\u0000\u202e`;

describe("the page of a run", () => {
  it("has a section for all that there is to tell, and none for what did not happen", () => {
    const expected = ["Ledger", "Topology", "Events", "Detections", "Rejects", "Faults", "Saved queries"];
    expect(sections(reportPage(pageModel()))).toEqual(expected);
    expect(sections(reportPage(pageModel({ findings: undefined, faults: [] })))).toEqual(
      expected.filter((name) => name !== "Detections" && name !== "Faults"),
    );
  });

  it("says of a run without events that there are none", () => {
    const ledger = { received: 0, ingested: 0, deduplicated: 0, rejected: 0, pending: 0, requests: 0 };
    const kinds = { top: [], more: 0 };
    const page = reportPage(
      pageModel({
        integrations: [integrationOf("okta", { ledger, rejects: [], kinds, counts: [] })],
        buckets: { start: 0, length: 60_000, count: 0 },
        findings: [],
        answers: [],
      }),
    );
    expect(page).toContain("Every event that was received is accounted for.");
    expect(page).toContain("<p>No event was stored.</p>");
    expect(page).toContain("<p>No detection found anything.</p>");
    expect(page).toContain("<p>No event was rejected.</p>");
    expect(page).toContain(
      "<p>No query was asked: no vendor of this run fills an event data store or a log group.</p>",
    );
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
    expectWellFormed(page);
  });

  it("marks a ledger as balanced, and one that is not", () => {
    expect(reportPage(pageModel())).toContain(
      '<tr><th scope="row">okta</th><td class="number">5</td><td class="number">3</td><td class="number">1</td>' +
        '<td class="number">1</td><td class="number">0</td><td class="number">2</td><td><span class="good">\u2713 balanced</span></td></tr>',
    );
    const ledger = { received: 5, ingested: 3, deduplicated: 0, rejected: 1, pending: 0, requests: 2 };
    const page = reportPage(pageModel({ integrations: [integrationOf("okta"), integrationOf("auth0", { ledger })] }));
    expect(page).toContain('<p class="bad">\u2717 Events are unaccounted for, of auth0.</p>');
    expect(page).toContain('<td><span class="bad">\u2717 received differs from the sum</span></td>');
    expect(page).not.toContain("Every event that was received is accounted for.");
  });

  it("shows fifty rows of an answer and counts the others, under the question and the file's name", () => {
    const page = reportPage(pageModel({ answers: [answerOf("events-by-name", 1_053), answerOf("empty", 0)] }));
    expect(page).toContain(
      '<h3>What does events-by-name answer?</h3>\n<p class="muted"><code>queries/events-by-name.sql</code></p>',
    );
    expect(page).toContain('<td>kind 50</td><td class="number">1,049</td>');
    expect(page).not.toContain("kind 51");
    expect(page).toContain('<p class="muted">and 1,003 more</p>');
    expect(page).toContain("<p>No rows in dev-okta-store.</p>");
    expect(reportPage(pageModel({ answers: [answerOf("events-by-name", 50)] }))).not.toContain(" more</p>");
  });
});

describe("the page's markup", () => {
  it("shows hostile event content as text, wherever it stands", () => {
    const route = routeOver(hostile, { channel: hostile, "log group": hostile });
    const page = reportPage(
      pageModel({
        stack: hostile,
        region: hostile,
        integrations: [
          integrationOf(hostile, {
            route,
            rejects: [{ reason: hostile, count: 1 }],
            kinds: { top: [[hostile, 1]], more: 1 },
          }),
        ],
        findings: [{ ...finding, detection: hostile, severity: hostile, who: hostile, what: hostile, origin: hostile }],
        faults: [[hostile, 1]],
        answers: [
          {
            name: hostile,
            file: hostile,
            question: hostile,
            store: hostile,
            columns: [hostile],
            rows: [[hostile], [{ [hostile]: 1 }]],
          },
        ],
      }),
    );
    expect(page).not.toMatch(/<script|<img|\p{Cf}/iu);
    expect(page).not.toContain("\u0000");
    expect(page).toContain("<td>&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#62;&#60;img src=x onerror=");
    expectWellFormed(page);
  });

  it("needs nothing from anywhere and forbids it, scripts included", () => {
    const page = reportPage(pageModel());
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    );
    expect(page).not.toMatch(/https?:|<script|<link|<iframe|\ssrc=|url\(|@import|\sstyle=/);
    expect([...page.matchAll(/href="([^"]+)"/g)].filter(([, target]) => !target?.startsWith("#"))).toEqual([]);
  });

  it("is well formed, and every link and label leads to one element", () => {
    const page = reportPage(pageModel());
    expectWellFormed(page);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...page.matchAll(/\saria-labelledby="([^"]+)"/g)].flatMap(([, list]) => list?.split(" ") ?? []);
    const linked = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect([...named, ...linked].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

it.each(Object.entries(palette))("lets every ink be read on every paper of the %s scheme", (_, { inks, papers }) => {
  for (const ink of Object.values(inks)) {
    for (const paper of Object.values(papers)) {
      expect([ink, paper, contrast(ink, paper) >= readableContrast]).toEqual([ink, paper, true]);
    }
  }
});

const minute = 60_000;
const nine = Date.parse("2026-11-20T09:00:00Z");

/** Counts of one event each, so many minutes after nine. */
const minutesAfterNine = (...minutes: readonly number[]) => new Map(minutes.map((one) => [nine + one * minute, 1]));

describe("time buckets", () => {
  it.each<[readonly number[], string, number]>([
    [[0], "1 minute", 1],
    [[0, 47], "1 minute", 48],
    [[0, 48], "5 minutes", 10],
    [[0, 24 * 60], "1 hour", 25],
    [[0, 30 * 24 * 60], "1 day", 31],
    [[0, 365 * 24 * 60], "8 days", 46],
    [[0, 50 * 365 * 24 * 60], "389 days", 48],
  ])("for events %j minutes after nine are of %s each, %i of them", (minutes, length, count) => {
    const counts = minutesAfterNine(...minutes);
    const buckets = bucketsOf([counts]);
    expect([lengthText(buckets), buckets.count]).toEqual([length, count]);
    expect(countsIn(buckets, counts).reduce((sum, events) => sum + events, 0)).toBe(minutes.length);
  });
});

/** Every element that is opened is closed, in its order. */
function expectWellFormed(page: string): void {
  const open: string[] = [];
  for (const [, slash, name = "", closed] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b(?:"[^"]*"|[^">])*?(\/?)>/g)) {
    if (slash === "/") {
      expect(name).toBe(open.pop());
    } else if (closed !== "/" && !["meta", "br"].includes(name)) {
      open.push(name);
    }
  }
  expect(open).toEqual([]);
}

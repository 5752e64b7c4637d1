import { gzipSync } from "node:zlib";
import { checkEventFile } from "../../cli/eventFile/checkEvents";
import { startStack } from "../../cli/start/startStack";
import { parseFaults } from "../../sandbox/faults";
import { outcomeOf, runCommand, temporaryFolder } from "../support/command";
import { oktaAlone, stackOf } from "../support/declare";
import { oneVendorStack } from "../support/oneVendorStack";
import { program } from "../support/program";
import { oktaDetails } from "../support/stack";

const files = temporaryFolder();
const stack = oneVendorStack("files-test");
afterAll(stack.remove);

const to = "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events";

interface Verdict {
  readonly exitCode: number | null;
  readonly events: number;
  /** The form that was found and, for a refused file, the reason. */
  readonly stderr: string;
}

/** The result of each command for one file of Okta events. */
async function verdicts(file: string): Promise<Readonly<Record<"start" | "map" | "backfill", Verdict>>> {
  const startOptions = {
    stackFile: stackOf({ vendors: oktaAlone }, stack.name),
    program,
    stopped: new Promise<void>(() => undefined),
  };
  const made = { seed: 0, count: 1, faults: parseFaults([]), answers: false, json: true, report: undefined };
  const [map, backfill] = await Promise.all([
    runCommand("map", ["--vendor", "okta", file]),
    runCommand("backfill", ["--vendor", "okta", "--to", to, "--events", file]),
  ]);
  const start = await outcomeOf(() =>
    startStack({ ...startOptions, ...made, vendor: "okta", events: file, anyKind: false }),
  );
  const counted = (text: string) => Number(/^(\d+) events: \1 would be sent/.exec(text)?.[1] ?? 0);
  const mapped = map.stdout.split("\n").filter((line) => line.startsWith('{"status":"mapped"')).length;
  const verdict = ({ exitCode, stderr }: Verdict, events: number) => ({
    exitCode,
    // In addition, npm run map reports what a mapping does not know.
    stderr: stderr.replace(/^.* \(events: \d+, first in .*\n/gm, ""),
    events: exitCode === 0 ? events : 0,
  });
  return {
    start: verdict({ ...start, events: 0 }, start.stdout === "" ? 0 : JSON.parse(start.stdout).vendors.okta.ingested),
    map: verdict({ ...map, events: 0 }, mapped),
    backfill: verdict({ ...backfill, events: 0 }, counted(backfill.stdout)),
  };
}

// One value has brackets, quotes and separators of JSON values in a text.
const events = oktaDetails(3).map((event, index) => (index === 1 ? { ...event, note: '}],[{"a\\":\u2028é' } : event));
const lines = events.map((event) => JSON.stringify(event)).join("\n");
const indented = events.map((event) => JSON.stringify(event, undefined, 2)).join("\n");
const foreign = [...Array(3).keys()].map((id) =>
  JSON.stringify({ published: "2026-11-20T09:00:00Z", type: "fsa", log_id: id }),
);

describe("npm start, npm run map and npx partner-audit backfill give the same result for a file of", () => {
  const taken = (form: string) => ({ exitCode: 0, events: 3, end: `is read as ${form}.\n` });
  const empty =
    "holds no events. It must hold them as JSON: one per line, in an array, or in an array under Records or events; plain or gzip.\n";
  const question = `3 of 3 events are of no kind that okta is known for; the first is "Unknown". Is it another vendor's file? If it is not, give --any-kind.\n`;
  it.each<[string, string | Buffer, { exitCode: number; events: number; end: string }]>([
    ["JSON lines", `${lines}\n\n`, taken("JSON lines")],
    ["one array", JSON.stringify(events), taken("a JSON array")],
    [
      "one wrapper key, as AWS CloudTrail's log files",
      JSON.stringify({ Records: events }),
      taken("the array under Records in JSON"),
    ],
    [
      "another wrapper key, indented",
      JSON.stringify({ events }, undefined, 1),
      taken("the array under events in JSON"),
    ],
    ["indented JSON", indented, taken("JSON over several lines")],
    ["gzip", Buffer.concat([gzipSync(`${lines}\n`)]), taken("JSON lines (gzip)")],
    ["UTF-8 with a byte order mark", `\ufeff${lines}`, taken("JSON lines (UTF-8 with BOM)")],
    [
      "UTF-16, compressed",
      gzipSync(Buffer.from(`\ufeff${JSON.stringify(events)}`, "utf16le")),
      taken("a JSON array (gzip, UTF-16LE)"),
    ],
    ["lines that end with CR LF", lines.replaceAll("\n", "\r\n"), taken("JSON lines")],
    ["nothing", " \n", { exitCode: 1, events: 0, end: empty }],
    ["another vendor's events", foreign.join("\n"), { exitCode: 1, events: 0, end: question }],
  ])("%s", async (name, content, { end, ...verdict }) => {
    const found = await verdicts(files.write(`${name}.json`, content));
    expect(found.start).toEqual({ ...verdict, stderr: expect.stringContaining(end) });
    expect(found).toEqual({ start: found.start, map: found.start, backfill: found.start });
  });
});

describe("a file of events", () => {
  const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };
  const check = async (content: string | Buffer, anyKind = false) => {
    const file = files.write("odd.json", content);
    let count = 0;
    const { exitCode, stderr } = await outcomeOf(async () => {
      count = await checkEventFile(file, { vendor: "okta", settings }, anyKind);
    });
    return { exitCode, count, stderr: stderr.replaceAll(file, "FILE") };
  };
  const [event = {}] = events;

  it.each<[string, string | Buffer, string]>([
    ["its array does not end", JSON.stringify(events).slice(0, -1), "First, line 1: The event is not JSON."],
    ["its gzip does not end", gzipSync(lines).subarray(0, -12), "cannot be read: its gzip data is cut off or damaged."],
    ["text follows its array", `${JSON.stringify(events)} and`, "First, line 1: The event is not JSON."],
    ["its wrapper has a second key", JSON.stringify({ events, next: [] }, undefined, 1), "First, event 1: Neither"],
    ["its array is not UTF-8", Buffer.concat([Buffer.from("["), Buffer.from([0xff])]), "neither UTF-8 nor UTF-16"],
    [
      "its UTF-16 ends within a character",
      Buffer.from(`\ufeff${lines}`, "utf16le").subarray(0, -1),
      "neither UTF-8 nor",
    ],
    [
      "no event has a time",
      "{}",
      "holds 1 events, but none that okta's mapping can use. First, line 1: Neither the event",
    ],
  ])("is refused if %s", async (_, content, message) => {
    expect(await check(content)).toEqual({ exitCode: 1, count: 0, stderr: expect.stringContaining(message) });
  });

  it.each<[string, string, boolean, number]>([
    ["of no known kind is accepted with --any-kind", foreign.join("\n"), true, 3],
    ["needs one event of a known kind", [...foreign, JSON.stringify(event)].join("\n"), false, 4],
    [
      "may have an event that begins with an array called events",
      JSON.stringify({ events: [1, 2], ...event }),
      false,
      1,
    ],
    ["may have arrays within its array, which are no events", JSON.stringify([event, [event], 1]), false, 3],
  ])("%s", async (_, content, anyKind, count) => {
    expect(await check(content, anyKind)).toMatchObject({ exitCode: 0, count });
  });
});

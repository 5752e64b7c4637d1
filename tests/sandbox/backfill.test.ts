import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type BackfillOptions, backfill } from "../../cli/backfill/backfill";
import { journalBeside } from "../../cli/backfill/journal";
import { allowEverything } from "../../sandbox/authorization";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { operatorClient } from "../support/operator";
import { lakeRows, oktaDetails, startTime, withStack } from "../support/stack";

const to = "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events";
const settings = { integration: "okta", vendor: "okta", recipientAccountId: "123456789012" };
const quiet = { progress: () => undefined, stopped: () => false };
const details = oktaDetails(60);

describe("a backfill", () => {
  const folder = mkdtempSync(join(tmpdir(), "back fill "));
  const file = join(folder, "okta.jsonl");
  const options: BackfillOptions = { file, to, settings, keptSince: 0, execute: true };
  beforeEach(() => writeFileSync(file, details.map((detail) => JSON.stringify(detail)).join("\n")));
  afterAll(() => rmSync(folder, { recursive: true }));

  const inSandbox = (work: (stack: StackSandbox, client: SQSClient) => Promise<void>) =>
    withStack(
      async (stack) => {
        await work(stack, new SQSClient({ ...operatorClient(stack.sandbox), useQueueUrlAsEndpoint: false }));
      },
      { authorize: allowEverything },
    );

  async function stored(stack: StackSandbox) {
    await stack.sandbox.settle();
    const [[events, distinct] = []] = await lakeRows(stack, "count(*), count(DISTINCT eventData.uid)");
    return { events, distinct };
  }

  it("stores every event of a file, and leaves no journal", async () => {
    await inSandbox(async (stack, client) => {
      const report = await backfill(client, options, journalBeside(file, to), quiet);
      expect(report).toEqual({ events: 60, resumed: 0, wanted: 60, sent: 60, outside: 0, expired: 0, unusable: [] });
      expect(await stored(stack)).toEqual({ events: 60, distinct: 60 });
      expect(existsSync(`${file}.backfill.json`)).toBe(false);
    });
  });

  it("sends long numbers unchanged: events whose ids differ beyond 2^53 stay two", async () => {
    const [one = {}] = details;
    const lines = ["9007199254740993001", "9007199254740993002"].map((uuid) =>
      JSON.stringify({ ...one, uuid: 0 }).replace('"uuid":0', `"uuid":${uuid},"nanoseconds":1e400`),
    );
    writeFileSync(file, lines.join("\n"));
    await inSandbox(async (stack, client) => {
      await backfill(client, options, journalBeside(file, to), quiet);
      expect(await stored(stack)).toEqual({ events: 2, distinct: 2 });
      const columns = "eventData.uid, element_at(eventData.additionalEventData, 'nanoseconds')";
      const rows = await lakeRows(stack, columns, "ORDER BY 1");
      expect(rows.map((row) => row.map(String))).toEqual([
        ["9007199254740993001", "1e400"],
        ["9007199254740993002", "1e400"],
      ]);
    });
  });

  it("without --execute sends nothing, and reports what it would send, events that are too early or too old, and lines without an event", async () => {
    writeFileSync(file, `${readFileSync(file, "utf8")}\n\nnot JSON\n{"uuid":"no time"}\n`);
    await inSandbox(async (stack, client) => {
      // Audit events have whole seconds.
      const seconds = details.map(({ published }) => Math.floor(Date.parse(String(published)) / 1000) * 1000);
      const since = [...seconds].sort((one, other) => one - other)[20] ?? 0;
      const early = seconds.filter((time) => time < since).length;
      const dry = { ...options, since, keptSince: startTime + 1, execute: false };
      const report = await backfill(client, dry, journalBeside(file, to), quiet);
      expect(report).toMatchObject({ events: 62, wanted: 60 - early, sent: 0, outside: early, expired: 60 - early });
      expect(early).toBeGreaterThan(0);
      expect(report.unusable.map(({ place }) => place)).toEqual(["line 62", "line 63"]);
      expect(await stored(stack)).toEqual({ events: 0, distinct: 0 });
    });
  });

  it("does not resume a backfill of another queue", () => {
    journalBeside(file, to).note(10);
    expect(() => journalBeside(file, to.replace("okta", "auth0"))).toThrow("is the journal of an earlier run to");
    writeFileSync(`${file}.backfill.json`, "{ half");
    expect(() => journalBeside(file, to)).toThrow("cannot be read; remove it to start again");
    rmSync(`${file}.backfill.json`);
  });
});

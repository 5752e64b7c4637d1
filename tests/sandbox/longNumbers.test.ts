import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventsOfFile } from "../../cli/start/events";
import { sendEvents } from "../../cli/start/send";
import { startTime, withStack } from "../support/stack";

const folder = mkdtempSync(join(tmpdir(), "long numbers "));
afterAll(() => rmSync(folder, { recursive: true }));

test("a file's events whose ids differ beyond 2^53 are sent, stored and accounted for as two", async () => {
  const file = join(folder, "onelogin.jsonl");
  const lines = ["9007199254740993001", "9007199254740993002"].map(
    (id) =>
      `{"id": ${id}, "created_at": "2026-11-20T10:00:00Z", "event_type_id": 5, "user_id": 20, "serial": 1.10e400}`,
  );
  writeFileSync(file, lines.join("\n"));
  const vendors = { onelogin: { eventSourceName: "aws.partner/onelogin.com/US-123456/a1b2c3d4e5" } };
  await withStack(
    async (stack) => {
      const [integration] = stack.integrations;
      if (integration === undefined) {
        throw new Error("The stack has no integration.");
      }
      const options = { region: "us-east-1", seed: 1, now: () => startTime, samples: {} };
      await sendEvents(stack, await eventsOfFile(file, integration, options));
      expect(stack.ledger("onelogin")).toMatchObject({ received: 2, ingested: 2, deduplicated: 0, rejected: 0 });
      const { rows } = await stack.sandbox.lake.query(
        `SELECT eventData.uid, element_at(eventData.additionalEventData, 'raw') FROM "${integration.eventDataStoreId}" ORDER BY 1`,
      );
      expect(rows.map(([uid]) => uid)).toEqual(["9007199254740993001", "9007199254740993002"]);
      for (const [, raw] of rows) {
        expect(String(raw)).toContain("1.10e400");
      }
    },
    {},
    { vendors },
  );
});

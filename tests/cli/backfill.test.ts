import { runCommand, temporaryFolder } from "../support/command";

const to = "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events";
const event = (uuid: string, published: string) => JSON.stringify({ uuid, published, eventType: "user.session.start" });

describe("npx partner-audit backfill", () => {
  const files = temporaryFolder();
  const events = files.write(
    "okta.jsonl",
    [event("one", "2011-01-01T00:00:00Z"), event("two", "2026-11-20T09:30:00Z"), "no event", ""].join("\n"),
  );

  it("counts without --execute, warns of events that the store would remove, and names the lines that hold no event", async () => {
    const commandLine = ["--vendor", "okta", "--events", events, "--to", to];
    const { exitCode, stdout, stderr } = await runCommand("backfill", commandLine);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: `${events} is read as JSON lines.\n` });
    expect(stdout.split("\n")).toEqual([
      "line 3: The event is not JSON.",
      "Warning: 1 events are older than 2555 days; the store would remove them at once.",
      "3 events: 2 would be sent with --execute, 0 are outside the time range, 1 cannot be used.",
      "",
    ]);
  });
});

import { openSandbox, type ProgramSandbox } from "partner-audit/sandbox";

/** An event of Okta's System Log, with the fields that these tests need. */
const signIn = (uuid: string, alternateId: string) => ({
  uuid,
  published: "2026-11-20T09:00:00.000Z",
  eventType: "user.session.start",
  actor: { id: "00u1", type: "User", alternateId },
  outcome: { result: "SUCCESS" },
  client: { ipAddress: "192.0.2.1" },
});

describe("the stack", () => {
  let sandbox: ProgramSandbox;
  beforeAll(async () => {
    const startTime = new Date("2026-11-20T09:00:10Z");
    sandbox = await openSandbox(() => require("./index"), { startTime });
  }, 60_000);
  afterAll(() => sandbox?.close());

  it("stores each event once, and reports the account for emergencies", async () => {
    sandbox.send("okta", signIn("1", "ann@example.com"));
    sandbox.send("okta", signIn("2", "break-glass@example.com"));
    sandbox.send("okta", signIn("2", "break-glass@example.com"));
    await sandbox.settle();
    expect(sandbox.ledger("okta")).toMatchObject({
      received: 3,
      ingested: 2,
      deduplicated: 1,
      rejected: 0,
      pending: 0,
    });
    expect(await sandbox.storedEvents("okta")).toMatchObject([
      { UID: "1", eventName: "user.session.start", sourceIPAddress: "192.0.2.1" },
      { UID: "2", eventName: "user.session.start" },
    ]);
    await sandbox.passTime(61);
    expect(sandbox.findings()).toMatchObject([
      { rule: "break-glass", level: "high", integration: "okta", actor: "break-glass@example.com", count: 1 },
    ]);
  }, 60_000);
});

import type { PutAuditEvents } from "../../../functions/delivery/deliver";
import { saltLifetime } from "../../../functions/forwarder/preparation";
import { contextWith, oktaBody, sqsEvent, sqsRecord } from "../sqsEvent";
import { TestClock } from "../testClock";
import { forwarder } from "./testForwarder";

const start = Date.parse("2026-11-20T12:00:00Z");
const minute = 60_000;

/** Refuses each call that contains one of these ids, and every call if no id is given. */
function refusing(ids: readonly string[] = []): PutAuditEvents {
  return async (sent) => {
    if (ids.length === 0 || sent.some(({ id }) => ids.includes(id))) {
      const message = "1 validation error detected: Value 'secret words' failed";
      throw Object.assign(new Error(message), { name: "ValidationException", $metadata: { httpStatusCode: 400 } });
    }
    return { successful: sent };
  };
}

/** Returns a message that is received now for the nth time, with its times. */
function received(id: string, clock: TestClock, { receives = 1, age = 0, detail = {} } = {}) {
  const record = sqsRecord(id, oktaBody(id, detail), receives);
  const time = String(clock.now() - age);
  const times = { SentTimestamp: time, ApproximateFirstReceiveTimestamp: time };
  return { ...record, attributes: { ...record.attributes, ...times } };
}

const queue = { maximumReceiveCount: 100, handledWithinSeconds: 45 };
const settings = { integration: "okta", vendor: "okta", queue };

test("a batch without any delivery fails, with its codes and without payload", async () => {
  const { handle, parked, lines, clock } = forwarder({ put: refusing(), settings, clock: new TestClock(start) });
  const records = Array.from({ length: 30 }, (_, index) =>
    received(`m${index}`, clock, { detail: { displayMessage: "secret words" } }),
  );
  await expect(handle(sqsEvent(...records))).rejects.toMatchObject({
    name: "UndeliveredError",
    message: expect.stringMatching(/^None of the 30 messages was delivered; all return to the queue: /),
  });
  expect(parked).toEqual([]);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    Retried: 30,
    Halted: 30,
    HaltedBy: "ValidationException",
    ErrorCodes: { ValidationException: 30 },
    Errors: [{ code: "ValidationException", message: "1 validation error detected: Value '*** ***' failed" }],
  });
});

test("a delivery ends soon if nothing is accepted", async () => {
  const { handle, requests, clock } = forwarder({ put: refusing(), settings, clock: new TestClock(start) });
  const records = Array.from({ length: 1_000 }, (_, index) => received(`m${index}`, clock));
  await expect(handle(sqsEvent(...records))).rejects.toThrow("None of the 1000 messages was delivered");
  expect(requests.length).toBeLessThan(100);
});

test("a single refused event becomes a dead letter only after another event was accepted", async () => {
  const { handle, parked, clock } = forwarder({ put: refusing(["bad"]), settings, clock: new TestClock(start) });
  const bad = received("bad", clock);
  await handle(sqsEvent(received("good 1", clock)));
  await expect(handle(sqsEvent(bad))).rejects.toThrow("ValidationException (1)");
  clock.pass(4 * minute);
  await expect(handle(sqsEvent(bad))).rejects.toThrow("ValidationException (1)");
  clock.pass(minute);
  await handle(sqsEvent(received("good 2", clock)));
  clock.pass(4 * minute);
  expect(await handle(sqsEvent(bad))).toEqual({ batchItemFailures: [] });
  expect(parked).toMatchObject([
    {
      MessageAttributes: {
        eventId: { StringValue: "bad" },
        errorCode: { StringValue: "ValidationException" },
        reason: { StringValue: "1 validation error detected: Value 'secret words' failed" },
      },
    },
  ]);
});

test.each([
  ["is twelve hours old", { age: 12 * 60 * minute }],
  ["is at its last receive", { receives: 100 }],
])("a refused event whose message %s is no longer kept in the queue", async (_, state) => {
  const { handle, parked, clock } = forwarder({ put: refusing(), settings, clock: new TestClock(start) });
  expect(await handle(sqsEvent(received("bad", clock, state)))).toEqual({ batchItemFailures: [] });
  expect(parked.map(({ MessageAttributes }) => MessageAttributes?.errorCode?.StringValue)).toEqual([
    "ValidationException",
  ]);
});

test("an undelivered event becomes a dead letter at its last receive, with the service's last message", async () => {
  const put: PutAuditEvents = async () => {
    throw Object.assign(new Error("Not now."), { name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
  };
  const { handle, parked, clock } = forwarder({ put, settings, clock: new TestClock(start) });
  const records = [received("m1", clock, { receives: 100 }), received("m2", clock, { receives: 99 })];
  const { batchItemFailures } = await handle(sqsEvent(...records));
  expect(batchItemFailures).toEqual([{ itemIdentifier: "m2" }]);
  expect(parked).toMatchObject([
    { MessageAttributes: { errorCode: { StringValue: "AccessDeniedException" }, reason: { StringValue: "Not now." } } },
  ]);
});

test("an internal error at one event does not affect others, and the log has its place", async () => {
  const put: PutAuditEvents = async (sent) => {
    for (const { id, eventData } of sent) {
      JSON.parse(id === "m2" ? eventData.slice(0, -5) : eventData);
    }
    return { successful: sent };
  };
  const { handle, parked, lines, clock } = forwarder({ put, settings, clock: new TestClock(start) });
  const records = ["m1", "m2", "m3"].map((id) => received(id, clock, { detail: { displayMessage: "secret words" } }));
  expect(await handle(sqsEvent(...records))).toEqual({ batchItemFailures: [] });
  expect(parked.map(({ MessageAttributes }) => MessageAttributes?.eventId?.StringValue)).toEqual(["m2"]);
  const { Errors } = JSON.parse(lines[0] ?? "");
  expect(Errors).toEqual([
    {
      code: "SyntaxError",
      message: expect.stringContaining("JSON"),
      stack: expect.arrayContaining([expect.stringMatching(/failures\.test\.ts:\d+:\d+/)]),
    },
  ]);
});

describe("the salt of hashes", () => {
  const hashing = { ...settings, privacy: { hash: ["actor.alternateId"] } };
  const withSalt = (readSalt: (signal: AbortSignal) => Promise<string>) => {
    const made = forwarder({ settings: hashing, readSalt, clock: new TestClock(start) });
    let sent = 0;
    const hashes = () =>
      made.requests.flat().map(({ eventData }) => JSON.parse(eventData).userIdentity.details.alternateId);
    return {
      ...made,
      hashes,
      next: (context = contextWith(40_000)) => {
        sent += 1;
        const actor = { id: "u", type: "User", alternateId: "ann@example.com" };
        return made.handle(sqsEvent(sqsRecord(`m${sent}`, oktaBody(`u${sent}`, { actor }))), context);
      },
    };
  };

  test("is read again after ten minutes, and stays in use if that fails", async () => {
    const answers = ["old", "new", undefined];
    const { next, clock, hashes } = withSalt(async () => answers.shift() ?? Promise.reject(new Error("rotating")));
    await next();
    await next();
    clock.pass(saltLifetime);
    await next();
    clock.pass(saltLifetime);
    await next();
    const [first, second, third, fourth] = hashes();
    expect(first).toMatch(/^hmac-sha256:/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
  });

  test.each([
    ["does not come in time", () => new Promise<string>(() => undefined), "SaltTimeout"],
    ["is refused", () => Promise.reject(new TypeError("no access to the secret")), "TypeError"],
  ])("that %s fails the invocation in time, and nothing is sent", async (_, readSalt, code) => {
    const { next, requests, lines } = withSalt(readSalt);
    const began = Date.now();
    await expect(next(contextWith(400))).rejects.toThrow(`${code} (1)`);
    expect(Date.now() - began).toBeLessThan(400);
    expect(requests).toEqual([]);
    expect(JSON.parse(lines[0] ?? "").Errors[0].message).toMatch(/secret/);
  });
});

import fc from "fast-check";
import { deliver, type PutAuditEvents, type PutAuditEventsAnswer } from "../../../functions/delivery/deliver";
import { notSent, type Verdict } from "../../../functions/delivery/verdicts";
import type { AuditEventEntry } from "../../../functions/mapping/auditEvent";
import { TestClock } from "../testClock";

type Answer = PutAuditEventsAnswer | Error | ((entries: readonly AuditEventEntry[]) => PutAuditEventsAnswer | Error);

function entry(id: string): AuditEventEntry {
  return { id, eventData: `{"UID":"${id}"}`, eventDataChecksum: "checksum" };
}

function entries(count: number): readonly AuditEventEntry[] {
  return Array.from({ length: count }, (_item, index) => entry(`e${index}`));
}

function accept(sent: readonly AuditEventEntry[]): PutAuditEventsAnswer {
  return { successful: sent.map(({ id }) => ({ id })), failed: [] };
}

function awsError(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(`about ${name}`), { name, $metadata: { httpStatusCode } });
}

function failure(id: string, errorCode: string) {
  return { id, errorCode, errorMessage: `about ${errorCode}` };
}

/** A service that returns these responses in order, and accepts everything after the last. */
function service(...answers: readonly Answer[]) {
  const calls: (readonly AuditEventEntry[])[] = [];
  const put: PutAuditEvents = async (sent) => {
    const answer = answers[calls.length] ?? accept;
    calls.push(sent);
    const outcome = typeof answer === "function" ? answer(sent) : answer;
    if (outcome instanceof Error) {
      throw outcome;
    }
    return outcome;
  };
  return { calls, put, ids: () => calls.map((sent) => sent.map(({ id }) => id)) };
}

function run(requests: readonly (readonly AuditEventEntry[])[], put: PutAuditEvents, clock = new TestClock()) {
  return deliver(requests, put, clock.now() + 30_000, clock);
}

const accepted: Verdict = { status: "accepted" };

test("only events that a response reports as throttled or failed are sent again", async () => {
  const { put, ids } = service({
    successful: [{ id: "e0" }],
    failed: [failure("e1", "Throttling"), failure("e2", "InternalFailure"), failure("e3", "InvalidData")],
  });
  const clock = new TestClock();
  const sent = entries(4);
  const { verdicts, throttled } = await run([sent], put, clock);
  expect(ids()).toEqual([
    ["e0", "e1", "e2", "e3"],
    ["e1", "e2"],
  ]);
  expect(sent.map((one) => verdicts.get(one))).toEqual([
    accepted,
    accepted,
    accepted,
    { status: "permanent", code: "InvalidData", message: "about InvalidData" },
  ]);
  expect(throttled).toBe(1);
  expect(clock.waits).toEqual([50]);
});

test("a throttled call is repeated with increasing limits of the delay and full jitter", async () => {
  const throttling = awsError("ThrottlingException", 400);
  const { put } = service(...Array(8).fill(throttling));
  const clock = new TestClock(0, 0.5);
  const { requests, throttled, verdicts } = await run([entries(1)], put, clock);
  expect(clock.waits).toEqual([50, 100, 200, 400, 800, 1600, 2500, 2500]);
  expect({ requests, throttled }).toEqual({ requests: 9, throttled: 8 });
  expect([...verdicts.values()]).toEqual([accepted]);
});

test("a wait that would end after the deadline does not begin, and the events return to the queue", async () => {
  const { put, calls } = service(...Array(100).fill(awsError("ServiceUnavailable", 503)));
  const clock = new TestClock();
  const deadline = clock.now() + 30_000;
  const { verdicts } = await deliver([entries(2)], put, deadline, clock);
  expect([...verdicts.values()]).toEqual(
    Array(2).fill({
      status: "retryable",
      code: "ServiceUnavailable",
      message: "about ServiceUnavailable",
    }),
  );
  expect(clock.now()).toBeLessThan(deadline);
  expect(calls.length).toBeGreaterThan(10);
});

test("nothing is sent without remaining time", async () => {
  const { put, calls } = service();
  const clock = new TestClock();
  const { verdicts, requests } = await deliver([entries(2)], put, clock.now(), clock);
  expect([...verdicts.values()]).toEqual(Array(2).fill(notSent));
  expect([calls.length, requests]).toEqual([0, 0]);
});

test("an error of configuration leaves every event in the queue and makes no further call", async () => {
  const { put, calls } = service(...Array(100).fill(awsError("ChannelNotFound", 400)));
  const sent = Array.from({ length: 20 }, (_item, index) => [entry(`r${index}`)]);
  const { verdicts } = await run(sent, put);
  expect(calls.length).toBeLessThanOrEqual(4);
  expect(new Set([...verdicts.values()].map(({ status }) => status))).toEqual(new Set(["retryable"]));
  expect(verdicts.get(sent[0]?.[0] ?? entry("none"))).toEqual({
    status: "retryable",
    code: "ChannelNotFound",
    message: "about ChannelNotFound",
  });
});

test.each(["AccountNotSubscribed", "SomethingNew", "constructor"])(
  "an event that failed with %s waits in the queue",
  async (code) => {
    const { put, calls } = service({ successful: [], failed: [failure("e0", code)] });
    const { verdicts } = await run([entries(1)], put);
    expect([...verdicts.values()]).toEqual([{ status: "retryable", code, message: `about ${code}` }]);
    expect(calls).toHaveLength(1);
  },
);

test("a request that is refused for its content is halved until the faulty event is found", async () => {
  const refuse: Answer = (sent) =>
    sent.some(({ id }) => id === "e5") ? awsError("ValidationException", 400) : accept(sent);
  const { put, calls } = service(...Array(30).fill(refuse));
  const sent = entries(8);
  const { verdicts } = await run([sent], put);
  expect(sent.map((one) => verdicts.get(one)?.status)).toEqual([
    ...Array(5).fill("accepted"),
    "permanent",
    ...Array(2).fill("accepted"),
  ]);
  expect(verdicts.get(sent[5] ?? entry("none"))).toEqual({
    status: "permanent",
    code: "ValidationException",
    message: "about ValidationException",
  });
  expect(calls.map((one) => one.length)).toEqual([8, 4, 4, 2, 2, 1, 1]);
});

test("equal ids in one request are sent in separate requests, not to the dead-letter queue", async () => {
  const refuse: Answer = (sent) =>
    new Set(sent.map(({ id }) => id)).size < sent.length ? awsError("DuplicatedAuditEventId", 400) : accept(sent);
  const { put } = service(...Array(10).fill(refuse));
  const { verdicts } = await run([[entry("a"), entry("a")]], put);
  expect([...verdicts.values()]).toEqual([accepted, accepted]);
  const single = service(awsError("DuplicatedAuditEventId", 400));
  const alone = await run([[entry("a")]], single.put);
  expect([...alone.verdicts.values()]).toEqual([
    {
      status: "halted",
      code: "DuplicatedAuditEventId",
      message: "about DuplicatedAuditEventId",
    },
  ]);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["an empty object", {}],
  ["other events", { successful: [{ id: "other" }], failed: [] }],
  ["no lists", { successful: "e0", failed: 7 }],
  ["lists of nothing", { successful: [null], failed: [null] }],
  ["a failure without a code", { failed: [{ id: "e0" }] }],
])("a response with %s leaves the event in the queue", async (_name, answer) => {
  const { put } = service(answer as PutAuditEventsAnswer);
  // The first response may be undefined, which the service above treats as none, so it is returned directly.
  const { verdicts } = await run([entries(1)], answer === undefined ? async () => undefined as never : put);
  expect([...verdicts.values()]).toEqual([{ status: "retryable", code: "MalformedResponse", message: "" }]);
});

test("an event that a response lists as both counts as failed", async () => {
  const { put } = service({ successful: [{ id: "e0" }], failed: [failure("e0", "InvalidData")] });
  const { verdicts } = await run([entries(1)], put);
  expect([...verdicts.values()]).toMatchObject([{ status: "halted" }]);
});

test("no more than four requests are in flight", async () => {
  let inFlight = 0;
  let most = 0;
  const put: PutAuditEvents = async (sent) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return accept(sent);
  };
  const requests = Array.from({ length: 20 }, (_item, index) => [entry(`r${index}`)]);
  const { verdicts } = await run(requests, put);
  expect(most).toBe(4);
  expect([...verdicts.values()]).toEqual(Array(20).fill(accepted));
});

test("at the deadline requests in flight are aborted, even if the call ignores the signal", async () => {
  const signals: AbortSignal[] = [];
  const put: PutAuditEvents = (_sent, signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  };
  const clock = new TestClock();
  const { verdicts } = await deliver([entries(1), [entry("x")]], put, clock.now() + 20, clock);
  expect(signals.length).toBeGreaterThanOrEqual(2);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
  expect([...verdicts.values()]).toEqual(
    Array(2).fill({
      status: "retryable",
      code: "TimeoutError",
      message: "The call took too long.",
    }),
  );
});

test("for any response, every event has a result, and an accepted event is never sent again", async () => {
  const code = fc.constantFrom(
    "ok",
    "Throttling",
    "InternalFailure",
    "InvalidData",
    "AccountNotSubscribed",
    "New",
    "none",
  );
  const call = fc.oneof(
    { weight: 3, arbitrary: fc.array(code, { minLength: 1, maxLength: 10 }) },
    { weight: 1, arbitrary: fc.constantFrom("ThrottlingException", "InternalFailure", "ValidationException", "New") },
  );
  const script = fc.array(call, { maxLength: 30 });
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(script, sizes, async (answers, requestSizes) => {
      const taken = new Set<AuditEventEntry>();
      const { put } = service(
        ...answers.map(
          (answer): Answer =>
            (sent) => {
              expect(sent.filter((one) => taken.has(one))).toEqual([]);
              if (typeof answer === "string") {
                return awsError(answer, answer === "InternalFailure" ? 500 : 400);
              }
              const codes = sent.map((one, index) => [one, answer[index % answer.length] ?? "ok"] as const);
              const successful = codes.filter(([, given]) => given === "ok").map(([one]) => one);
              for (const one of successful) {
                taken.add(one);
              }
              const failed = codes.filter(([, given]) => given !== "ok" && given !== "none");
              return { successful, failed: failed.map(([one, given]) => failure(one.id, given)) };
            },
        ),
        ...Array(200).fill((sent: readonly AuditEventEntry[]) => {
          expect(sent.filter((one) => taken.has(one))).toEqual([]);
          for (const one of sent) {
            taken.add(one);
          }
          return accept(sent);
        }),
      );
      const requests = requestSizes.map((size, index) =>
        Array.from({ length: size }, (_item, position) => entry(`${index}-${position}`)),
      );
      const { verdicts } = await run(requests, put);
      expect(new Set(verdicts.keys())).toEqual(new Set(requests.flat()));
      for (const [one, { status }] of verdicts) {
        expect(status === "accepted").toBe(taken.has(one));
      }
    }),
  );
});

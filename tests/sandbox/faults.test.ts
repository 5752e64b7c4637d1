import { PersonError } from "../../components/personError";
import { callFaults, entryFaults, parseFaults } from "../../sandbox/faults";
import { bodyOf, entry, refusal, service, signedRequest, sound } from "../support/cloudTrailData";

const withFault = (fault: string) => service({ faults: parseFaults([`${fault}=1`]) });

test.each([
  ["throttle", 400, "ThrottlingException"],
  ["internal-error", 500, "InternalFailure"],
  ["unavailable", 503, "ServiceUnavailable"],
  ["access-denied", 403, "AccessDeniedException"],
  ["expired-token", 403, "ExpiredTokenException"],
  ["not-found", 400, "ChannelNotFound"],
  ["validation", 400, "ValidationException"],
])("the fault %s refuses the call, and nothing is accepted", async (fault, status, code) => {
  const { accepted, observed, send } = withFault(fault);
  expect(refusal(await send(sound))).toMatchObject({ status, code });
  expect(accepted).toEqual([]);
  expect(observed).toMatchObject([{ status, errorCode: code, fault, successful: 0 }]);
});

test.each([
  ["reset", "reset", 0],
  ["reset-after-accept", "reset", 1],
  ["no-answer", "silence", 1],
])("the fault %s leaves the connection without a response", async (fault, unanswered, entries) => {
  const { accepted, observed, send } = withFault(fault);
  expect(await send(sound)).toMatchObject({ unanswered });
  expect(accepted.map(({ id }) => id)).toEqual(["a"].slice(0, entries));
  expect(observed).toMatchObject([{ status: 0, fault, entries, successful: entries }]);
});

test("the fault malformed truncates the response's body after the events are accepted", async () => {
  const { accepted, observed, send } = withFault("malformed");
  const { status, body } = await send(sound);
  expect(status).toBe(200);
  expect(() => JSON.parse(String(body))).toThrow(SyntaxError);
  expect(accepted).toMatchObject([{ id: "a" }]);
  expect(observed).toMatchObject([{ status: 200, fault: "malformed", successful: 1 }]);
});

test.each(["reset-after-accept", "no-answer", "malformed"])("the fault %s does not change a refusal", async (fault) => {
  const { observed, send } = withFault(fault);
  expect(refusal(await send({ body: "{}" }))).toMatchObject({ status: 400, code: "ValidationException" });
  expect(observed[0]).not.toHaveProperty("fault");
});

test.each(Object.entries(entryFaults))("the fault %s fails single events", async (fault, errorCode) => {
  const { accepted, observed, send } = withFault(fault);
  const response = await send({ body: bodyOf(entry("a"), entry("b", "{}")) });
  expect(JSON.parse(String(response.body)).failed).toMatchObject([
    { id: "a", errorCode, errorMessage: `The fault ${fault} was injected.` },
    { id: "b", errorCode: "FieldNotFound" },
  ]);
  expect(accepted).toEqual([]);
  expect(observed).toMatchObject([{ status: 200, entries: 2, successful: 0, failed: 2 }]);
});

test("the same calls meet the same faults for the same seed", async () => {
  const settings = [...callFaults.map((kind) => `${kind}=0.05`), "throttle-entry=0.2"];
  const run = async (seed: number) => {
    const { observed, send } = service({ faults: parseFaults(settings, seed) });
    for (let call = 0; call < 60; call += 1) await send({ body: bodyOf(entry("a"), entry("b"), entry("c")) });
    return observed;
  };
  const first = await run(11);
  expect(await run(11)).toEqual(first);
  expect(await run(12)).not.toEqual(first);
});

test("calls over the rate or without a signature do not use up a fault", async () => {
  const { observed, send, handler } = service({
    now: () => 0,
    callsPerSecond: 1,
    faults: parseFaults(["unavailable=1"]),
  });
  await handler({ ...(await signedRequest(sound)), headers: {} });
  await send(sound);
  await send(sound);
  expect(observed.map(({ errorCode, fault }) => [errorCode, fault])).toEqual([
    ["MissingAuthenticationToken", undefined],
    ["ServiceUnavailable", "unavailable"],
    ["ThrottlingException", undefined],
  ]);
});

describe("a plan of faults", () => {
  test("occurs approximately at its rate", () => {
    const plan = parseFaults(["throttle=0.1"], 7);
    const struck = Array.from({ length: 10_000 }, () => plan.nextCall()).filter((kind) => kind === "throttle").length;
    expect(struck).toBeGreaterThan(900);
    expect(struck).toBeLessThan(1100);
  });

  test("kills invocations, counts each kind, and applies the first listed of several", () => {
    const plan = parseFaults(["kill=0.5", "throttle=1", "reset=1"], 5);
    const killed = Array.from({ length: 100 }, () => plan.nextInvocation()).filter((kind) => kind === "kill").length;
    expect(plan.nextCall()).toBe("throttle");
    expect(killed).toBeGreaterThan(30);
    expect([...plan.strikes]).toEqual(Object.entries({ kill: killed, throttle: 1 }));
  });

  test("is refused for a kind that does not exist, with the nearest one and all of them", () => {
    const message = '"trottle" is not a kind of fault. Did you mean throttle? Known: throttle, ';
    expect(() => parseFaults(["trottle=0.1"])).toThrow(PersonError);
    expect(() => parseFaults(["trottle=0.1"])).toThrow(message);
    expect(() => parseFaults(["entry-fieldtoolong=0.1"])).toThrow("Did you mean entry-FieldTooLong?");
  });

  test.each(["", "=", "=-0.1", "=1.1", "=often", "=1e-3", "=NaN"])("is refused for its rate: throttle%s", (rate) => {
    expect(() => parseFaults([`throttle${rate}`])).toThrow("The fault throttle needs a rate from 0 to 1");
  });
});

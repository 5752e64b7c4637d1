import { type CallFault, callFaults, parseFaults } from "../../../sandbox/faults";
import { signedRequest } from "../../support/cloudTrailData";
import { bodyOf, entry, refusal, service, sound } from "../../support/cloudTrailDataService";

describe("a fault refuses the call, and nothing is accepted", () => {
  const refusals: readonly (readonly [CallFault, number, string])[] = [
    ["throttle", 400, "ThrottlingException"],
    ["internal-error", 500, "InternalFailure"],
    ["unavailable", 503, "ServiceUnavailable"],
    ["access-denied", 403, "AccessDeniedException"],
    ["expired-token", 403, "ExpiredTokenException"],
    ["not-found", 400, "ChannelNotFound"],
  ];
  test.each(refusals)("%s", async (fault, status, code) => {
    const { accepted, observed, send } = service({ faults: parseFaults([`${fault}=1`]) });
    expect(refusal(await send(sound))).toMatchObject({ status, code });
    expect(accepted).toEqual([]);
    expect(observed).toMatchObject([{ status, errorCode: code, fault, successful: 0 }]);
  });
});

describe("a fault spoils the answer", () => {
  test.each([
    ["reset", "reset", 0],
    ["reset-after-accept", "reset", 1],
    ["no-answer", "silence", 1],
  ])("%s: the connection is left without an answer", async (fault, unanswered, entries) => {
    const { accepted, observed, send } = service({ faults: parseFaults([`${fault}=1`]) });
    expect(await send(sound)).toMatchObject({ unanswered });
    expect(accepted.map(({ id }) => id)).toEqual(["a"].slice(0, entries));
    expect(observed).toMatchObject([{ status: 0, fault, entries, successful: entries }]);
  });

  test("malformed cuts the answer's body when the events are accepted", async () => {
    const { accepted, observed, send } = service({ faults: parseFaults(["malformed=1"]) });
    const { status, body } = await send(sound);
    expect(status).toBe(200);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
    expect(accepted).toMatchObject([{ id: "a" }]);
    expect(observed).toMatchObject([{ status: 200, fault: "malformed", successful: 1 }]);
  });

  test.each(["reset-after-accept", "no-answer", "malformed"])("%s leaves a refusal as it is", async (fault) => {
    const { observed, send } = service({ faults: parseFaults([`${fault}=1`]) });
    expect(refusal(await send({ body: "{}" }))).toMatchObject({ status: 400, code: "ValidationException" });
    expect(observed[0]).not.toHaveProperty("fault");
  });
});

describe("a fault fails single events", () => {
  test.each([
    ["throttle-entry", "Throttling"],
    ["entry-internal-failure", "InternalFailure"],
    ["entry-FieldTooLong", "FieldTooLong"],
    ["entry-FieldNotFound", "FieldNotFound"],
    ["entry-InvalidChecksum", "InvalidChecksum"],
    ["entry-InvalidData", "InvalidData"],
    ["entry-InvalidRecipient", "InvalidRecipient"],
    ["entry-InvalidEventSource", "InvalidEventSource"],
    ["entry-AccountNotSubscribed", "AccountNotSubscribed"],
  ])("%s", async (fault, errorCode) => {
    const { accepted, observed, send } = service({ faults: parseFaults([`${fault}=1`]) });
    const response = await send({ body: bodyOf(entry("a"), entry("b", "{}")) });
    expect(JSON.parse(response.body)).toEqual({
      successful: [],
      failed: [
        { id: "a", errorCode, errorMessage: `The fault ${fault} was asked for.` },
        { id: "b", errorCode: "FieldNotFound", errorMessage: expect.stringContaining("required") },
      ],
    });
    expect(accepted).toEqual([]);
    expect(observed).toMatchObject([{ status: 200, entries: 2, successful: 0, failed: 2 }]);
    expect(observed[0]).not.toHaveProperty("fault");
  });
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

test("calls over the rate or without a signature take no fault's place", async () => {
  const clock = { time: 0 };
  const { observed, send, handler } = service({
    now: () => clock.time,
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

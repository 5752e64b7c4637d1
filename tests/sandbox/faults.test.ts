import { PersonError } from "../../components/personError";
import { callFaults, entryFaults, type FaultPlan, parseFaults } from "../../sandbox/faults";

function calls(plan: FaultPlan, count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => plan.nextCall());
}

function entries(plan: FaultPlan, count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => plan.nextEntry());
}

describe("a plan of faults", () => {
  test("without settings leaves everything sound", () => {
    const plan = parseFaults([]);
    expect(calls(plan, 100).concat(entries(plan, 100))).toEqual(new Array(200).fill(undefined));
    expect(plan.slowMilliseconds).toBe(0);
  });

  test.each(callFaults)("strikes every call at rate 1 and none at rate 0: %s", (kind) => {
    expect(calls(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(kind));
    expect(calls(parseFaults([`${kind}=0`]), 20)).toEqual(new Array(20).fill(undefined));
    expect(entries(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(undefined));
  });

  test.each(Object.keys(entryFaults))("strikes every event at rate 1 and none at rate 0: %s", (kind) => {
    expect(entries(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(kind));
    expect(entries(parseFaults([`${kind}=0`]), 20)).toEqual(new Array(20).fill(undefined));
    expect(calls(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(undefined));
  });

  test("has a fault for each error code that an event may be refused with", () => {
    expect(Object.values(entryFaults).sort()).toEqual([
      "AccountNotSubscribed",
      "FieldNotFound",
      "FieldTooLong",
      "InternalFailure",
      "InvalidChecksum",
      "InvalidData",
      "InvalidEventSource",
      "InvalidRecipient",
      "Throttling",
    ]);
  });

  test("strikes about as often as its rate says", () => {
    const struck = calls(parseFaults(["throttle=0.1"], 7), 10_000).filter((kind) => kind === "throttle").length;
    expect(struck).toBeGreaterThan(900);
    expect(struck).toBeLessThan(1100);
  });

  test("is the same for the same seed and another for another", () => {
    const settings = ["throttle=0.3", "reset=0.2", "throttle-entry=0.5"];
    const one = parseFaults(settings, 1);
    const again = parseFaults(settings, 1);
    const other = parseFaults(settings, 2);
    const drawn = calls(one, 200);
    expect(calls(again, 200)).toEqual(drawn);
    expect(calls(other, 200)).not.toEqual(drawn);
    expect(entries(again, 200)).toEqual(entries(one, 200));
  });

  test("keeps a kind's draws when another kind joins", () => {
    const alone = calls(parseFaults(["throttle=0.2"], 3), 300).map((kind) => kind === "throttle");
    const joined = calls(parseFaults(["reset=0.2", "throttle=0.2"], 3), 300).map((kind) => kind === "throttle");
    expect(joined).toEqual(alone);
  });

  test("kills invocations, and counts how often each kind struck", () => {
    const plan = parseFaults(["kill=0.5", "throttle=1", "reset=1"], 5);
    const killed = Array.from({ length: 100 }, () => plan.nextInvocation()).filter((kind) => kind === "kill").length;
    calls(plan, 7);
    expect(killed).toBeGreaterThan(30);
    expect([...plan.strikes]).toEqual([
      ["kill", killed],
      ["throttle", 7],
    ]);
  });

  test("answers with the kind listed first where several strike", () => {
    expect(calls(parseFaults(["malformed=1", "throttle=1"]), 3)).toEqual(["throttle", "throttle", "throttle"]);
  });

  test("takes a delay in seconds", () => {
    expect(parseFaults(["slow=1.5"]).slowMilliseconds).toBe(1500);
  });
});

describe("a setting is refused", () => {
  test("for a kind that does not exist, with the nearest one and all of them", () => {
    expect(() => parseFaults(["trottle=0.1"])).toThrow(PersonError);
    expect(() => parseFaults(["trottle=0.1"])).toThrow(
      '"trottle" is not a kind of fault. Did you mean throttle? Known: throttle, ',
    );
    expect(() => parseFaults(["entry-fieldtoolong=0.1"])).toThrow("Did you mean entry-FieldTooLong?");
    expect(() => parseFaults(["=1"])).toThrow('"" is not a kind of fault.');
  });

  test.each([
    "throttle",
    "throttle=",
    "throttle=-0.1",
    "throttle=1.1",
    "throttle=often",
    "throttle=1e-3",
    "throttle=NaN",
  ])("for its rate: %s", (setting) => {
    expect(() => parseFaults([setting])).toThrow("The fault throttle needs a rate from 0 to 1");
  });

  test("for its delay", () => {
    expect(parseFaults(["slow=3600"]).slowMilliseconds).toBe(3_600_000);
    expect(() => parseFaults(["slow=3601"])).toThrow("The fault slow needs a number of seconds from 0 to 3600");
  });

  test("for coming twice", () => {
    expect(() => parseFaults(["reset=0.1", "reset=0.2"])).toThrow("The fault reset is given twice");
  });
});

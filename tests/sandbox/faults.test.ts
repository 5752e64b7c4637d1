import { PersonError } from "../../components/personError";
import { callFaults, entryFaults, type FaultPlan, parseFaults } from "../../sandbox/faults";

function calls(plan: FaultPlan, count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => plan.nextCall());
}

function entries(plan: FaultPlan, count: number): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => plan.nextEntry());
}

describe("a plan of faults", () => {
  test.each([...callFaults, ...Object.keys(entryFaults)])("strikes all at rate 1 and none at rate 0: %s", (kind) => {
    const isOfCalls = callFaults.some((fault) => fault === kind);
    const [own, others] = isOfCalls ? [calls, entries] : [entries, calls];
    expect(own(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(kind));
    expect(own(parseFaults([`${kind}=0`]), 20)).toEqual(new Array(20).fill(undefined));
    expect(others(parseFaults([`${kind}=1`]), 20)).toEqual(new Array(20).fill(undefined));
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

  test("kills invocations, counts how often each kind struck, and of several takes the one listed first", () => {
    const plan = parseFaults(["kill=0.5", "throttle=1", "reset=1"], 5);
    const killed = Array.from({ length: 100 }, () => plan.nextInvocation()).filter((kind) => kind === "kill").length;
    calls(plan, 7);
    expect(killed).toBeGreaterThan(30);
    expect([...plan.strikes]).toEqual([
      ["kill", killed],
      ["throttle", 7],
    ]);
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

  test.each(["", "=", "=-0.1", "=1.1", "=often", "=1e-3", "=NaN"])("for its rate: throttle%s", (rate) => {
    expect(() => parseFaults([`throttle${rate}`])).toThrow("The fault throttle needs a rate from 0 to 1");
  });
});

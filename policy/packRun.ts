import type { Circumstances, Finding, Policy } from "./policy";
import { unknownSettings, withDefaults } from "./settings";
import { readWaivers, WaiverLog, waiversKey, waiversSchema } from "./waivers";

/** The configuration of one run of the pack, which the policies on the configuration check at the end. */
export class PackRun {
  readonly waivers: WaiverLog;
  readonly #problems = new Map<string, Finding>();
  readonly #circumstances = new Map<Policy, Circumstances>();

  /** @param now the time of the run, which decides whether waivers and runtimes have ended */
  constructor(now: Date) {
    this.waivers = new WaiverLog(now.toISOString().slice(0, 10));
  }

  /** Records a policy's configuration and returns the policy's circumstances; computed once, since a run has one configuration and one stack. */
  circumstances(
    policy: Policy,
    written: Readonly<Record<string, unknown>>,
    stackTags: Circumstances["stackTags"],
  ): Circumstances {
    const known = this.#circumstances.get(policy);
    if (known !== undefined) {
      return known;
    }
    const configuration = withDefaults(policy, written);
    this.waivers.register(policy.name, configuration);
    for (const problem of [
      ...misspelt(policy, written),
      ...crossed(policy, configuration),
      ...noWaivers(policy, configuration),
    ]) {
      this.#problems.set(problem.subject, problem);
    }
    const circumstances = { configuration, stackTags, today: this.waivers.today };
    this.#circumstances.set(policy, circumstances);
    return circumstances;
  }

  /** Returns the faults of the recorded configuration. */
  problems(): readonly Finding[] {
    return [...this.#problems.values()];
  }
}

function misspelt(policy: Policy, written: Readonly<Record<string, unknown>>): readonly Finding[] {
  return unknownSettings(policy, written).map(({ key, known }) => ({
    subject: `Setting::${policy.name}.${key}`,
    message: `The pack's configuration sets ${key} of ${policy.name}, which has no such setting and ignores it; its settings are ${known.join(", ")}.`,
  }));
}

/** Finds floors above their ceilings, for example of `queueFloorDays` and `queueCeilingDays`; a ceiling of 0 means none. */
function crossed({ name }: Policy, configuration: Readonly<Record<string, unknown>>): readonly Finding[] {
  return Object.keys(configuration).flatMap((floorKey) => {
    const ceilingKey = floorKey.replace(/Floor(?=[A-Z])/, "Ceiling");
    const floor = Number(configuration[floorKey]);
    const ceiling = Number(configuration[ceilingKey]);
    return ceilingKey !== floorKey && ceiling > 0 && floor > ceiling
      ? [
          {
            subject: `Setting::${name}.${floorKey}`,
            message: `The pack's configuration sets ${floorKey} of ${name} to ${floor} and ${ceilingKey} to ${ceiling}, which no value satisfies; set the floor to the ceiling or less.`,
          },
        ]
      : [];
  });
}

/** Finds malformed waivers. The engine checks the schema first, but a caller of `judge` may not. */
function noWaivers({ name }: Policy, configuration: Readonly<Record<string, unknown>>): readonly Finding[] {
  return readWaivers(configuration).malformed.map((entry) => {
    const text = JSON.stringify(entry);
    return {
      subject: `Setting::${name}.${waiversKey}::${text}`,
      message: `The pack's configuration has ${text} among the waivers of ${name}, which is not a waiver and excuses nothing; write an object whose values are non-empty texts: ${Object.keys(waiversSchema.items.properties).join(", ")}; ${waiversSchema.items.required.join(" and ")} are required.`,
    };
  });
}

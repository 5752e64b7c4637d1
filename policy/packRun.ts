import type { Circumstances, Finding, Policy } from "./policy";
import { unknownSettings, withDefaults } from "./settings";
import { readWaivers, WaiverBook, waiversKey, waiversSchema } from "./waivers";

/** The configuration that one run of the pack has seen, which the pack's policies on itself judge at the end. */
export class PackRun {
  readonly waivers: WaiverBook;
  readonly #problems = new Map<string, Finding>();
  readonly #circumstances = new Map<Policy, Circumstances>();

  /** @param now the moment of the run, by which waivers and runtimes end */
  constructor(now: Date) {
    this.waivers = new WaiverBook(now.toISOString().slice(0, 10));
  }

  /** Takes down a policy's configuration and makes of it what the policy judges by: once, since a run has one configuration and one stack. */
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

  /** What is wrong with the configuration that was taken down. */
  problems(): readonly Finding[] {
    return [...this.#problems.values()];
  }
}

function misspelt(policy: Policy, written: Readonly<Record<string, unknown>>): readonly Finding[] {
  return unknownSettings(policy, written).map(({ key, known }) => ({
    subject: `Setting::${policy.name}.${key}`,
    message: `The pack's configuration sets ${key} of ${policy.name}, which has no such setting and ignores it; known are ${known.join(", ")}.`,
  }));
}

/** Floors above their ceilings, which nothing satisfies: `queueFloorDays` and `queueCeilingDays`, where 0 is no ceiling. */
function crossed({ name }: Policy, configuration: Readonly<Record<string, unknown>>): readonly Finding[] {
  return Object.keys(configuration).flatMap((floorKey) => {
    const ceilingKey = floorKey.replace(/Floor(?=[A-Z])/, "Ceiling");
    const floor = Number(configuration[floorKey]);
    const ceiling = Number(configuration[ceilingKey]);
    return ceilingKey !== floorKey && ceiling > 0 && floor > ceiling
      ? [
          {
            subject: `Setting::${name}.${floorKey}`,
            message: `The pack's configuration sets ${floorKey} of ${name} to ${floor} and ${ceilingKey} to ${ceiling}, which nothing satisfies; set the floor to the ceiling or less.`,
          },
        ]
      : [];
  });
}

/** Entries among the waivers that are none. The engine checks the schema; a program that calls `judge` may not have. */
function noWaivers({ name }: Policy, configuration: Readonly<Record<string, unknown>>): readonly Finding[] {
  return readWaivers(configuration).malformed.map((entry) => {
    const text = JSON.stringify(entry);
    return {
      subject: `Setting::${name}.${waiversKey}::${text}`,
      message: `The pack's configuration has ${text} among the waivers of ${name}, which is none and excuses nothing; write an object of texts that are not empty: ${Object.keys(waiversSchema.items.properties).join(", ")}, of which ${waiversSchema.items.required.join(" and ")} must be there.`,
    };
  });
}

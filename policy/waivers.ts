import type { PolicyConfigSchema } from "@pulumi/policy";
import { asObject, listOf } from "./documents/values";
import type { JudgedResource } from "./judgedResource";
import type { Finding } from "./policy";

/** An exception from a policy, with an owner. */
export interface Waiver {
  /** The finding's subject, for example `Action::sqs:*::arn:aws:sqs:us-east-1:123456789012:audit`. @default every finding on the resource */
  readonly finding?: string;
  /** The resource's logical name. @default every resource with the finding */
  readonly resource?: string;
  /** The stack, as `STACK` or `PROJECT/STACK`, for a configuration of several stacks. @default every stack */
  readonly stack?: string;
  /** The responsible person or team. */
  readonly owner?: string;
  /** The justification. */
  readonly reason: string;
  /** The last day on which it is in force, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The key for waivers in every policy's configuration. */
export const waiversKey = "waivers";
const text = { type: "string", minLength: 1 } as const;
export const waiversSchema = {
  type: "array",
  description:
    "Exceptions: each names a `finding` (the printed subject), a `resource` (its name in the program) or both, optionally one `stack`, and an `owner`, a `reason` and the last day (`expires`).",
  default: [],
  items: {
    type: "object",
    properties: {
      finding: text,
      resource: text,
      stack: text,
      owner: text,
      reason: text,
      expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
    required: ["reason", "expires"],
    additionalProperties: false,
  },
} satisfies PolicyConfigSchema["properties"][string];

/** The maximum number of days from today to the last day of a waiver; permanent exceptions belong in the settings. */
export const longestWaiverDays = 366;

/** Returns the waivers in a policy's configuration, and the entries that do not match the schema, which excuse nothing. */
export function readWaivers(configuration: Readonly<Record<string, unknown>>): {
  readonly waivers: readonly Waiver[];
  readonly malformed: readonly unknown[];
} {
  const entries = listOf(configuration[waiversKey]);
  return { waivers: entries.filter(isWaiver), malformed: entries.filter((entry) => !isWaiver(entry)) };
}

const { properties: known, required } = waiversSchema.items;

function isWaiver(entry: unknown): entry is Waiver {
  const values = Object.entries(asObject(entry)).filter(([, value]) => value !== undefined);
  return (
    required.every((key) => values.some(([written]) => written === key)) &&
    values.every(([key, value]) => Object.hasOwn(known, key) && typeof value === "string" && value !== "")
  );
}

interface Entry {
  readonly policy: string;
  readonly waiver: Waiver;
  used: boolean;
}

/** A waiver with its policy. */
export interface PolicyWaiver {
  readonly policy: string;
  readonly waiver: Waiver;
}

/** Log of the waivers of one run: used, not in force, without a match. */
export class WaiverLog {
  readonly #entries = new Map<string, Entry>();
  readonly #unchecked = new Set<string>();
  readonly #waived = new Map<string, WaivedFinding>();

  /** @param today the day of the run in UTC, as `YYYY-MM-DD` */
  constructor(readonly today: string) {}

  /** Records the waivers of a policy's configuration. */
  register(policy: string, configuration: Readonly<Record<string, unknown>>): void {
    for (const waiver of readWaivers(configuration).waivers) {
      const key = JSON.stringify([policy, waiver]);
      if (!this.#entries.has(key)) {
        this.#entries.set(key, { policy, waiver, used: false });
      }
    }
  }

  /** Returns the waiver for a finding, preferably one in force, and marks all that match as used. */
  waiverOf(policy: string, about: JudgedResource, finding: Finding): Waiver | undefined {
    const matching = [...this.#entries.values()].filter(
      (entry) => entry.policy === policy && matches(entry.waiver, about, finding.subject),
    );
    for (const entry of matching) {
      entry.used = true;
    }
    const waiver = (matching.find((entry) => this.isInForce(entry.waiver)) ?? matching[0])?.waiver;
    if (waiver !== undefined && this.isInForce(waiver)) {
      const { subject, message } = finding;
      this.#waived.set(JSON.stringify([policy, about.urn, about.name, subject, message]), {
        subject,
        message,
        policy,
        about,
        waiver,
      });
    }
    return waiver;
  }

  /** Reports if a waiver is in force: until the end of its last day, if that is not too far away. */
  isInForce({ expires }: Waiver): boolean {
    return isDay(expires) && this.today <= expires && expires <= this.latest();
  }

  /** Returns the latest day on which a waiver may end. */
  latest(): string {
    return new Date(Date.parse(`${this.today}T00:00:00Z`) + longestWaiverDays * 86_400_000).toISOString().slice(0, 10);
  }

  /** Notes that a policy could not check everything: its unused waivers may still match in a later run. */
  noteUnchecked(policy: string): void {
    this.#unchecked.add(policy);
  }

  /** Returns the findings that waivers excused in this run. */
  waived(): readonly WaivedFinding[] {
    return [...this.#waived.values()];
  }

  /** Returns the waivers that are expired or invalid. */
  refused(): readonly (PolicyWaiver & { readonly why: string })[] {
    return [...this.#entries.values()].flatMap(({ policy, waiver }) =>
      this.#faults(waiver).map((why) => ({ policy, waiver, why })),
    );
  }

  #faults({ finding, resource, owner, expires }: Waiver): readonly string[] {
    const faults: readonly (readonly [isSo: boolean, why: string])[] = [
      [!isDay(expires), `names ${expires}, which is not a date`],
      [isDay(expires) && expires < this.today, `expired on ${expires}`],
      [
        isDay(expires) && expires > this.latest(),
        `ends on ${expires}, more than ${longestWaiverDays} days from today (${this.latest()} at the latest)`,
      ],
      [owner === undefined, "names no owner (the responsible person or team)"],
      [finding === undefined && resource === undefined, "names neither a finding nor a resource"],
    ];
    const whys = faults.filter(([isSo]) => isSo).map(([, why]) => why);
    return whys.length === 0 ? [] : [whys.join(" and ")];
  }

  /**
   * Returns the waivers for this stack that matched no finding, of policies that could check everything. A waiver of a resource that the stack does not
   * have belongs to another stack, unless it names this stack.
   */
  unused(resources: readonly JudgedResource[]): readonly PolicyWaiver[] {
    const names = new Set(resources.map(({ name }) => name));
    return [...this.#entries.values()].filter(
      ({ policy, waiver: { resource, stack }, used }) =>
        !used &&
        !this.#unchecked.has(policy) &&
        (stack === undefined
          ? resource === undefined || names.has(resource)
          : resources.some(({ urn }) => isOfStack(urn, stack))),
    );
  }
}

/** A finding that a waiver excuses. */
export interface WaivedFinding extends Finding, PolicyWaiver {
  readonly about: JudgedResource;
}

function matches({ finding, resource, stack }: Waiver, { name, urn }: JudgedResource, subject: string): boolean {
  return (
    (finding !== undefined || resource !== undefined) &&
    (finding === undefined || finding === subject) &&
    (resource === undefined || resource === name) &&
    (stack === undefined || isOfStack(urn, stack))
  );
}

/** Reports if a URN, `urn:pulumi:STACK::PROJECT::TYPE::NAME`, belongs to a stack. */
function isOfStack(urn: string, stack: string): boolean {
  const [, name, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  return stack === name || stack === `${project}/${name}`;
}

/** Reports if a text is a date of the calendar. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

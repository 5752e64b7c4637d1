import type { PolicyConfigSchema } from "@pulumi/policy";
import { asObject, listOf } from "./documents/values";
import type { JudgedResource } from "./judgedResource";
import type { Finding } from "./policy";

/** An exception from a policy that somebody answers for. */
export interface Waiver {
  /** The finding's subject, for example `Action::sqs:*::arn:aws:sqs:us-east-1:123456789012:audit`. @default every finding on the resource */
  readonly finding?: string;
  /** The resource's logical name. @default every resource with the finding */
  readonly resource?: string;
  /** The stack, as `STACK` or `PROJECT/STACK`, where a configuration is for several. @default every stack */
  readonly stack?: string;
  /** The person or team that answers for it. */
  readonly owner?: string;
  /** Why it may be so. */
  readonly reason: string;
  /** The last day on which it holds, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The key of every policy's configuration that holds its waivers, and its schema. */
export const waiversKey = "waivers";
const text = { type: "string", minLength: 1 } as const;
export const waiversSchema = {
  type: "array",
  description:
    "Exceptions, each for a `finding` (the subject that is printed with it), a `resource` (its name in the program) or both, at most in one `stack`, with an `owner`, a `reason` and the last day, `expires`.",
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

/** Days from today until the last day of a waiver, at most: what is excused longer is a setting. */
export const longestWaiverDays = 366;

/** The waivers in a policy's configuration, and the entries that are none by the schema: what cannot be read excuses nothing. */
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

/** A waiver with the policy that it is from. */
export interface PolicyWaiver {
  readonly policy: string;
  readonly waiver: Waiver;
}

/** Records the waivers of one run: which were used, which are not in force, which match nothing. */
export class WaiverBook {
  readonly #entries = new Map<string, Entry>();
  readonly #unjudged = new Set<string>();
  readonly #waived = new Map<string, WaivedFinding>();

  /** @param today the day of the run in UTC, as `YYYY-MM-DD` */
  constructor(readonly today: string) {}

  /** Takes down the waivers of a policy's configuration. */
  register(policy: string, configuration: Readonly<Record<string, unknown>>): void {
    for (const waiver of readWaivers(configuration).waivers) {
      const key = JSON.stringify([policy, waiver]);
      if (!this.#entries.has(key)) {
        this.#entries.set(key, { policy, waiver, used: false });
      }
    }
  }

  /** The waiver for a finding, in force before others; and marks it as used. */
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

  /** Reports if a waiver excuses: until the end of its last day, which is not too far. */
  isInForce({ expires }: Waiver): boolean {
    return isDay(expires) && this.today <= expires && expires <= this.latest();
  }

  /** The latest day on which a waiver may end. */
  latest(): string {
    return new Date(Date.parse(`${this.today}T00:00:00Z`) + longestWaiverDays * 86_400_000).toISOString().slice(0, 10);
  }

  /** Notes that a policy could not judge everything: what its waivers match cannot be told in this run. */
  noteUnjudged(policy: string): void {
    this.#unjudged.add(policy);
  }

  /** The findings that waivers excused in this run. */
  waived(): readonly WaivedFinding[] {
    return [...this.#waived.values()];
  }

  /** Waivers that hold no longer, or never could. */
  refused(): readonly (PolicyWaiver & { readonly why: string })[] {
    return [...this.#entries.values()].flatMap(({ policy, waiver }) =>
      this.#faults(waiver).map((why) => ({ policy, waiver, why })),
    );
  }

  #faults({ finding, resource, owner, expires }: Waiver): readonly string[] {
    const faults: readonly (readonly [isSo: boolean, why: string])[] = [
      [!isDay(expires), `names ${expires}, which is no day`],
      [isDay(expires) && expires < this.today, `expired on ${expires}`],
      [
        isDay(expires) && expires > this.latest(),
        `ends on ${expires}, more than ${longestWaiverDays} days from today (${this.latest()} at the latest)`,
      ],
      [owner === undefined, "names no owner, a person or team that answers for it"],
      [finding === undefined && resource === undefined, "names neither a finding nor a resource"],
    ];
    const whys = faults.filter(([isSo]) => isSo).map(([, why]) => why);
    return whys.length === 0 ? [] : [whys.join(" and ")];
  }

  /**
   * Waivers for this stack that matched no finding, of policies that could judge everything. One that names a resource that the stack has not is
   * another stack's, unless it names this stack.
   */
  unused(resources: readonly JudgedResource[]): readonly PolicyWaiver[] {
    const names = new Set(resources.map(({ name }) => name));
    return [...this.#entries.values()].filter(
      ({ policy, waiver: { resource, stack }, used }) =>
        !used &&
        !this.#unjudged.has(policy) &&
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

/** Reports if a URN, `urn:pulumi:STACK::PROJECT::TYPE::NAME`, is of a stack. */
function isOfStack(urn: string, stack: string): boolean {
  const [, name, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  return stack === name || stack === `${project}/${name}`;
}

/** Reports if a text of the right form is a day of the calendar. */
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

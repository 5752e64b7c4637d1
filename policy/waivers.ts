import type { PolicyConfigSchema } from "@pulumi/policy";
import type { JudgedResource, StackPolicy } from "./policy";

/** An exception from a policy that somebody answers for. */
export interface Waiver {
  /** The finding's subject, for example `Action::sqs:*`. @default every finding on the resource */
  readonly finding?: string;
  /** The resource's logical name. @default every resource with the finding */
  readonly resource?: string;
  /** Why it may be so. */
  readonly reason: string;
  /** The last day on which it holds, in UTC, as `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The key of every policy's configuration that holds its waivers, and its schema. */
export const waiversKey = "waivers";
export const waiversSchema: PolicyConfigSchema["properties"][string] = {
  type: "array",
  description:
    "Exceptions, each for a `finding` (such as `Action::sqs:*`), a `resource` (its name in the program) or both, with a `reason` and the last day, `expires`.",
  default: [],
  items: {
    type: "object",
    properties: {
      finding: { type: "string", minLength: 1 },
      resource: { type: "string", minLength: 1 },
      reason: { type: "string", minLength: 1 },
      expires: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
    required: ["reason", "expires"],
    additionalProperties: false,
  },
};

interface Entry {
  readonly policy: string;
  readonly waiver: Waiver;
  used: boolean;
}

/** What became of the waivers in one run: which were used, which have expired, which match nothing. */
export class WaiverBook {
  private readonly entries = new Map<string, Entry>();
  private readonly unjudged = new Set<string>();

  /** @param today the day of the run in UTC, as `YYYY-MM-DD` */
  constructor(readonly today: string) {}

  /** Takes down the waivers of a policy's configuration. */
  register(policy: string, configuration: Readonly<Record<string, unknown>>): void {
    for (const waiver of (configuration[waiversKey] as readonly Waiver[] | undefined) ?? []) {
      const key = JSON.stringify([policy, waiver.finding, waiver.resource, waiver.reason, waiver.expires]);
      if (!this.entries.has(key)) {
        this.entries.set(key, { policy, waiver, used: false });
      }
    }
  }

  /** The waiver for a finding, in force before expired; and marks it as used. */
  waiverOf(policy: string, resource: string, subject: string): Waiver | undefined {
    const matching = [...this.entries.values()].filter(
      (entry) => entry.policy === policy && matches(entry.waiver, resource, subject),
    );
    for (const entry of matching) {
      entry.used = true;
    }
    return (matching.find(({ waiver }) => this.isInForce(waiver)) ?? matching[0])?.waiver;
  }

  isInForce(waiver: Waiver): boolean {
    return isDay(waiver.expires) && this.today <= waiver.expires;
  }

  /** Notes that a policy could not judge everything: what its waivers match cannot be told in this run. */
  noteUnjudged(policy: string): void {
    this.unjudged.add(policy);
  }

  /** Waivers that hold no longer, or never could. */
  refused(): readonly { readonly policy: string; readonly waiver: Waiver; readonly why: string }[] {
    return [...this.entries.values()].flatMap(({ policy, waiver }) => {
      const why = this.fault(waiver);
      return why === undefined ? [] : [{ policy, waiver, why }];
    });
  }

  private fault(waiver: Waiver): string | undefined {
    if (!isDay(waiver.expires)) {
      return `names ${waiver.expires}, which is no day`;
    }
    if (!this.isInForce(waiver)) {
      return `expired on ${waiver.expires}`;
    }
    const isNameless = waiver.finding === undefined && waiver.resource === undefined;
    return isNameless ? "names neither a finding nor a resource" : undefined;
  }

  /** Waivers that matched no finding, of policies that could judge everything. */
  unused(): readonly { readonly policy: string; readonly waiver: Waiver }[] {
    return [...this.entries.values()].filter(({ policy, used }) => !used && !this.unjudged.has(policy));
  }
}

/** A waiver in a sentence: `Action::sqs:* of okta-grant`. */
function waiverSubject({ finding, resource }: Waiver): string {
  return [finding, resource].filter((part) => part !== undefined).join(" of ") || "everything";
}

function matches({ finding, resource }: Waiver, name: string, subject: string): boolean {
  return (
    (finding !== undefined || resource !== undefined) &&
    (finding === undefined || finding === subject) &&
    (resource === undefined || resource === name)
  );
}

/** Whether a text of the right form is a day of the calendar. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The policies on the waivers themselves. They must be asked last. */
export function waiverPolicies(book: WaiverBook): readonly StackPolicy[] {
  return [
    {
      name: "waivers",
      description: "No waiver has expired, and each says what it is for.",
      severity: "high",
      enforcementLevel: "mandatory",
      references: ["NIST 800-53 CA-5"],
      remediation: "Mend what the waiver excused and remove it, or have it renewed with a later `expires`.",
      stackQuestions: (resources) =>
        book.refused().map(({ why, ...entry }) => question(resources, entry, `${why}; remove it or renew it`)),
    },
    {
      name: "unused-waivers",
      description: "Every waiver excuses something.",
      severity: "low",
      enforcementLevel: "advisory",
      references: ["NIST 800-53 CA-5"],
      remediation: "Remove the waiver, or correct the finding or the resource that it names.",
      stackQuestions: (resources) =>
        book.unused().map((entry) => question(resources, entry, "matches nothing; remove it")),
    },
  ];
}

/** A finding on the stack itself: a waiver is on no single resource. */
function question(
  resources: readonly JudgedResource[],
  { policy, waiver }: { readonly policy: string; readonly waiver: Waiver },
  why: string,
) {
  const type = "pulumi:pulumi:Stack";
  const about = resources.find((resource) => resource.type === type) ?? { type, name: "stack", urn: "", props: {} };
  const subject = waiverSubject(waiver);
  const message = `The waiver of ${subject} from ${policy} (${waiver.reason}) ${why}.`;
  return { about, ask: () => [{ subject: `Waiver::${policy}::${subject}`, message }] };
}

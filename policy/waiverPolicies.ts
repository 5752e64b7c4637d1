import type { JudgedResource, StackPolicy } from "./policy";
import { type Waiver, type WaiverBook, waiverSubject } from "./waivers";

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

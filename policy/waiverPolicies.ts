import type { JudgedResource, StackPolicy } from "./policy";
import { type WaiverBook, waiverSubject } from "./waivers";

/** The policies on the waivers themselves. They must be asked last. */
export function waiverPolicies(book: WaiverBook): readonly StackPolicy[] {
  return [
    {
      name: "waivers",
      description: "No waiver has expired, and each says what it is for.",
      severity: "high",
      enforcementLevel: "mandatory",
      references: [{ framework: "NIST 800-53", control: "CA-5" }],
      remediation: "Mend what the waiver excused and remove it, or have it renewed with a later `expires`.",
      stackQuestions: (resources) =>
        book.refused().map(({ policy, waiver, why }) => ({
          about: stackOf(resources),
          ask: () => [
            {
              subject: `Waiver::${policy}::${waiverSubject(waiver)}`,
              message: `The waiver of ${waiverSubject(waiver)} from ${policy} (${waiver.reason}) ${why}; remove it or renew it.`,
            },
          ],
        })),
    },
    {
      name: "unused-waivers",
      description: "Every waiver excuses something.",
      severity: "low",
      enforcementLevel: "advisory",
      references: [{ framework: "NIST 800-53", control: "CA-5" }],
      remediation: "Remove the waiver, or correct the finding or the resource that it names.",
      stackQuestions: (resources) =>
        book.unused().map(({ policy, waiver }) => ({
          about: stackOf(resources),
          ask: () => [
            {
              subject: `Waiver::${policy}::${waiverSubject(waiver)}`,
              message: `The waiver of ${waiverSubject(waiver)} from ${policy} (${waiver.reason}) matches nothing; remove it.`,
            },
          ],
        })),
    },
  ];
}

/** The stack itself, which a finding on no single resource is on. */
function stackOf(resources: readonly JudgedResource[]): JudgedResource {
  return (
    resources.find(({ type }) => type === "pulumi:pulumi:Stack") ?? {
      type: "pulumi:pulumi:Stack",
      name: "stack",
      urn: "",
      props: {},
    }
  );
}

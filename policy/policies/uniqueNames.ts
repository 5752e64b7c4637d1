import { findingIf, type StackPolicy } from "../policy";
import { inOrder } from "../stack/references";
import { physicalNameOf } from "../stack/uniqueNames";

/** Two resources of one physical name stop an `up` half-way or, as alarms and dashboards do, overwrite each other without an error. */
export const uniqueNames: StackPolicy = {
  name: "unique-names",
  description: "No two resources of one type in an account and Region have one physical name.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 CM-6", "NIST 800-53 CM-8"],
  remediation: "Give each resource a name of its own.",
  stackQuestions: (resources) => {
    const named = inOrder(resources).map((about) => ({ about, physical: physicalNameOf(about) }));
    return named.map(({ about, physical }, index) => ({
      about,
      ask: () => {
        // Reported once for each that comes after the first.
        const first = named.slice(0, index).find((other) => other.physical?.identity === physical?.identity);
        return findingIf(
          physical !== undefined && first !== undefined,
          `Name::${physical?.name}`,
          `${about.name} (${about.type}) has the name ${physical?.name} of ${first?.about.name}, and AWS takes both for one resource; give it a name of its own.`,
        );
      },
    }));
  },
};

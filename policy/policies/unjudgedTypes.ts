import type { Finding, StackPolicy } from "../policy";
import { knownCloudFormationTypes } from "../reading/cloudFormation";
import { groupBy } from "../stack/groupBy";
import { counted } from "../text";

/** Reports AWS types that the pack does not check. */
export const unjudgedTypes: StackPolicy = {
  name: "unjudged-types",
  description:
    "The pack has rules for every AWS type that a program declares through Cloud Control or the AWS Native package.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 CA-7"],
  remediation: "Declare the resource with the AWS package if it has the type, or review it manually.",
  stackRules: [
    ({ resources }) => {
      const byType = groupBy(resources, ({ type }) =>
        type.startsWith("AWS::") && !knownCloudFormationTypes.has(type) ? type : undefined,
      );
      return [...byType.values()].flatMap((ofType) =>
        ofType.slice(0, 1).map((about) => ({ about, find: () => [findingOn(about, ofType.length)] })),
      );
    },
  ],
};

function findingOn({ type, name }: { readonly type: string; readonly name: string }, count: number): Finding {
  const verb = count === 1 ? "is" : "are";
  return {
    subject: `Type::${type}`,
    message: `${counted(count, "resource")} of the type ${type}, such as ${name}, ${verb} checked only for the policy documents inside: the pack has no rule for the type. Declare it with the AWS package, or review it manually.`,
  };
}

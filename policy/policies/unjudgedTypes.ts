import type { StackPolicy } from "../policy";
import { knownCloudFormationTypes } from "../reading/cloudFormation";
import { groupBy } from "../stack/groupBy";
import { counted } from "../text";

/** Nothing passes for judged that is not. */
export const unjudgedTypes: StackPolicy = {
  name: "unjudged-types",
  description:
    "Every AWS type that a program declares through Cloud Control or the AWS Native package is one that the pack reads.",
  severity: "low",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 CA-7"],
  remediation: "Declare the resource by the AWS package where it has the type, or review it by hand.",
  stackRules: [
    ({ resources }) => {
      const byType = groupBy(resources, ({ type }) =>
        type.startsWith("AWS::") && !knownCloudFormationTypes.has(type) ? type : undefined,
      );
      return [...byType.values()].flatMap((ofType) =>
        ofType.slice(0, 1).map((about) => ({
          about,
          find: () => [
            {
              subject: `Type::${about.type}`,
              message: `${counted(ofType.length, "resource")} of the type ${about.type}, such as ${about.name}, ${ofType.length === 1 ? "is" : "are"} judged by the documents inside alone: the pack has no rule for the type. Declare it by the AWS package, or review it by hand.`,
            },
          ],
        })),
      );
    },
  ],
};

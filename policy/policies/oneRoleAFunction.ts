import { findingIf, type JudgedResource, type StackPolicy } from "../policy";
import { functionType, inOrder, ofType, resourceNamed } from "../stack/references";

/** What one function may do, no other may by accident. */
export const oneRoleAFunction: StackPolicy = {
  name: "one-role-a-function",
  description: "Every function has an execution role of its own.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-6", "NIST 800-53 AC-5"],
  remediation: "Make a role for each function, with the grants that this function needs.",
  stackQuestions: (resources) => {
    const functions = inOrder(ofType(resources, functionType));
    const roles = ofType(resources, "aws:iam/role:Role");
    return functions.map((about, index) => ({
      about,
      ask: () => {
        const role = roleOf(about, roles);
        // Said once of each that comes after the first.
        const first = functions.slice(0, index).find((other) => roleOf(other, roles) === role);
        return findingIf(
          first !== undefined,
          `Role::${role}`,
          `The function ${about.name} runs under the role ${role} of ${first?.name}; give it a role of its own.`,
        );
      },
    }));
  },
};

/** The role's name in the program where it is of this stack, else its ARN. */
function roleOf(about: JudgedResource, roles: readonly JudgedResource[]): string {
  return resourceNamed(roles, about, "role", () => about.props.role, ["arn"])?.name ?? String(about.props.role);
}

import type { JudgedResource } from "../judgedResource";
import { findingIf, type StackPolicy } from "../policy";
import { firstBy } from "../stack/firstBy";
import type { JudgedStack } from "../stack/judgedStack";
import { knownValue } from "../unknownValue";

/** Requires a separate role for each function, so no function has another's permissions. */
export const oneRoleAFunction: StackPolicy = {
  name: "one-role-a-function",
  description: "Every function has its own execution role.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-6", "NIST 800-53 AC-5"],
  remediation: "Create a role for each function, with the grants that it needs.",
  stackRules: [
    (stack) => {
      const functions = stack.ofType("aws:lambda/function:Function");
      const first = firstBy(functions, (one) => knownValue(() => roleOf(one, stack)));
      return functions.map((about) => ({
        about,
        find: () => {
          const role = roleOf(about, stack);
          const other = first(about);
          return findingIf(
            other !== undefined,
            `Role::${role}`,
            `The function ${about.name} uses the role ${role} of ${other?.name}; give it its own role.`,
          );
        },
      }));
    },
  ],
};

/** The role's name in the program if it is in this stack, else its ARN. */
function roleOf(about: JudgedResource<{ readonly role?: string }>, stack: JudgedStack): string {
  const read = () => about.props.role;
  return stack.named("aws:iam/role:Role", about, "role", read, ["arn"])?.name ?? String(read());
}

import { unknownName } from "../../components/configuration/problem";
import { PersonError } from "../../components/personError";
import type { DeclaredIntegration } from "../../sandbox/integration";
import type { StackSandbox } from "../../sandbox/stackSandbox";

/**
 * The integrations of a stack, or the one that is named.
 * @throws PersonError where there are none, or none of that name
 */
export function chooseIntegrations(stack: StackSandbox, key: string | undefined): readonly DeclaredIntegration[] {
  if (key === undefined) {
    if (stack.integrations.length === 0) {
      throw new PersonError(
        "The stack has no vendors. Add one: pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit",
      );
    }
    return stack.integrations;
  }
  const found = stack.integrations.filter((integration) => integration.key === key);
  if (found.length === 0) {
    const known = stack.integrations.map((integration) => integration.key);
    throw new PersonError(`--vendor ${unknownName("--vendor", "vendor of the stack", key, known).message}.`);
  }
  return found;
}

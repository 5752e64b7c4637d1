import type { JudgedResource } from "../judgedResource";
import { findingIf, type ResourcePolicy } from "../policy";
import { isOfType, type TypedResource } from "../reading/properties";
import { onEach, onType } from "../rules";
import { secretIn } from "../secrets/secretIn";
import { secretsInCode } from "../secrets/secretsInCode";
import { knownValue, unwatched } from "../unknownValue";

const functionType = "aws:lambda/function:Function";

/** Forbids secrets in a function's configuration and in its archive. */
export const functionSecrets: ResourcePolicy = {
  name: "function-secrets",
  description: "A function's environment, and the code that the program gives it, contain no secret.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 IA-5(7)"],
  remediation: "Keep the secret in Secrets Manager, give the function its ARN, and rotate the exposed secret.",
  rules: [
    onEach(variablesOf, ({ variable, read }, { name }) => {
      const value = read();
      const kind = ["string", "number"].includes(typeof value) ? secretIn(variable, String(value)) : undefined;
      return findingIf(
        kind !== undefined,
        `Environment::${variable}`,
        `The function ${name} holds ${kind} in the environment variable ${variable}; give it the ARN of a Secrets Manager secret.`,
      );
    }),
    onType(functionType, async ({ name, props }) => {
      const { secrets } = await secretsInCode(unwatched(props.code));
      return secrets.map(({ path, kind }) => ({
        subject: `Code::${path}`,
        message: `The code of the function ${name} holds ${kind} (${path}); read it from Secrets Manager when the function starts.`,
      }));
    }),
  ],
};

/** The variables of a function; while their names are unknown, a single variable that throws the engine's error when it is read. */
function variablesOf(resource: JudgedResource): readonly { readonly variable: string; readonly read: () => unknown }[] {
  if (!isOfType(resource, functionType)) {
    return [];
  }
  const variables = () => variablesIn(resource);
  const names = knownValue(() => Object.keys(variables())) ?? [""];
  return names.map((variable) => ({ variable, read: () => variables()[variable] }));
}

function variablesIn({ props }: TypedResource<typeof functionType>): Readonly<Record<string, unknown>> {
  return props.environment?.variables ?? {};
}

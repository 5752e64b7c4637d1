import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./location";

/** Makes options that check a resource before a change, also at a preview; an error refuses the change. `name` must be unique in the program. */
export function checkBefore(
  moment: "beforeCreate" | "beforeUpdate",
  name: string,
  check: pulumi.ResourceHookFunction,
): Pick<pulumi.CustomResourceOptions, "hooks"> {
  // The SDK's mocks preview and update nothing, and their monitor does not support hooks.
  return typeof pulumi.runtime.getMonitor()?.registerResourceHook === "function"
    ? { hooks: { [moment]: [new pulumi.ResourceHook(`partner-audit:${name}`, check, { onDryRun: true })] } }
    : {};
}

/** Reads a value that a hook received; undefined if it is not known yet. The engine passes a secret as an Output. */
export async function knownValue(value: pulumi.Input<unknown>): Promise<unknown> {
  let known: unknown;
  const output: pulumi.Output<unknown> = pulumi.output(value);
  const read = output.apply((plain) => {
    known = plain;
  });
  // An Output that is not known never calls back, but its secretness always resolves.
  await pulumi.isSecret(read);
  return known;
}

/**
 * Makes options that refuse, at a preview, a resource that a transform moves to another Region than its provider's: the policies and redrives
 * contain ARNs of the provider's Region.
 */
export function refuseOtherRegions(name: string, location: Location): Pick<pulumi.CustomResourceOptions, "hooks"> {
  return checkBefore("beforeCreate", `region:${name}`, async ({ name: resource, newInputs }) => {
    const expected = await knownValue(location.region);
    const region = await knownValue(newInputs?.region);
    if (typeof region === "string" && typeof expected === "string" && region !== expected) {
      throw new Error(
        `${resource} would be in the Region ${region}, but its provider is for ${expected}, and so are the ARNs in its policies. ` +
          `Remove region from the transform, and give the component its own provider: ` +
          `{ provider: new aws.Provider("${region}", { region: "${region}" }) }`,
      );
    }
  });
}

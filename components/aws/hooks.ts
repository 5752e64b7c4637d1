import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./location";

/** Makes options that check a resource before a change, at a preview too; an error refuses the change. `name` is unique in the program. */
export function checkBefore(
  moment: "beforeCreate" | "beforeUpdate",
  name: string,
  check: pulumi.ResourceHookFunction,
): Pick<pulumi.CustomResourceOptions, "hooks"> {
  // Under the SDK's mocks nothing is previewed or updated, and the monitor takes no hooks.
  return typeof pulumi.runtime.getMonitor()?.registerResourceHook === "function"
    ? { hooks: { [moment]: [new pulumi.ResourceHook(`partner-audit:${name}`, check, { onDryRun: true })] } }
    : {};
}

/** A value that a hook was given; undefined where it is not known yet. The engine passes a secret as an output. */
export async function knownValue(value: pulumi.Input<unknown>): Promise<unknown> {
  let known: unknown;
  const output: pulumi.Output<unknown> = pulumi.output(value);
  const read = output.apply((plain) => {
    known = plain;
  });
  // An output that is not known never calls back, but always says whether it is secret.
  await pulumi.isSecret(read);
  return known;
}

/**
 * Makes options that refuse, at a preview, a resource which a transform puts into another Region than its provider's: the policies and
 * redrives have ARNs of the provider's Region.
 */
export function refuseOtherRegions(name: string, location: Location): Pick<pulumi.CustomResourceOptions, "hooks"> {
  return checkBefore("beforeCreate", `region:${name}`, async ({ name: resource, newInputs }) => {
    const expected = await knownValue(location.region);
    const region = await knownValue(newInputs?.region);
    if (typeof region === "string" && typeof expected === "string" && region !== expected) {
      throw new Error(
        `${resource} would be in the Region ${region}, but its provider is for ${expected}, and so are the ARNs in its policies. ` +
          `Take region out of the transform, and give the component a provider of its own: ` +
          `{ provider: new aws.Provider("${region}", { region: "${region}" }) }`,
      );
    }
  });
}

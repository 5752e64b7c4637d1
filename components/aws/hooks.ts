import * as pulumi from "@pulumi/pulumi";

/**
 * Makes options that call back before something is done to a resource, at a preview too; an error refuses it there.
 * @param name unique within the program
 */
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

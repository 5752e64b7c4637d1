import type * as pulumi from "@pulumi/pulumi";
import { checkBefore, knownValue } from "./hooks";
import type { Location } from "./location";

/**
 * Makes options that refuse a resource which a transform puts into another Region than its provider's, at a preview already. The program
 * makes ARNs of the provider's Region before the resources exist, so policies and redrives would name resources that are not there.
 * @param name the integration's key
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

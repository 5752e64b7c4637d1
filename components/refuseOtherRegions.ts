import * as pulumi from "@pulumi/pulumi";
import type { Location } from "./names";
import { PersonError } from "./personError";

/** A resource that knows its Region. */
interface RegionalResource extends pulumi.Resource {
  readonly region: pulumi.Output<string>;
}

/**
 * Refuses resources that a transform put into another Region than their provider's. The program makes ARNs of the provider's Region before
 * the resources exist, so policies and redrives would name resources that are not there. At a preview a Region is checked where it is known.
 */
export function refuseOtherRegions({ region: expected }: Location, resources: readonly RegionalResource[]): void {
  for (const { region, urn } of resources) {
    pulumi.all([region, expected, urn]).apply(([actual, wanted, name]) => {
      if (actual !== undefined && actual !== wanted) {
        throw new PersonError(
          `${name} is in the Region ${actual}, but its provider is for ${wanted}, and its integration's ARNs are of ${wanted}. Take \`region\` out of the transform and give the component a provider of its own: { provider: new aws.Provider("${actual}", { region: "${actual}" }) }`,
        );
      }
    });
  }
}

import type { PlantedProgram } from "./planted";
import { ofResources } from "./resources";
import { ofStack, refusedByAws, waiverConfiguration } from "./stack";

/** The planted violations, together in few programs. */
export const plantedPrograms: readonly PlantedProgram[] = [
  { name: "resources", planted: ofResources, configuration: {} },
  { name: "stack", planted: ofStack, configuration: waiverConfiguration },
  { name: "refused by AWS", planted: refusedByAws, configuration: {} },
];

/** Declares everything of a program. */
export function declarePlanted({ planted }: PlantedProgram): void {
  for (const { declare } of planted) {
    declare();
  }
}

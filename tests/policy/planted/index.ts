import { channels } from "./channels";
import { delivered } from "./delivered";
import { encrypted } from "./encrypted";
import { granted } from "./granted";
import { kept } from "./kept";
import { names } from "./names";
import type { PlantedProgram } from "./planted";
import { related } from "./related";
import { shared } from "./shared";
import { waiverConfiguration, waivers } from "./waivers";

/** The planted violations, together in few programs. */
export const plantedPrograms: readonly PlantedProgram[] = [
  {
    name: "resources",
    planted: [...kept, ...granted, ...shared, ...encrypted, ...delivered],
    configuration: {
      retention: { archiveCeilingDays: 365 },
      "event-data-store": { requireCustomerManagedKey: true },
      "function-runtimes": { noticeDays: 20_000, furtherRuntimes: ["nodejs24.x"] },
    },
  },
  { name: "stack", planted: [...related, ...waivers], configuration: waiverConfiguration },
  { name: "channels", planted: channels, configuration: {} },
  { name: "names", planted: names, configuration: {} },
];

/** Declares everything of a program. */
export function declarePlanted({ planted }: PlantedProgram): void {
  for (const { declare } of planted) {
    declare?.();
  }
}

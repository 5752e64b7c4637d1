import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { EngineStack } from "./engine";

/** The engine's events in an operation with a policy pack, in order. */
export interface PackRun {
  readonly failed: boolean;
  readonly events: readonly EngineEvent[];
}

/** Previews a stack, or updates it without a preview, with a policy pack and its configuration. */
export async function runWithPack(
  { stack, folder }: EngineStack,
  operation: "preview" | "up",
  configuration: object,
  pack = join(__dirname, "..", "..", "policy"),
): Promise<PackRun> {
  const file = join(folder, "pack.json");
  writeFileSync(file, JSON.stringify(configuration));
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent) => events.push(event);
  const options = { policyPacks: [pack], policyPackConfigs: [file], onEvent };
  const failed = await (operation === "preview" ? stack.preview(options) : stack.up(options)).then(
    () => false,
    () => true,
  );
  return { failed, events };
}

/**
 * Returns each verdict as `level policy: finding`; the engine puts the policy's description before the finding, on a
 * separate line.
 */
export function verdictsOf({ events }: PackRun): readonly string[] {
  return events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) {
      return [];
    }
    const [first = "", second = ""] = policyEvent.message.split("\n");
    const finding = second === "" ? first : second;
    return [`${policyEvent.enforcementLevel} ${policyEvent.policyName}: ${finding}`];
  });
}

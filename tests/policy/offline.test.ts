import { everyPolicy } from "../../policy/everyPolicy";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { PackConfiguration } from "../../policy/settings";
import { declareProgram } from "../../sandbox/program/program";
import { stackOf } from "../support/declare";
import { foreignSnippets } from "./foreign";
import { declarePlanted, plantedPrograms } from "./planted/stack";

const shown = ({ policy, resource, subject }: Record<"policy" | "resource" | "subject", string>) =>
  `${policy} ${resource} ${subject}`;

/** Returns the pack's findings on a program's resources. */
async function findingsOn(declare: () => void, configuration?: PackConfiguration): Promise<readonly string[]> {
  const { resources } = await declareProgram(stackOf({}), () => {
    declare();
    return {};
  });
  expect(resources.length).toBeGreaterThan(0);
  const { verdicts, waived, unknown } = await judge(policies, resources, configuration && { configuration });
  expect({ waived, unknown }).toEqual({ waived: [], unknown: [] });
  return verdicts.map(shown).sort();
}

describe("the pack", () => {
  it.each(Object.entries(foreignSnippets))("finds nothing in a correct independent program: %s", async (_, declare) => {
    expect(await findingsOn(declare)).toEqual([]);
  });

  it.each(plantedPrograms)("finds all planted violations and nothing else: $name", async (program) => {
    const findings = await findingsOn(() => declarePlanted(program), program.configuration);
    expect(findings).toEqual(program.planted.map(shown).sort());
  });
});

test("every policy has a planted violation", () => {
  const planted = plantedPrograms.flatMap((program) => program.planted.map(({ policy }) => policy));
  // A waived finding is no violation; the engine shows it. No provider of the tests has types that the pack does not know.
  const shownElsewhere = ["waived-findings", "unjudged-types"];
  const names = everyPolicy()
    .map(({ name }) => name)
    .filter((name) => !shownElsewhere.includes(name));
  expect([...new Set(planted)].sort()).toEqual(names.sort());
});

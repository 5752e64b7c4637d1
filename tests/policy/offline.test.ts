import { everyPolicy } from "../../policy/everyPolicy";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { PackConfiguration } from "../../policy/settings";
import { declareProgram } from "../../sandbox/program";
import { stackOf } from "../support/declare";
import { foreignSnippets } from "./foreign";
import { declarePlanted, plantedPrograms } from "./planted/stack";

const shown = ({ policy, resource, subject }: Record<"policy" | "resource" | "subject", string>) =>
  `${policy} ${resource} ${subject}`;

/** The pack's findings on what a program declares. */
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
  it.each(Object.entries(foreignSnippets))("finds nothing in a correct program of others: %s", async (_, declare) => {
    expect(await findingsOn(declare)).toEqual([]);
  });

  it.each(plantedPrograms)("finds all planted violations and nothing else: $name", async (program) => {
    const findings = await findingsOn(() => declarePlanted(program), program.configuration);
    expect(findings).toEqual(program.planted.map(shown).sort());
  });
});

test("a violation of every policy is planted", () => {
  const planted = plantedPrograms.flatMap((program) => program.planted.map(({ policy }) => policy));
  // What is waived is no violation: it is shown at the engine. Types that the pack does not know, no provider of the tests has.
  const shownElsewhere = ["waived-findings", "unjudged-types"];
  const names = everyPolicy()
    .map(({ name }) => name)
    .filter((name) => !shownElsewhere.includes(name));
  expect([...new Set(planted)].sort()).toEqual(names.sort());
});

import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { waiverPolicies } from "../../policy/waiverPolicies";
import { WaiverBook } from "../../policy/waivers";
import { declareProgram } from "../../sandbox/program";
import { stackOf } from "../support/declare";
import { declarePlanted, plantedPrograms } from "./planted";

const shown = ({ policy, resource, subject }: Record<"policy" | "resource" | "subject", string>) =>
  `${policy} ${resource} ${subject}`;

describe("planted violations", () => {
  it.each(plantedPrograms)("are found offline, all of them and nothing else: $name", async (program) => {
    const { resources } = await declareProgram(stackOf({}), () => {
      declarePlanted(program);
      return {};
    });
    const { verdicts, unknown } = await judge(policies, resources, { configuration: program.configuration });
    expect(verdicts.map(shown).sort()).toEqual(program.planted.map(shown).sort());
    expect(unknown).toEqual([]);
  });

  it("are of every policy", () => {
    const planted = plantedPrograms.flatMap((program) => program.planted.map(({ policy }) => policy));
    const names = [...policies, ...waiverPolicies(new WaiverBook(""))].map(({ name }) => name);
    expect([...new Set(planted)].sort()).toEqual(names.sort());
  });
});

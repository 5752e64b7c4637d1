import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { waiverPolicies } from "../../policy/waiverPolicies";
import { WaiverBook } from "../../policy/waivers";
import { declareProgram } from "../../sandbox/program";
import { stackOf } from "../support/declare";
import { declarePlanted, plantedPrograms } from "./planted";

const declare = (program: (typeof plantedPrograms)[number]) =>
  declareProgram(stackOf({}), () => {
    declarePlanted(program);
    return {};
  });

describe("planted violations", () => {
  it.each(plantedPrograms)("are found offline, all of them and nothing else: $name", async (program) => {
    const { resources } = await declare(program);
    const { verdicts, unknown } = await judge(policies, resources, { configuration: program.configuration });
    const expected = program.planted.map(({ policy, resource, subject }) => `${policy} ${resource} ${subject}`);
    expect(verdicts.map(({ policy, resource, subject }) => `${policy} ${resource} ${subject}`).sort()).toEqual(
      expected.sort(),
    );
    expect(unknown).toEqual([]);
  });

  it("are at least 60, and three of every policy", () => {
    const planted = plantedPrograms.flatMap((program) => program.planted);
    expect(planted.length).toBeGreaterThanOrEqual(60);
    for (const { name } of [...policies, ...waiverPolicies(new WaiverBook(""))]) {
      const count = planted.filter(({ policy }) => policy === name).length;
      expect({ name, enough: count >= 3 }).toEqual({ name, enough: true });
    }
  });
});

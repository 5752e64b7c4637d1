import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { declareProgram } from "../../sandbox/program";
import { stackOf } from "../support/declare";
import { foreignSnippets } from "./foreign";

describe("the pack finds nothing in correct programs of others", () => {
  it.each(Object.entries(foreignSnippets))("%s", async (_, declare) => {
    const { resources } = await declareProgram(stackOf({}), () => {
      declare();
      return {};
    });
    expect(resources.length).toBeGreaterThan(0);
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
  });
});

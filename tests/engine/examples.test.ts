import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { createEngineStack, describeEngine } from "../support/engine";
import { createForeignProject } from "../support/foreignProject";

const examples = join(__dirname, "..", "..", "examples");

/** What a preview of a program would do, by the kind of step. */
async function previewOf(program: PulumiFn): Promise<unknown> {
  const engine = await createEngineStack("dev", program);
  try {
    return (await engine.stack.preview()).changeSummary;
  } finally {
    engine.remove();
  }
}

describeEngine("the examples on the real engine", () => {
  it.each([
    ["bringYourOwnStore", 38],
    ["cloudWatchOnly", 20],
    ["directPartner", 5],
    ["manyVendors", 80],
    ["oneVendor", 21],
  ])("previews %s as %i creations alone", async (example, create) => {
    expect(await previewOf(async () => require(join(examples, example, "index.ts")))).toEqual({ create });
  });

  it("previews foreignProgram, which has this project as a package", async () => {
    const project = createForeignProject();
    try {
      expect(project.compile()).toBe("");
      expect(await previewOf(async () => require(join(project.folder, "out", "index.js")))).toEqual({ create: 21 });
    } finally {
      project.remove();
    }
  });

  it("leaves none out", () => {
    expect(readdirSync(examples)).toHaveLength(6);
  });
});

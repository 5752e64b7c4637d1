import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { foreignSnippets } from "../policy/foreign";
import { checkout, describeEngine, useEngine } from "../support/engine";
import { keptPack, runWithPack, verdictsOf } from "../support/packRun";

/**
 * A copy of the pack outside of this project, with the packages that its own package.json names, as a published one has them; npm puts
 * @pulumi/pulumi, which @pulumi/policy depends on and which starts packs, beside these.
 */
function copyOfPack(folder: string): string {
  const pack = join(folder, "a pack of policies");
  cpSync(join(checkout, "policy"), pack, { recursive: true });
  rmSync(join(pack, "node_modules"), { recursive: true, force: true });
  const { dependencies } = require(join(pack, "package.json"));
  for (const name of [...Object.keys(dependencies), "@pulumi/pulumi"]) {
    mkdirSync(join(pack, "node_modules", name, ".."), { recursive: true });
    symlinkSync(join(checkout, "node_modules", name), join(pack, "node_modules", name));
  }
  return pack;
}

const foreignProgram = async () => {
  for (const declare of Object.values(foreignSnippets)) {
    declare();
  }
};

describeEngine("the pack, copied out of this project, on a program that is not ours", () => {
  const engine = useEngine(undefined, "abroad", foreignProgram);

  it("finds nothing at a first preview, at an up and after it, and says nothing of what is not known yet", async () => {
    const pack = copyOfPack(engine().folder);
    for (const operation of ["preview", "up", "preview"] as const) {
      const run = await runWithPack(engine(), operation, {}, pack);
      expect({ failed: run.failed, verdicts: verdictsOf(run) }).toEqual({ failed: false, verdicts: [] });
    }
  });
});

describeEngine("the pack on a stack with a tag", () => {
  const engine = useEngine(
    ({ stack }) => stack.setTag("environment", "prod"),
    "tagged",
    async () => {
      new aws.cloudwatch.LogGroup("log", { retentionInDays: 90 });
    },
    keptPack,
  );

  it("takes the bounds that are set for it", async () => {
    const configuration = { retention: { perTagValue: { prod: { logGroupFloorDays: 365 } } } };
    expect(verdictsOf(await runWithPack(engine(), "preview", configuration))).toEqual([
      "mandatory retention: The log group log keeps events for 90 days (retentionInDays is 90); set it to 365 days or more.",
    ]);
  });
});

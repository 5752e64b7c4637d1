import * as aws from "@pulumi/aws";
import { foreignSnippets } from "../policy/foreign";
import { describeEngine, useEngine } from "../support/engine";
import { installPolicyPack } from "../support/packedPackage";
import { runWithPack, verdictsOf } from "../support/packRun";

const foreignProgram = async () => {
  for (const declare of Object.values(foreignSnippets)) {
    declare();
  }
};

describeEngine("the pack as a package, on a program that is not ours", () => {
  const engine = useEngine(undefined, "abroad", foreignProgram);

  it("finds nothing at a first preview, at an up and after it, and says nothing of what is not known yet", async () => {
    const pack = installPolicyPack(engine().folder);
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
  );

  it("takes the bounds that are set for it", async () => {
    const configuration = { retention: { perTagValue: { prod: { logGroupFloorDays: 365 } } } };
    expect(verdictsOf(await runWithPack(engine(), "preview", configuration))).toEqual([
      "mandatory retention: The log group log keeps events for 90 days (retentionInDays is 90); set it to 365 days or more.",
    ]);
  });
});

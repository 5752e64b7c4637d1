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

describeEngine("the pack as a package, on an independent program", () => {
  const engine = useEngine(undefined, "abroad", foreignProgram);

  it("reports nothing in a first preview, in an up or afterwards, also for unknown values", async () => {
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

  it("uses the configured limits", async () => {
    const configuration = { retention: { perTagValue: { prod: { logGroupFloorDays: 365 } } } };
    expect(verdictsOf(await runWithPack(engine(), "preview", configuration))).toEqual([
      "mandatory retention: The log group log keeps events for 90 days (retentionInDays is 90); set it to 365 days or more.",
    ]);
  });
});

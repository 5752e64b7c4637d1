import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, createEngineStack, describeEngine, type EngineStack } from "../support/engine";

describeEngine("the stack's own key for its topics", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
    await engine.set("alarms", { encrypt: true });
  });
  afterAll(() => engine?.remove());

  const vendors = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "cloudwatch-logs" } };

  it("encrypts the topic of alarms, and a second time there is nothing to do", async () => {
    expect(await engine.up(vendors)).toEqual(expect.arrayContaining(["create topic-key", "create alarm-topic"]));
    const { resources } = engine.cloud();
    const [topic, key] = ["alarm-topic", "topic-key"].map((name) =>
      resources.find(({ logicalName }) => logicalName === name),
    );
    expect(topic?.inputs.kmsMasterKeyId).toBe(key?.outputs.arn);
    expect(await engine.up(vendors)).toEqual([]);
  });

  it("is protected: its deletion is refused", async () => {
    await engine.set("alarms", {});
    await expect(engine.stack.preview()).rejects.toThrow(/::topic-key"[\s\S]*protect/);
  });

  it("is deleted once pulumi state unprotect was run for it, as SECURITY.md says", async () => {
    const { workspace } = engine.stack;
    const urn = "urn:pulumi:dev::partner-audit::aws:kms/key:Key::topic-key";
    const command = ["state", "unprotect", urn];
    expect(readFileSync(join(checkout, "SECURITY.md"), "utf8")).toContain(`pulumi ${command.join(" ")}`);
    execFileSync("pulumi", [...command, "--yes", "--stack", engine.stack.name], {
      cwd: workspace.workDir,
      env: { ...process.env, ...workspace.envVars },
      stdio: "pipe",
    });
    expect(await engine.up(vendors)).toEqual(expect.arrayContaining(["delete topic-key"]));
    expect(engine.cloud().resources.map(({ logicalName }) => logicalName)).not.toContain("topic-key");
  });
});

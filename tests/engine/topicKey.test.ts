import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout, describeEngine, useEngine } from "../support/engine";

describeEngine("alarms with the stack's own key for their topic", () => {
  const engine = useEngine();
  const vendors = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "cloudwatch-logs" } };

  it("are added to an existing stack with creations only, and a second update changes nothing", async () => {
    await engine().up(vendors);
    await engine().set("alarms", { encrypt: true });
    const done = await engine().up(vendors);
    expect(done.filter((operation) => !operation.startsWith("create "))).toEqual([]);
    expect(done).toHaveLength(15);
    expect(done).toEqual(
      expect.arrayContaining(
        ["topic-key", "alarm-topic", "dashboard", "okta/silence-alarm"].map((name) => `create ${name}`),
      ),
    );
    const [topic, key] = ["alarm-topic", "topic-key"].map((name) => engine().resource(name));
    expect(topic?.inputs.kmsMasterKeyId).toBe(key?.outputs.arn);
    expect(await engine().up(vendors)).toEqual([]);
  });

  it("keep their key, which is protected: its deletion is refused", async () => {
    await engine().set("alarms", {});
    await expect(engine().stack.preview()).rejects.toThrow(/::topic-key"[\s\S]*protect/);
  });

  it("lose it after pulumi state unprotect, as described in SECURITY.md", async () => {
    const { workspace, name } = engine().stack;
    const urn = "urn:pulumi:dev::partner-audit::aws:kms/key:Key::topic-key";
    const command = ["state", "unprotect", urn];
    expect(readFileSync(join(checkout, "SECURITY.md"), "utf8")).toContain(`pulumi ${command.join(" ")}`);
    execFileSync("pulumi", [...command, "--yes", "--stack", name], {
      cwd: workspace.workDir,
      env: { ...process.env, ...workspace.envVars },
      stdio: "pipe",
    });
    expect(await engine().up(vendors)).toContain("delete topic-key");
    expect(engine().resource("topic-key")).toBeUndefined();
  });
});

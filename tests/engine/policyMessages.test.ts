import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkout, describeEngine, useEngine } from "../support/engine";
import { type PackRun, runWithPack, verdictsOf } from "../support/packRun";

/** A queue with messages that may be lost, and its dead-letter queue, whose ARN is unknown in a first preview. */
const program = async () => {
  const letters = new aws.sqs.Queue("letters", { messageRetentionSeconds: 14 * 86_400 });
  new aws.sqs.Queue("orders", {
    messageRetentionSeconds: 60,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: letters.arn, maxReceiveCount: 100 }),
  });
  new aws.sqs.Queue("alone", {});
};

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const expires = inDays(30);
const answered = { owner: "Team Orders", reason: "Orders are placed again.", expires };
const kept = "The queue orders keeps messages for 1 minute (messageRetentionSeconds is 60); set it to 4 days or more.";
const alone =
  "The queue alone has no dead-letter queue (redrivePolicy names none); a message that fails is retried until it expires and is then lost.";
const waivers = {
  retention: { waivers: [{ finding: "messageRetentionSeconds::60", resource: "orders", ...answered }] },
  "dead-letter-queues": { waivers: [{ resource: "alone", ...answered }] },
};

/** The last line that the engine prints for each finding of a policy. */
function lastLines({ events }: PackRun, policy: string): readonly string[] {
  return events.flatMap(({ policyEvent }) =>
    policyEvent?.policyName === policy ? [policyEvent.message.trimEnd().split("\n").at(-1) ?? ""] : [],
  );
}

describeEngine("the engine, with the policy pack,", () => {
  const engine = useEngine(undefined, "dev", program);

  it("prints the subject of a finding, in a waiver for the user to complete", async () => {
    const run = await runWithPack(engine(), "preview", {});
    const [line = ""] = lastLines(run, "retention");
    expect(line).toMatch(/^Waiver: \{/);
    const printed = JSON.parse(line.slice("Waiver: ".length));
    expect(printed).toEqual({
      finding: "messageRetentionSeconds::60",
      resource: "orders",
      owner: "",
      reason: "",
      expires: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
    const completed = { ...printed, owner: answered.owner, reason: answered.reason };
    const configuration = { ...waivers, retention: { waivers: [completed] } };
    expect((await runWithPack(engine(), "preview", configuration)).failed).toBe(false);
  });

  it("shows waived findings as advice, with owner, reason and last day, even while values are unknown", async () => {
    const run = await runWithPack(engine(), "preview", waivers);
    const waived = `Waived until ${expires} by Team Orders (Orders are placed again.)`;
    expect({ failed: run.failed, verdicts: [...verdictsOf(run)].sort() }).toEqual({
      failed: false,
      verdicts: [
        `advisory waived-findings: ${waived}, from dead-letter-queues: ${alone}`,
        `advisory waived-findings: ${waived}, from retention: ${kept}`,
      ],
    });
    expect(lastLines(run, "waived-findings").filter((line) => line.startsWith("Waiver:"))).toEqual([]);
  });

  it("reports waivers that match nothing, have ended, last too long or have no owner", async () => {
    const unused = { finding: "messageRetentionSeconds::61", resource: "orders", ...answered };
    const ended = { finding: "messageRetentionSeconds::60", ...answered, expires: inDays(-1) };
    const long = { finding: "messageRetentionSeconds::60", resource: "orders", ...answered, expires: inDays(400) };
    const { owner: _, ...ownerless } = { resource: "alone", ...answered };
    const run = await runWithPack(engine(), "preview", {
      retention: { waivers: [unused, ended, long] },
      "dead-letter-queues": { waivers: [ownerless] },
    });
    expect(run.failed).toBe(true);
    expect(lastLines(run, "unused-waivers")).toEqual([expect.stringMatching(/ matches nothing; remove it\.$/)]);
    expect([...lastLines(run, "waivers")].sort()).toEqual([
      expect.stringMatching(/^The waiver of alone .* names no owner \(/),
      expect.stringMatching(/^The waiver of messageRetentionSeconds::60 from .* expired on /),
      expect.stringMatching(/^The waiver of messageRetentionSeconds::60 of orders .* more than 366 days from today /),
    ]);
  });

  it("refuses a misspelt setting, and a floor above its ceiling", async () => {
    const run = await runWithPack(engine(), "preview", {
      ...waivers,
      retention: { ...waivers.retention, queueFlorDays: 1, archiveFloorDays: 30, archiveCeilingDays: 7 },
    });
    expect(run.failed).toBe(true);
    expect([...lastLines(run, "pack-configuration")].sort()).toEqual([
      expect.stringMatching(
        /^The pack's configuration sets archiveFloorDays of retention to 30 and archiveCeilingDays to 7/,
      ),
      expect.stringMatching(/^The pack's configuration sets queueFlorDays of retention, which has no such setting/),
    ]);
  });

  it("checks the deployed resources with `pulumi policy analyze`, without the program and without unknown values", async () => {
    await engine().up();
    const { workspace } = engine().stack;
    const words = ["policy", "analyze", "--stack", "dev", "--policy-pack", join(checkout, "policy"), "--json"];
    const env = { ...process.env, ...workspace.envVars };
    const { status, stdout } = spawnSync("pulumi", words, { cwd: engine().folder, env, encoding: "utf8" });
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(status).toBe(1);
    expect([...verdictsOf({ failed: true, events })].sort()).toEqual([
      `mandatory dead-letter-queues: ${alone}`,
      `mandatory retention: ${kept}`,
    ]);
  });
});

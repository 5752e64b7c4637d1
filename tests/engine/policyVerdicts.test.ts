import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { judge, type Verdict } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { PackConfiguration } from "../../policy/settings";
import { declareProgram } from "../../sandbox/program";
import type { Planted } from "../policy/planted/planted";
import { declarePlanted, plantedPrograms } from "../policy/planted/stack";
import { stackOf } from "../support/declare";
import { checkout, createEngineStack, describeEngine, type EngineStack } from "../support/engine";
import { type PackRun, runWithPack, verdictsOf } from "../support/packRun";

const page = join(checkout, "docs", "policy-verdicts.md");

describeEngine("planted violations on the real engine", () => {
  const engines: EngineStack[] = [];
  afterAll(() => {
    for (const engine of engines) {
      engine.remove();
    }
  });
  const createEngine = async (program: PulumiFn) => {
    const engine = await createEngineStack("planted", program);
    engines.push(engine);
    return engine;
  };

  it("are found as in docs/policy-verdicts.md, with the messages of npm run policy, and nothing else is found", async () => {
    const rows: string[] = [];
    for (const program of plantedPrograms) {
      const { name, planted, configuration } = program;
      const { resources } = await declareProgram(stackOf({}, "planted"), () => {
        declarePlanted(program);
        return {};
      });
      const { verdicts } = await judge(policies, resources, { configuration });
      const engine = await createEngine(async () => declarePlanted(program));
      const preview = await runWithPack(engine, "preview", configuration);
      // A refused resource ends an up. With all verdicts as advice, the run shows that every resource is checked before it is created.
      const isAdvice = name === "resources";
      const up = await runWithPack(engine, "up", isAdvice ? allAdvisory(configuration) : configuration);
      expect([name, preview.failed, up.failed]).toEqual([name, true, !isAdvice]);
      expect(verdicts.map(textOf)).toEqual(expect.arrayContaining([...verdictsOf(preview)]));
      for (const one of planted) {
        const verdict = verdicts.find(
          ({ policy, resource, subject }) =>
            policy === one.policy && resource === one.resource && subject === one.subject,
        );
        if (verdict === undefined) {
          throw new Error(`${one.what} is not found`);
        }
        const offline = verdict.enforcementLevel === "mandatory" ? "refused" : "advised";
        const atPreview = verdictsOf(preview).includes(textOf(verdict)) ? offline : "not known yet";
        rows.push(
          `| ${one.policy} | ${one.what} | \`${one.subject}\` | ${offline} | ${atPreview} | ${atUp(up, one, verdict)} |`,
        );
      }
    }
    const text = pageOf(rows);
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(page, text);
    }
    expect(readFileSync(page, "utf8")).toBe(text);
  }, 300_000);

  it("end an up before the first refused resource is created", async () => {
    const [one] = plantedPrograms[0]?.planted ?? [];
    const engine = await createEngine(async () => one?.declare());
    expect((await runWithPack(engine, "up", {})).failed).toBe(true);
    expect(engine.cloud().resources).toEqual([]);
  });
});

/** Returns the result of an up. Like AWS, the provider may refuse a resource before stack policies run. */
function atUp({ events, failed }: PackRun, { resource }: Planted, { enforcementLevel, message }: Verdict): string {
  const verdict = events.findIndex(({ policyEvent }) => policyEvent?.message.includes(message));
  if (verdict < 0) {
    return failed ? "AWS refuses it" : "passed";
  }
  if (enforcementLevel === "advisory") {
    return "advised";
  }
  const creation = events.findIndex(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn.endsWith(`::${resource}`));
  return verdict < creation ? "refused first" : "refused after";
}

function textOf({ enforcementLevel, policy, message }: Verdict): string {
  return `${enforcementLevel} ${policy}: ${message}`;
}

function allAdvisory(configuration: PackConfiguration): PackConfiguration {
  return Object.fromEntries(
    policies.map(({ name }) => {
      const entry = configuration[name];
      return [name, { ...(typeof entry === "object" && entry), enforcementLevel: "advisory" }];
    }),
  );
}

function pageOf(rows: readonly string[]): string {
  return `# What becomes of a violation, and when

Made by the tests (tests/engine/policyVerdicts.test.ts), which plant a violation of each policy in a few programs and judge them by
\`npm run policy\`'s own function, by a first preview and by an up of Pulumi's engine. Do not edit it: run the tests with UPDATE_DOCS=1.

- refused: a finding; with the policy's default level, the command fails. advised: a finding of an advisory policy.
- not known yet: a value comes from a resource that does not exist; the preview passes over it without a message.
- refused first: at an up, before the resource is made. refused after: stack policies judge what resources are to each other, which an
  up without a preview does once they exist; with its preview, \`pulumi up\` stops there. AWS refuses it: before any stack policy is asked.

| policy | planted | finding | offline | first preview | up |
|---|---|---|---|---|---|
${rows.join("\n")}
`;
}

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judge, type Verdict } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { isStackPolicy } from "../../policy/policy";
import type { PackConfiguration } from "../../policy/settings";
import { declareProgram } from "../../sandbox/program";
import { declarePlanted, plantedPrograms } from "../policy/planted";
import type { Planted, PlantedProgram } from "../policy/planted/planted";
import { type VerdictRow, verdictTable } from "../policy/planted/verdictTable";
import { stackOf } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";
import { keptPack, type PackRun, runWithPack, verdictsOf } from "../support/packRun";

const page = join(__dirname, "..", "..", "docs", "policy-verdicts.md");

/** Of what the provider refuses before a stack policy is asked. */
const refusedByAws = "AWS refuses it";

describeEngine("planted violations on the real engine", () => {
  const engines: EngineStack[] = [];
  const offline = new Map<Planted, Verdict>();
  const runs = new Map<string, PackRun>();
  afterAll(() => {
    for (const engine of engines) {
      engine.remove();
    }
  });

  beforeAll(async () => {
    for (const program of plantedPrograms) {
      const { resources } = await declareProgram(stackOf({}, "planted"), () => {
        declarePlanted(program);
        return {};
      });
      const { verdicts } = await judge(policies, resources, { configuration: program.configuration });
      for (const planted of program.planted) {
        const verdict = verdicts.find((candidate) => isOn(planted, candidate));
        if (verdict !== undefined) {
          offline.set(planted, verdict);
        }
      }
      const engine = await createEngineStack("planted", async () => declarePlanted(program), keptPack);
      engines.push(engine);
      runs.set(`${program.name} preview`, await runWithPack(engine, "preview", program.configuration));
      // A refused resource ends an up. That every one is judged before it is made shows where all verdicts are advice.
      const levels = program.name === "resources" ? allAdvisory(program.configuration) : program.configuration;
      runs.set(`${program.name} up`, await runWithPack(engine, "up", levels));
    }
  }, 300_000);

  it.each(plantedPrograms)("are refused at a first preview where they are known: $name", ({ name, planted }) => {
    const preview = runOf(runs, `${name} preview`);
    expect(preview.failed).toBe(true);
    const expected = planted.filter(({ firstPreview }) => firstPreview !== "unknown").map(messageOf);
    expect([...new Set(verdictsOf(preview))].sort()).toEqual(expected.sort());
  });

  it("are judged at an up before the resource is made, by a resource policy", () => {
    const run = runOf(runs, "resources up");
    expect(run.failed).toBe(false);
    const said = verdictsOf(run);
    const { events } = run;
    for (const one of plantedPrograms[0]?.planted ?? []) {
      expect(said).toContain(`advisory ${one.policy}: ${offline.get(one)?.message}`);
      const verdict = events.findIndex(({ policyEvent }) => nameOf(policyEvent?.resourceUrn) === one.resource);
      const creation = events.findIndex(
        ({ resourcePreEvent }) => nameOf(resourcePreEvent?.metadata.urn) === one.resource,
      );
      expect([one.resource, verdict >= 0 && verdict < creation]).toEqual([one.resource, true]);
    }
  });

  it("end an up before the first refused resource is made", async () => {
    const [program] = plantedPrograms as readonly [PlantedProgram];
    const [one] = program.planted as readonly [Planted];
    const engine = await createEngineStack("planted", async () => one.declare(), keptPack);
    engines.push(engine);
    expect((await runWithPack(engine, "up", program.configuration)).failed).toBe(true);
    expect(engine.cloud().resources).toEqual([]);
  });

  it("are found at an up after the resources were made, by a stack policy, and fail it", () => {
    const run = runOf(runs, "stack up");
    expect(run.failed).toBe(true);
    expect(verdictsOf(run)).toEqual(expect.arrayContaining(plantedPrograms[1]?.planted.map(messageOf) ?? []));
  });

  it("are told on a page that is up to date", () => {
    const rows = plantedPrograms.flatMap((program) =>
      program.planted.map((one): VerdictRow => ({ ...one, ...stagesOf(program, one) })),
    );
    expect(rows.filter(({ offline: verdict, up }) => verdict === "passed" || up === "passed")).toEqual([]);
    const policiesOf = (planted: readonly Planted[] = []) => planted.map(({ policy }) => policy);
    expect(policiesOf(rows.filter(({ up }) => up === refusedByAws))).toEqual(policiesOf(plantedPrograms[2]?.planted));
    const text = verdictTable(rows);
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(page, text);
    }
    expect(readFileSync(page, "utf8")).toBe(text);
  });

  /** A planted violation's verdict, as the engine reports it. */
  function messageOf(one: Planted): string {
    return `${offline.get(one)?.enforcementLevel} ${one.policy}: ${offline.get(one)?.message}`;
  }

  function stagesOf(program: PlantedProgram, one: Planted) {
    const level = offline.get(one)?.enforcementLevel;
    const verdict = level === "mandatory" ? "refused" : level === "advisory" ? "advised" : "passed";
    const policy = policies.find(({ name }) => name === one.policy);
    const isJudgedAfter = policy === undefined || isStackPolicy(policy);
    const upFailed = runOf(runs, `${program.name} up`).failed;
    const reached = verdictsOf(runOf(runs, `${program.name} up`)).some((text) =>
      text.includes(offline.get(one)?.message ?? "\0"),
    );
    const up = reached
      ? verdict === "advised"
        ? "advised"
        : `refused ${isJudgedAfter ? "after" : "first"}`
      : upFailed
        ? refusedByAws
        : "passed";
    return { offline: verdict, preview: one.firstPreview === "unknown" ? "not known yet" : verdict, up };
  }
});

function allAdvisory(configuration: PackConfiguration): PackConfiguration {
  return Object.fromEntries(
    policies.map(({ name }) => {
      const entry = configuration[name];
      return [name, { ...(typeof entry === "object" && entry), enforcementLevel: "advisory" }];
    }),
  );
}

function runOf(runs: ReadonlyMap<string, PackRun>, name: string): PackRun {
  const found = runs.get(name);
  if (found === undefined) {
    throw new Error(`There was no run ${name}`);
  }
  return found;
}

function isOn({ policy, resource, subject }: Planted, verdict: Verdict): boolean {
  return policy === verdict.policy && resource === verdict.resource && subject === verdict.subject;
}

function nameOf(urn = ""): string {
  return urn.split("::").at(-1) ?? "";
}

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import {
  type EngineEvent,
  LocalWorkspace,
  type OpMap,
  type OutputMap,
  PulumiCommand,
  type PulumiFn,
  Stack,
  type UpOptions,
} from "@pulumi/pulumi/automation";
import { readConfiguration } from "../../components/configuration/readConfiguration";
import { bundlePath } from "../../components/integration/forwarderBundle";
import { createStack } from "../../components/stack/stack";
import { runEmulated } from "../../components/stack/stackGuard";
import { cloudFileVariable } from "../../sandbox/engine/provider";

/** The folder of the project. */
export const checkout = join(__dirname, "..", "..");

/** Describes tests with the real engine. Without `pulumi` on PATH they are skipped, or fail if REQUIRE_ENGINE is 1. */
export function describeEngine(name: string, body: () => void): void {
  if (process.env.ENGINE_PRESENT === "1") {
    describe(name, body);
  } else if (process.env.REQUIRE_ENGINE === "1") {
    it(`${name} needs pulumi on PATH`, () => {
      throw new Error("REQUIRE_ENGINE is 1, and pulumi is not on PATH");
    });
  } else {
    it.todo(`${name} (needs pulumi on PATH)`);
  }
}

/** The engine's message on each plugin that the tests put on PATH. */
export const ofTheTests = /using pulumi-(?:analyzer-policy-nodejs|resource-aws) from \$PATH/;

/** The project's own program, the same as index.ts. */
export const program: PulumiFn = async () => ({ ...(await runEmulated(() => createStack(readConfiguration()))) });

/** A stack of the real engine, with the test provider in place of AWS's, in a separate folder. */
export interface EngineStack {
  /** The stack's folder. */
  readonly folder: string;
  readonly stack: Stack;
  /** Replaces the vendors. */
  setVendors(vendors: object): Promise<void>;
  /** Sets another value of the project's configuration. */
  set(key: string, value: object | string | boolean): Promise<void>;
  /** Updates the stack, with these vendors if given; returns the operation on each resource. */
  up(vendors?: object, options?: Pick<UpOptions, "target" | "program">): Promise<readonly string[]>;
  /**
   * Previews the stack in a separate process, since Jest treats a program's rejection as a failure of the test; returns
   * the output.
   */
  previewApart(): string;
  /** The engine's output of the latest `up`. */
  printed(): string;
  /** Replaces the program of the same stack. */
  withProgram(other: PulumiFn): Stack;
  outputs(): Promise<OutputMap>;
  /** Makes the next creation of a resource with that logical name fail. */
  failNext(logicalName: string): void;
  /** Gives the stack a separate bundle with other bytes, as after a change of the function's source. */
  changeBundle(): void;
  /** The account's resources, as the test provider keeps them. */
  cloud(): {
    resources: {
      type: string;
      logicalName: string;
      id: string;
      inputs: Record<string, unknown>;
      outputs: Record<string, unknown>;
    }[];
    generations: Record<string, number>;
    failures: string[];
  };
  setCloud(state: unknown): void;
  /** Returns the account's resource with a logical name, if it exists. */
  resource(logicalName: string): ReturnType<EngineStack["cloud"]>["resources"][number] | undefined;
  /** Returns the logical names of the account's resources. */
  names(): readonly string[];
  remove(): void;
}

/** A stack of the engine for the tests of a description: created before the first test, removed after the last. */
export function useEngine(
  prepare: (engine: EngineStack) => Promise<unknown> = async () => undefined,
  ...args: Parameters<typeof createEngineStack>
): () => EngineStack {
  let engine: EngineStack | undefined;
  beforeAll(async () => {
    engine = await createEngineStack(...args);
    await prepare(engine);
  });
  afterAll(() => engine?.remove());
  return () => {
    if (engine === undefined) {
      throw new Error("The engine's stack has not been made");
    }
    return engine;
  };
}

export async function createEngineStack(
  stackName = "dev",
  run: PulumiFn = program,
  variables: Readonly<Record<string, string>> = {},
): Promise<EngineStack> {
  const folder = mkdtempSync(join(tmpdir(), "partner audit engine "));
  const cloudFile = join(folder, "cloud.json");
  const environment = { ...engineEnvironment(folder), ...variables };
  // The program writes its bundle to this process's folder; the engine reads it from the stack's folder.
  const bundleFolder = dirname(join(folder, bundlePath));
  symlinkSync(dirname(join(process.cwd(), bundlePath)), bundleFolder);
  const { workspace, stack } = await automationStack(stackName, run, folder, environment);
  const set = async (key: string, value: object | string | boolean) => {
    const settings = await workspace.stackSettings(stackName);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    await workspace.saveStackSettings(stackName, { ...settings, config: { ...settings.config, [key]: text } });
  };
  await set("aws:region", "us-east-1");
  const cloud: EngineStack["cloud"] = () => JSON.parse(readFileSync(cloudFile, "utf8"));
  const setCloud = (state: unknown) => writeFileSync(cloudFile, JSON.stringify(state));
  let printed = "";
  return {
    folder,
    stack,
    set: (key, value) => set(`partner-audit:${key}`, value),
    setVendors: (vendors) => set("partner-audit:vendors", vendors),
    up: async (vendors, options) => {
      const events: EngineEvent[] = [];
      if (vendors !== undefined) {
        await set("partner-audit:vendors", vendors);
      }
      printed = "";
      await stack.up({
        ...options,
        onEvent: (event) => events.push(event),
        onOutput: (text) => {
          printed += text;
        },
      });
      return operations(events);
    },
    previewApart: () => {
      const [register, operation] = ["cli/register.js", "tests/support/engineOperation.ts"].map((file) =>
        join(checkout, file),
      );
      const args = ["--require", String(register), String(operation), "preview"];
      const options = { cwd: folder, env: { ...process.env, ...environment }, encoding: "utf8" } as const;
      const { stdout, stderr } = spawnSync(process.execPath, args, options);
      return stdout + stderr;
    },
    printed: () => printed,
    withProgram: (other) => {
      workspace.program = other;
      return stack;
    },
    outputs: () => workspace.stackOutputs(stackName),
    cloud,
    setCloud,
    resource: (name) => cloud().resources.find(({ logicalName }) => logicalName === name),
    names: () => cloud().resources.map(({ logicalName }) => logicalName),
    changeBundle: () => {
      const source = readFileSync(join(process.cwd(), bundlePath), "utf8");
      unlinkSync(bundleFolder);
      cpSync(dirname(join(process.cwd(), bundlePath)), bundleFolder, { recursive: true });
      writeFileSync(join(folder, bundlePath), `${source}\n// Changed by a test.\n`);
    },
    failNext: (logicalName) => setCloud({ ...cloud(), failures: [logicalName] }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Creates a stack of an inline program in one folder, and the workspace that runs it. */
async function automationStack(stackName: string, run: PulumiFn, folder: string, envVars: Record<string, string>) {
  command ??= PulumiCommand.get();
  const backend = { url: `file://${join(folder, "state")}` };
  const workspace = await LocalWorkspace.create({
    workDir: folder,
    envVars: { ...envVars, PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true" },
    projectSettings: { name: "partner-audit", runtime: "nodejs", backend },
    pulumiCommand: await command,
    program: run,
  });
  const stack = await Stack.create(stackName, workspace);
  // After each update the Automation API reads outputs and history, which takes as long as the update: tests that need them read them themselves.
  stack.outputs = async () => ({});
  stack.info = async () => undefined;
  return { workspace, stack };
}

/** Pulumi's command, whose version is read once. */
let command: Promise<PulumiCommand> | undefined;

/**
 * Returns the environment of an engine whose state, account and home are in a folder, with the test provider in place
 * of AWS's. Creates an empty account there.
 */
export function engineEnvironment(folder: string): Record<string, string> {
  const cloudFile = join(folder, "cloud.json");
  writeExecutable(join(folder, "bin"));
  mkdirSync(join(folder, "state"));
  writeFileSync(cloudFile, JSON.stringify({ resources: [], generations: {}, failures: [] }));
  return {
    PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}`,
    PULUMI_BACKEND_URL: `file://${join(folder, "state").replaceAll(" ", "%20")}`,
    PULUMI_CONFIG_PASSPHRASE: "only a test",
    // The state is written once, at the end of an operation, not after each step; no test kills an engine.
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    [cloudFileVariable]: cloudFile,
  };
}

/** The number of steps in a preview of a program, by kind. */
export async function previewOf(run: PulumiFn): Promise<OpMap | undefined> {
  const engine = await createEngineStack("dev", run);
  try {
    return (await engine.stack.preview()).changeSummary;
  } finally {
    engine.remove();
  }
}

/** The operation on each resource, without components and unchanged resources: `create okta/queue`. */
export function operations(events: readonly EngineEvent[]): readonly string[] {
  return events
    .flatMap(({ resourcePreEvent }) => (resourcePreEvent === undefined ? [] : [resourcePreEvent.metadata]))
    .filter(
      ({ op, type }) =>
        op !== "same" && op !== "read" && !type.startsWith("pulumi:") && !type.startsWith("partner-audit:"),
    )
    .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
}

function writeExecutable(folder: string): void {
  mkdirSync(folder);
  const main = join(checkout, "sandbox", "engine", "main.ts");
  const register = join(checkout, "cli", "register.js");
  writeFileSync(
    join(folder, "pulumi-resource-aws"),
    `#!/bin/sh\nexec "${process.execPath}" --no-warnings --require "${register}" "${main}" "$@"\n`,
    { mode: 0o755 },
  );
}

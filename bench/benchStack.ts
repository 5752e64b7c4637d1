import { join } from "node:path";
import { buildSync } from "esbuild";
import type { LambdaFunction } from "../sandbox/lambda/lambdaFunction";
import type { DeclaredResource } from "../sandbox/program/declaredResource";
import { existingResources, identify } from "../sandbox/program/existing";
import { deployStack, type StackSandbox } from "../sandbox/program/stackSandbox";
import type { SandboxOptions } from "../sandbox/sandbox";
import { trafficOf } from "../sandbox/traffic";
import { oktaAlone } from "../tests/support/declare";
import { declareHere } from "./declareHere";
import { sqsRecords } from "./sqsRecords";

/** The code of the measured function. */
export type Code = "forwarder" | "chunker" | "powertools" | "oneByOne" | "sdkOnly" | "wholeSdk";

/** An Okta stack in the sandbox, with its function. */
export interface BenchStack {
  readonly target: LambdaFunction;
}

const functionName = "partner-audit-dev_okta_forwarder";

type Options = SandboxOptions & { readonly memoryMegabytes?: number };

/** Deploys a stack for each code, runs `work` with all of them, and closes them. They are not limited by CloudTrail's quota of calls. */
export async function withBenchStacks<T, Name extends Code>(
  codes: readonly Name[],
  options: Options | ((code: Name) => Options),
  work: (benches: Readonly<Record<Name, BenchStack>>) => Promise<T>,
): Promise<T> {
  const stacks: StackSandbox[] = [];
  try {
    const benches: Partial<Record<Name, BenchStack>> = {};
    for (const code of codes) {
      const stack = await deployed(code, typeof options === "function" ? options(code) : options);
      stacks.push(stack);
      benches[code] = benchOf(stack);
    }
    return await work(benches as Readonly<Record<Name, BenchStack>>);
  } finally {
    for (const { sandbox } of stacks) {
      await sandbox.close();
    }
  }
}

async function deployed(code: Code, { memoryMegabytes = 256, ...options }: Options): Promise<StackSandbox> {
  const program = await declareHere({ vendors: { okta: { ...oktaAlone.okta, memoryMegabytes } } });
  const resources = program.resources.map((resource) => withCode(resource, code));
  return deployStack({ ...program, resources }, identify, {
    callsPerSecond: Number.POSITIVE_INFINITY,
    existing: existingResources(program),
    ...options,
  });
}

function benchOf({ sandbox }: StackSandbox): BenchStack {
  const target = sandbox.functions.get(functionName);
  if (target === undefined) {
    throw new Error(`The stack has no function ${functionName}.`);
  }
  return { target };
}

/** Makes the JSON of a batch of Okta events as Lambda passes it to the function. */
export function batchOf(details: readonly Readonly<Record<string, unknown>>[]): string {
  const { eventSourceName } = oktaAlone.okta;
  return JSON.stringify({
    Records: sqsRecords(details, eventSourceName, { detailType: "SystemLog", time: Date.now() }),
  });
}

/** Makes Okta events with distinct ids. */
export function oktaEvents(count: number): readonly Readonly<Record<string, unknown>>[] {
  const events = trafficOf("okta")?.events({ count, seed: 1, end: Date.now() }) ?? [];
  return [...events].map((event, index) => ({ ...event, uuid: `bench-${index}` }));
}

/** Invokes the function and returns its milliseconds. Throws if it did not accept every message. */
export async function invoke({ target }: BenchStack, payload: string): Promise<number> {
  const start = performance.now();
  const outcome = await target.invoke(payload);
  const milliseconds = performance.now() - start;
  if (outcome.status === "failed") {
    throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
  }
  const { batchItemFailures = [] } = (JSON.parse(outcome.payload) ?? {}) as {
    readonly batchItemFailures?: readonly unknown[];
  };
  if (batchItemFailures.length > 0) {
    throw new Error(`${batchItemFailures.length} messages were not accepted.`);
  }
  return milliseconds;
}

function withCode(resource: DeclaredResource, code: Code): DeclaredResource {
  if (code === "forwarder" || resource.name !== "okta/forwarder") {
    return resource;
  }
  return { ...resource, inputs: { ...resource.inputs, code: { assets: { "__index.js": { text: compiled(code) } } } } };
}

/** Compiles the code of a function to compare with the forwarder. */
export function compiled(code: Exclude<Code, "forwarder">): string {
  const { outputFiles } = buildSync({
    absWorkingDir: join(__dirname, ".."),
    entryPoints: [`bench/programs/${code}.ts`],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "error",
    // AWS's client is not in every registry; the sandbox's own client replaces it.
    ...(code === "wholeSdk"
      ? { alias: { "@aws-sdk/client-cloudtrail-data": "./sandbox/lambda/cloudTrailDataClient.ts" } }
      : { external: ["@aws-sdk/*"] }),
  });
  return outputFiles.map(({ text }) => text).join("");
}

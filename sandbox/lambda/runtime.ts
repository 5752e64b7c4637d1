import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import type { SandboxCredentials } from "../credentials";
import { ExecutionEnvironment } from "./executionEnvironment";
import type { FunctionSettings } from "./functionSettings";
import { runtimeEnvironment } from "./runtimeEnvironment";

/** What starts functions on this machine: a folder with the runtime's program and the modules that Lambda supplies. */
export class LambdaRuntime {
  private started = 0;

  private constructor(private readonly folder: string) {}

  /**
   * Makes the folder, a temporary one.
   * @param lacking packages that the runtime does not contain
   */
  static async prepare(lacking: readonly string[] = []): Promise<LambdaRuntime> {
    const folder = await mkdtemp(path.join(tmpdir(), "partner-audit-sandbox-"));
    const runtime = new LambdaRuntime(folder);
    await mkdir(path.join(folder, "home"));
    await writeFile(runtime.bootstrap, compile("bootstrap.ts"));
    await supplyModules(runtime.modules);
    for (const name of lacking) {
      await rm(path.join(runtime.modules, name), { recursive: true });
    }
    return runtime;
  }

  /** Where a function's archive is unpacked; an empty place for each function. */
  taskRoot(functionName: string): string {
    return path.join(this.folder, "task", functionName);
  }

  start(
    settings: FunctionSettings,
    credentials: SandboxCredentials,
    gatewayUrl: string,
    log: (text: string) => void,
  ): ExecutionEnvironment {
    this.started += 1;
    const taskRoot = this.taskRoot(settings.name);
    const places = { taskRoot, modules: this.modules, home: path.join(this.folder, "home") };
    return new ExecutionEnvironment({
      bootstrap: this.bootstrap,
      gatewayUrl,
      functionArn: settings.arn,
      taskRoot,
      variables: runtimeEnvironment(settings, credentials, places, `sandbox/[$LATEST]${this.started}`),
      memorySizeMegabytes: settings.memorySizeMegabytes,
      timeoutSeconds: settings.timeoutSeconds,
      log,
    });
  }

  /** Removes the folder and all that was unpacked into it. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private get bootstrap(): string {
    return path.join(this.folder, "bootstrap.js");
  }

  private get modules(): string {
    return path.join(this.folder, "node_modules");
  }
}

/**
 * Lambda's Node.js runtimes hold a version of the AWS SDK for JavaScript ("AWS Lambda Developer Guide, Building Lambda
 * functions with Node.js"). Here it is the one this project has; the CloudTrail Data client, which not every registry
 * carries, is stood in for where it is missing.
 */
async function supplyModules(modules: string): Promise<void> {
  const sdk = path.dirname(packageFolder("@aws-sdk/client-sqs"));
  for (const scope of [sdk, path.join(path.dirname(sdk), "@smithy")]) {
    const target = path.join(modules, path.basename(scope));
    await mkdir(target, { recursive: true });
    for (const name of existsSync(scope) ? await readdir(scope) : []) {
      await symlink(path.join(scope, name), path.join(target, name), "junction");
    }
  }
  const client = path.join(modules, "@aws-sdk", "client-cloudtrail-data");
  if (!existsSync(client)) {
    await mkdir(client);
    await writeFile(path.join(client, "index.js"), compile("cloudTrailDataClient.ts"));
  }
}

/** The folder of an installed package; its entry point lies somewhere below it. */
function packageFolder(name: string): string {
  const entry = require.resolve(name);
  const end = path.join("node_modules", ...name.split("/"));
  return entry.slice(0, entry.lastIndexOf(end) + end.length);
}

function compile(source: string): string {
  const compiled = buildSync({
    entryPoints: [path.join(__dirname, source)],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["@aws-sdk/*", "@smithy/*"],
    logLevel: "error",
  });
  return compiled.outputFiles.map((file) => file.text).join("");
}

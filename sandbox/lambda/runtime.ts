import { existsSync } from "node:fs";
import { cp, mkdir, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildSync } from "esbuild";
import { PersonError } from "../../components/personError";
import type { SandboxCredentials } from "../credentials";
import { type TemporaryFolder, temporaryFolder } from "../temporaryFolder";
import { ExecutionEnvironment } from "./executionEnvironment";
import type { FunctionSettings } from "./settings";

/** Starts functions on this machine, from a folder with the runtime's program and the modules that Lambda provides. */
export class LambdaRuntime {
  private started = 0;

  private constructor(private readonly temporary: TemporaryFolder) {}

  /** Creates the runtime in a temporary folder. @param lacking packages that it does not contain */
  static async prepare(lacking: readonly string[] = []): Promise<LambdaRuntime> {
    const runtime = new LambdaRuntime(temporaryFolder("sandbox"));
    await mkdir(path.join(runtime.folder, "home"));
    await writeFile(runtime.bootstrap, compile("bootstrap"));
    await supplyModules(runtime.modules);
    for (const name of lacking) {
      await rm(path.join(runtime.modules, name), { recursive: true });
    }
    return runtime;
  }

  /** The folder of a function's unpacked archive. */
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

  close(): void {
    this.temporary.remove();
  }

  private get folder(): string {
    return this.temporary.path;
  }

  private get bootstrap(): string {
    return path.join(this.folder, "bootstrap.js");
  }

  private get modules(): string {
    return path.join(this.folder, "node_modules");
  }
}

/**
 * Provides the AWS SDK of Lambda's Node.js runtimes (AWS Lambda Developer Guide, Building Lambda functions with Node.js): the one of this
 * project, and a replacement of the CloudTrail Data client if it is not installed.
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
  // A package manager with unshared folders, such as pnpm, keeps each client separate from the others.
  for (const name of clients.filter((client) => !existsSync(path.join(modules, client)))) {
    await symlink(packageFolder(name), path.join(modules, name), "junction");
  }
  const client = path.join(modules, "@aws-sdk", "client-cloudtrail-data");
  if (!existsSync(client)) {
    await mkdir(client);
    await writeFile(path.join(client, "index.js"), compile("cloudTrailDataClient"));
  }
}

/** The clients that functions load from the runtime. */
const clients = [
  "athena",
  "cloudtrail",
  "cloudwatch-logs",
  "dynamodb",
  "eventbridge",
  "s3",
  "secrets-manager",
  "sns",
  "sqs",
].map((service) => `@aws-sdk/client-${service}`);

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

interface RuntimePlaces {
  /** The unpacked archive. */
  readonly taskRoot: string;
  readonly modules: string;
  /** An empty folder. */
  readonly home: string;
}

/**
 * Builds the environment of a function's process: declared and reserved variables, and nothing of the sandbox's own environment.
 * Source: "AWS Lambda Developer Guide, Working with Lambda environment variables, Defined runtime environment variables".
 */
function runtimeEnvironment(
  settings: FunctionSettings,
  credentials: SandboxCredentials,
  places: RuntimePlaces,
  logStreamName: string,
): Record<string, string> {
  return {
    // Unreserved: declared values of these names take precedence.
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TZ: ":UTC",
    NODE_PATH: places.modules,
    HOME: places.home,
    // The SDK searches for credentials in files and in the metadata service as well; here it finds none.
    AWS_CONFIG_FILE: `${places.home}/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${places.home}/credentials`,
    AWS_EC2_METADATA_DISABLED: "true",
    ...settings.environment,
    _HANDLER: settings.handler,
    LAMBDA_TASK_ROOT: places.taskRoot,
    LAMBDA_RUNTIME_DIR: places.modules,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memorySizeMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}

/** Unpacks a function's code into `folder`: an archive of assets, from a program or a stack's state, or a folder on disk. */
export async function unpack(code: unknown, folder: string, functionName: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const refuse = (what: string) => new PersonError(`Function ${functionName}: ${what}.`);
  const write = async (part: unknown, target: string): Promise<void> => {
    const { assets, text, path: source } = await fields(part);
    if (typeof assets === "object" && assets !== null) {
      await mkdir(target, { recursive: true });
      for (const [name, asset] of Object.entries(assets)) {
        const place = path.join(target, name);
        if (!place.startsWith(folder + path.sep)) {
          throw refuse(`its archive names "${name}", which is outside it`);
        }
        await mkdir(path.dirname(place), { recursive: true });
        await write(await asset, place);
      }
    } else if (typeof text === "string") {
      await writeFile(target, text);
    } else if (typeof source === "string") {
      const found = await stat(source).catch(() => undefined);
      if (found === undefined) {
        throw refuse(`its archive names the path ${source}, which does not exist`);
      }
      if (target === folder && found.isFile()) {
        throw refuse(`its code is the packed file ${source}; the sandbox supports archives of assets, and folders`);
      }
      await cp(source, target, { recursive: true, dereference: true });
    } else {
      throw refuse("its code is neither an archive of assets nor a folder");
    }
  };
  await write(code, folder);
}

/** In a program an asset's fields may be promises; in a stack's state they are plain. */
async function fields(part: unknown): Promise<{ assets?: unknown; text?: unknown; path?: unknown }> {
  if (typeof part !== "object" || part === null) {
    return {};
  }
  const { assets, text, path: source } = part as Record<string, unknown>;
  return { assets: await assets, text: await text, path: await source };
}

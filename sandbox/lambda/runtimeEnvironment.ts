import type { SandboxCredentials } from "../credentials";
import type { FunctionSettings } from "./functionSettings";

/** Where things lie that a function's process is told of. */
export interface RuntimePlaces {
  /** The unpacked archive. */
  readonly taskRoot: string;
  /** The folder of the modules that Lambda supplies. */
  readonly modules: string;
  /** A folder with nothing in it. */
  readonly home: string;
}

/**
 * The environment variables of a function's process: the declared ones, those Lambda reserves, and nothing of the
 * sandbox's own environment.
 * Source: "AWS Lambda Developer Guide, Working with Lambda environment variables, Defined runtime environment variables".
 */
export function runtimeEnvironment(
  settings: FunctionSettings,
  credentials: SandboxCredentials,
  places: RuntimePlaces,
  logStreamName: string,
): Record<string, string> {
  return {
    // Unreserved: what is declared under these names stands.
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TZ: ":UTC",
    NODE_PATH: places.modules,
    HOME: places.home,
    // The SDK looks for credentials in files and in the metadata service as well; here it finds none.
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

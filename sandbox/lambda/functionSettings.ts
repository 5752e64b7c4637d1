import type { DeclaredResource } from "../declaredResource";
import { numberOr } from "../inputs";
import { lambdaDefaults } from "./limits";

/** A function as it was declared. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Its execution role; without one it cannot run. */
  readonly roleArn: string | undefined;
  /** For example `__index.handler`. */
  readonly handler: string;
  /** For example `nodejs22.x`. The sandbox runs the Node.js it runs on itself, and tells the function this name. */
  readonly runtime: string;
  readonly memorySizeMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  /** @default no limit of its own */
  readonly reservedConcurrentExecutions?: number;
}

/** Reads a declared `aws:lambda/function:Function`. */
export function functionSettings(resource: DeclaredResource): FunctionSettings {
  const { inputs, outputs } = resource;
  const arn = String(outputs.arn);
  const name = arn.split(":")[6] ?? "";
  const logGroup = (inputs.loggingConfig as { readonly logGroup?: string } | undefined)?.logGroup;
  const variables = (inputs.environment as { readonly variables?: Record<string, string> } | undefined)?.variables;
  const reserved = inputs.reservedConcurrentExecutions;
  return {
    name,
    arn,
    region: arn.split(":")[3] ?? "",
    roleArn: typeof inputs.role === "string" ? inputs.role : undefined,
    handler: typeof inputs.handler === "string" ? inputs.handler : "",
    runtime: typeof inputs.runtime === "string" ? inputs.runtime : "",
    memorySizeMegabytes: numberOr(inputs.memorySize, lambdaDefaults.memorySizeMegabytes),
    timeoutSeconds: numberOr(inputs.timeout, lambdaDefaults.timeoutSeconds),
    environment: variables ?? {},
    logGroupName: logGroup ?? `/aws/lambda/${name}`,
    // -1 stands for no reservation, in the provider.
    ...(typeof reserved === "number" && reserved >= 0 && { reservedConcurrentExecutions: reserved }),
  };
}

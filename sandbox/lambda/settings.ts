import { type DeclaredResource, numberOr } from "../program/declaredResource";

/**
 * Limits of AWS Lambda: sizes in bytes, times in milliseconds.
 * Sources: "AWS Lambda Developer Guide, Lambda quotas", "Understanding the Lambda execution environment lifecycle", "Configuring scaling
 * behavior for SQS event source mappings"; "AWS Lambda API Reference, CreateFunction and CreateEventSourceMapping".
 */
export const lambdaLimits = {
  /** The size of an invocation's event, and of its answer. */
  maximumPayload: 6 * 1_024 * 1_024,
  /** Time to load a function before its first invocation. */
  initializationTime: 10_000,
  messagesPerReceive: 10,
} as const;

/** Defaults of functions and mappings. Source: as above. */
const lambdaDefaults = {
  timeoutSeconds: 3,
  memorySizeMegabytes: 128,
  batchSize: 10,
  maximumBatchingWindowInSeconds: 0,
} as const;

/**
 * Percentages of a function's memory for V8's old and young generations. AWS documents none; with these the program's data fill its memory before
 * V8 aborts.
 */
export const heapShares = { oldSpacePercent: 90, semiSpacePercent: 5 } as const;

export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Its execution role; without one it cannot run. */
  readonly roleArn: string | undefined;
  /** For example `__index.handler`. */
  readonly handler: string;
  /** For example `nodejs22.x`. The sandbox runs its own Node.js, and the function sees this name. */
  readonly runtime: string;
  readonly memorySizeMegabytes: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  /** @default no limit of its own */
  readonly reservedConcurrentExecutions?: number;
}

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
    // In the provider, -1 means no reservation.
    ...(typeof reserved === "number" && reserved >= 0 && { reservedConcurrentExecutions: reserved }),
  };
}

export interface EventSourceMappingSettings {
  readonly queueArn: string;
  /** The function's name or ARN. */
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  /** @default no limit of its own */
  readonly maximumConcurrency: number;
}

export function eventSourceMappingSettings({ inputs }: DeclaredResource): EventSourceMappingSettings {
  const { functionResponseTypes, scalingConfig } = inputs;
  const maximumConcurrency = (scalingConfig as { readonly maximumConcurrency?: unknown } | undefined)
    ?.maximumConcurrency;
  return {
    queueArn: String(inputs.eventSourceArn),
    functionName: String(inputs.functionName),
    enabled: inputs.enabled !== false,
    batchSize: numberOr(inputs.batchSize, lambdaDefaults.batchSize),
    maximumBatchingWindowInSeconds: numberOr(
      inputs.maximumBatchingWindowInSeconds,
      lambdaDefaults.maximumBatchingWindowInSeconds,
    ),
    reportsBatchItemFailures:
      Array.isArray(functionResponseTypes) && functionResponseTypes.includes("ReportBatchItemFailures"),
    maximumConcurrency: numberOr(maximumConcurrency, Number.POSITIVE_INFINITY),
  };
}

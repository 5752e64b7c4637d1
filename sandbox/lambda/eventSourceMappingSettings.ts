import type { DeclaredResource } from "../declaredResource";
import { numberOr } from "../inputs";
import { lambdaDefaults } from "./limits";

/** An event source mapping as it was declared. */
export interface EventSourceMappingSettings {
  readonly queueArn: string;
  /** The function's name or ARN. */
  readonly functionName: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly maximumBatchingWindowInSeconds: number;
  /** Whether `functionResponseTypes` holds `ReportBatchItemFailures`. */
  readonly reportsBatchItemFailures: boolean;
  /** @default no limit of its own */
  readonly maximumConcurrency: number;
}

/** Reads a declared `aws:lambda/eventSourceMapping:EventSourceMapping`. */
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

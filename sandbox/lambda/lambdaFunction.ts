import { randomUUID } from "node:crypto";
import { ExecutionEnvironment, type InvocationOutcome } from "./executionEnvironment";
import { FunctionLog } from "./functionLog";
import type { FunctionError } from "./messages";
import { type FunctionSettings, lambdaLimits } from "./settings";

interface LambdaFunctionOptions {
  readonly settings: FunctionSettings;
  /** Starts a process for the function, or returns Lambda's error. */
  readonly start: (log: (text: string) => void) => ExecutionEnvironment | { readonly refusal: string };
  readonly newRequestId: () => string;
  /** The clock of the function's process, in milliseconds since 1970. @default the machine's */
  readonly now?: () => number;
  /** The reason why the function may not write its log. @default none */
  readonly logRefusal?: string;
  /** Milliseconds after which the next invocation's process is killed. @default never */
  readonly killAfter?: () => number | undefined;
}

export class LambdaFunction {
  readonly settings: FunctionSettings;
  readonly log: FunctionLog;
  /** Ended invocations, and the failed ones by error type. */
  readonly counts: { invocations: number; coldStarts: number; readonly errors: Record<string, number> } = {
    invocations: 0,
    coldStarts: 0,
    errors: Object.create(null),
  };
  peakMemoryBytes = 0;
  /** The error of the last invocation that failed. */
  latestError: FunctionError | undefined;
  private readonly idle: ExecutionEnvironment[] = [];
  private readonly environments = new Set<ExecutionEnvironment>();
  private running = 0;
  private peakConcurrency = 0;

  constructor(private readonly options: LambdaFunctionOptions) {
    this.settings = options.settings;
    this.log = new FunctionLog(options.logRefusal);
  }

  /**
   * Runs the function once with an event, as JSON. Never rejects: failures are outcomes.
   * @param requestId for a retry, the id of the first call
   */
  async invoke(payload: string, requestId = this.options.newRequestId()): Promise<InvocationOutcome> {
    this.running += 1;
    this.peakConcurrency = Math.max(this.peakConcurrency, this.running);
    const outcome = this.refusal(payload) ?? (await this.run(requestId, payload));
    this.running -= 1;
    this.count(outcome);
    return outcome;
  }

  /** The maximum number of concurrent invocations since it was last read. */
  takePeakConcurrency(): number {
    const peak = this.peakConcurrency;
    this.peakConcurrency = this.running;
    return peak;
  }

  close(): void {
    for (const environment of this.environments) {
      environment.kill();
    }
    this.environments.clear();
    this.idle.length = 0;
  }

  private refusal(payload: string): InvocationOutcome | undefined {
    const reserved = this.settings.reservedConcurrentExecutions;
    if (reserved !== undefined && this.running > reserved) {
      return failed("TooManyRequestsException", "Rate Exceeded.");
    }
    if (Buffer.byteLength(payload) > lambdaLimits.maximumPayload) {
      return failed("RequestTooLargeException", `Request must be smaller than ${lambdaLimits.maximumPayload} bytes.`);
    }
    return undefined;
  }

  private async run(requestId: string, payload: string): Promise<InvocationOutcome> {
    const warm = this.takeIdle();
    const environment = warm ?? this.options.start((text) => this.log.write(text));
    if (!(environment instanceof ExecutionEnvironment)) {
      return failed("AccessDeniedException", environment.refusal);
    }
    if (warm === undefined) {
      this.counts.coldStarts += 1;
      this.environments.add(environment);
    }
    const initializationError = warm === undefined ? await environment.initialize() : undefined;
    const outcome: InvocationOutcome =
      initializationError === undefined
        ? await this.invokeIn(environment, requestId, payload)
        : { status: "failed", error: initializationError };
    this.release(environment);
    return checkAnswer(outcome);
  }

  private async invokeIn(
    environment: ExecutionEnvironment,
    requestId: string,
    payload: string,
  ): Promise<InvocationOutcome> {
    const killAfter = this.options.killAfter?.();
    const timer = killAfter === undefined ? undefined : setTimeout(() => environment.kill(), killAfter);
    try {
      return await environment.invoke(requestId, payload, traceId(), this.options.now?.() ?? Date.now());
    } finally {
      clearTimeout(timer);
    }
  }

  private takeIdle(): ExecutionEnvironment | undefined {
    for (let environment = this.idle.pop(); environment !== undefined; environment = this.idle.pop()) {
      if (environment.alive) {
        return environment;
      }
      this.environments.delete(environment);
    }
    return undefined;
  }

  private release(environment: ExecutionEnvironment): void {
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, environment.peakMemoryBytes);
    if (environment.alive) {
      this.idle.push(environment);
    } else {
      environment.kill();
      this.environments.delete(environment);
    }
  }

  private count(outcome: InvocationOutcome): void {
    this.counts.invocations += 1;
    if (outcome.status === "failed") {
      const { errors } = this.counts;
      const { errorType, errorMessage } = outcome.error;
      this.latestError = outcome.error;
      errors[errorType] = (errors[errorType] ?? 0) + 1;
      this.log.write(`ERROR\t${errorType}\t${errorMessage}\n`);
    }
  }
}

function checkAnswer(outcome: InvocationOutcome): InvocationOutcome {
  return outcome.status === "succeeded" && Buffer.byteLength(outcome.payload) > lambdaLimits.maximumPayload
    ? failed(
        "Function.ResponseSizeTooLarge",
        `Response payload size exceeded maximum of ${lambdaLimits.maximumPayload} bytes.`,
      )
    : outcome;
}

function failed(errorType: string, errorMessage: string): InvocationOutcome {
  return { status: "failed", error: { errorType, errorMessage } };
}

/** Source: "AWS X-Ray Developer Guide, Tracing header". Nothing is sampled. */
function traceId(): string {
  const digits = randomUUID().replaceAll("-", "");
  const seconds = Math.floor(Date.now() / 1_000).toString(16);
  return `Root=1-${seconds}-${digits.slice(0, 24)};Parent=${digits.slice(16)};Sampled=0`;
}

import { type Handler, loadHandler, RuntimeFailure } from "./handler";
import type { EnvironmentMessage, FunctionError, InvokeMessage } from "./messages";
import { joinSandboxNetwork } from "./network";
import { peakMemoryBytes } from "./peakMemory";

// The program of an execution environment: it loads the declared handler, reports that, and runs it once for each message of the sandbox. Its
// arguments are the gateway's address and the function's ARN; everything else is as on Lambda.

// Without the sandbox the process has no purpose.
process.on("disconnect", () => process.exit(0));

const say = (message: EnvironmentMessage, sent = () => {}) => process.send?.(message, sent);
let current: string | undefined;

for (const stream of [process.stdout, process.stderr]) {
  // The function's output uses the same pipe as its answers, so no output arrives after the answer.
  stream.write = ((text: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    say({ kind: "log", text: typeof text === "string" ? text : Buffer.from(text).toString() });
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") {
      process.nextTick(() => callback());
    }
    return true;
  }) as typeof stream.write;
}
const machineTime = Date.now;
process.on("uncaughtException", (error) => fail(error, true));
process.on("unhandledRejection", (reason) =>
  fail(new RuntimeFailure("Runtime.UnhandledPromiseRejection", String(reason)), true),
);
// A handler that waits for an event that never happens leaves the event loop empty, which ends the invocation.
process.on("beforeExit", () => succeed(null));

main();

function main(): void {
  const environment = process.env;
  joinSandboxNetwork(new URL(process.argv[2] ?? ""));
  try {
    const handler = loadHandler(environment.LAMBDA_TASK_ROOT ?? "", environment._HANDLER ?? "");
    process.on("message", (message: InvokeMessage) => void invoke(handler, message));
    say({ kind: "ready", peakMemoryBytes: peakMemoryBytes() });
  } catch (error) {
    fail(error, true);
  }
}

async function invoke(handler: Handler, message: InvokeMessage): Promise<void> {
  process.env._X_AMZN_TRACE_ID = message.traceId;
  // The function uses the sandbox's clock, which jumps from one event to the next: times in its events are by that clock.
  const ahead = message.now - machineTime();
  Date.now = () => machineTime() + ahead;
  current = message.requestId;
  // While the handler runs, the channel to the sandbox does not keep the event loop alive.
  process.channel?.unref();
  try {
    const result = await handler(JSON.parse(message.event), createContext(message));
    if (current === message.requestId) {
      succeed(result);
    }
  } catch (error) {
    if (current === message.requestId) {
      fail(error ?? new Error(String(error)), false);
    }
  }
}

/** The context object. Source: "AWS Lambda Developer Guide, Using the Lambda context object to retrieve Node.js function information". */
function createContext({ requestId, deadline }: InvokeMessage) {
  const environment = process.env;
  return {
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: process.argv[3],
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - machineTime()),
  };
}

function succeed(result: unknown): void {
  let answer: string;
  try {
    answer = JSON.stringify(result) ?? "null";
  } catch (error) {
    fail(error, false);
    return;
  }
  if (current !== undefined) {
    finish({ kind: "succeeded", answer, peakMemoryBytes: peakMemoryBytes() });
  }
}

function fail(error: unknown, fatal: boolean): void {
  finish(
    { kind: "failed", error: describe(error), peakMemoryBytes: peakMemoryBytes(), fatal },
    fatal ? () => process.exit(1) : undefined,
  );
}

function finish(outcome: EnvironmentMessage, sent?: () => void): void {
  current = undefined;
  process.channel?.ref();
  say(outcome, sent);
}

function describe(error: unknown): FunctionError {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

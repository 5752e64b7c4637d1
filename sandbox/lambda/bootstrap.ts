import { Socket } from "node:net";
import {
  createFrameReader,
  type EnvironmentHeader,
  encodeFrame,
  type FunctionError,
  type InvokeHeader,
} from "./frames";
import { type Handler, loadHandler, RuntimeFailure } from "./handler";
import { joinSandboxNetwork } from "./network";
import { peakMemoryBytes } from "./peakMemory";

// The program of an execution environment: it loads the declared handler, says so, and runs it once for each frame that
// arrives on file descriptor 3. Its arguments are the gateway's address and the function's ARN; all else it knows as it
// would on Lambda.

const channel = new Socket({ fd: 3, readable: true, writable: true });
// Without the sandbox there is nothing left to do.
channel.on("close", () => process.exit(0));
channel.on("error", () => process.exit(0));

const say = (header: EnvironmentHeader, payload = "") => channel.write(encodeFrame(header, payload));
/** The id of the invocation under way. */
let current: string | undefined;

for (const stream of [process.stdout, process.stderr]) {
  // What the function writes goes over the same pipe as its answers, so that none of it comes after the answer.
  stream.write = ((text: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    say({ kind: "log" }, typeof text === "string" ? text : Buffer.from(text).toString());
    const callback = typeof encoding === "function" ? encoding : done;
    if (typeof callback === "function") {
      process.nextTick(() => callback());
    }
    return true;
  }) as typeof stream.write;
}
process.on("uncaughtException", (error) => fail(error, true));
process.on("unhandledRejection", (reason) =>
  fail(new RuntimeFailure("Runtime.UnhandledPromiseRejection", String(reason)), true),
);
// A handler that waits for what never comes leaves the event loop empty, which ends the invocation.
process.on("beforeExit", () => succeed(null));

main();

function main(): void {
  const environment = process.env;
  joinSandboxNetwork(new URL(process.argv[2] ?? ""));
  try {
    const handler = loadHandler(environment.LAMBDA_TASK_ROOT ?? "", environment._HANDLER ?? "");
    channel.on(
      "data",
      createFrameReader<InvokeHeader>(({ header, payload }) => void invoke(handler, header, payload)),
    );
    say({ kind: "ready", peakMemoryBytes: peakMemoryBytes() });
  } catch (error) {
    fail(error, true);
  }
}

async function invoke(handler: Handler, header: InvokeHeader, payload: string): Promise<void> {
  process.env._X_AMZN_TRACE_ID = header.traceId;
  current = header.requestId;
  // While the handler runs, the pipe does not count as work that keeps the event loop busy.
  channel.unref();
  try {
    const result = await handler(JSON.parse(payload), createContext(header));
    if (current === header.requestId) {
      succeed(result);
    }
  } catch (error) {
    if (current === header.requestId) {
      fail(error ?? new Error(String(error)), false);
    }
  }
}

/** The context object. Source: "AWS Lambda Developer Guide, Using the Lambda context object to retrieve Node.js function information". */
function createContext(header: InvokeHeader) {
  const environment = process.env;
  return {
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: process.argv[3],
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: header.requestId,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, header.deadline - Date.now()),
  };
}

function succeed(result: unknown): void {
  let payload: string;
  try {
    payload = JSON.stringify(result) ?? "null";
  } catch (error) {
    fail(error, false);
    return;
  }
  const requestId = finish();
  if (requestId !== undefined) {
    say({ kind: "succeeded", requestId, peakMemoryBytes: peakMemoryBytes() }, payload);
  }
}

function fail(error: unknown, fatal: boolean): void {
  const requestId = finish();
  const payload = JSON.stringify(describe(error));
  say({ kind: "failed", ...(requestId && { requestId }), peakMemoryBytes: peakMemoryBytes(), fatal }, payload);
  if (fatal) {
    channel.end(() => process.exit(1));
  }
}

function finish(): string | undefined {
  const requestId = current;
  current = undefined;
  channel.ref();
  return requestId;
}

function describe(error: unknown): FunctionError {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}

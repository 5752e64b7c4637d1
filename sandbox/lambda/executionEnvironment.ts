import { type ChildProcess, spawn } from "node:child_process";
import type { EnvironmentMessage, FunctionError, InvokeMessage } from "./messages";
import { peakMemoryBytes } from "./peakMemory";
import { heapShares, lambdaLimits } from "./settings";

interface EnvironmentOptions {
  readonly bootstrap: string;
  readonly gatewayUrl: string;
  readonly functionArn: string;
  readonly taskRoot: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly memorySizeMegabytes: number;
  readonly timeoutSeconds: number;
  readonly log: (text: string) => void;
}

/** The outcome of an invocation. */
export type InvocationOutcome =
  | { readonly status: "succeeded"; readonly payload: string }
  | { readonly status: "failed"; readonly error: FunctionError };

/** One process that runs a function: it loads the function once, then runs one invocation after another. It never outlives the sandbox. */
export class ExecutionEnvironment {
  peakMemoryBytes = 0;
  private readonly child: ChildProcess;
  private pending: { readonly requestId: string; readonly settle: (outcome: InvocationOutcome) => void } | undefined;
  private ended = false;
  /** The reason for killing the process. */
  private verdict: FunctionError | undefined;

  constructor(private readonly options: EnvironmentOptions) {
    const share = (percent: number) => Math.max(1, Math.floor((options.memorySizeMegabytes * percent) / 100));
    this.child = spawn(
      process.execPath,
      [
        `--max-old-space-size=${share(heapShares.oldSpacePercent)}`,
        `--max-semi-space-size=${share(heapShares.semiSpacePercent)}`,
        // The SDK warns about Node.js versions past their end of life; the function does not depend on the sandbox's version.
        "--no-warnings",
        options.bootstrap,
        options.gatewayUrl,
        options.functionArn,
      ],
      {
        cwd: options.taskRoot,
        env: options.variables,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
        serialization: "advanced",
      },
    );
    this.child.on("message", (message: EnvironmentMessage) => this.receive(message));
    for (const output of [this.child.stdout, this.child.stderr]) {
      output?.setEncoding("utf8").on("data", options.log);
    }
    this.child.on("error", (error) => {
      this.ended = true;
      this.settle(runtimeExit(error.message));
    });
    // Child processes of a killed process may keep its output open; the sandbox does not wait for them.
    this.child.on("exit", () => this.verdict && this.settle({ status: "failed", error: this.verdict }));
    this.child.on("close", (code, signal) => this.closed(code, signal));
    endWithThisProcess(this.child);
  }

  get alive(): boolean {
    return !this.ended;
  }

  async initialize(): Promise<FunctionError | undefined> {
    // After a load timeout, Lambda repeats the load within the first invocation, with the function's own timeout.
    const limit = Math.max(lambdaLimits.initializationTime, this.options.timeoutSeconds * 1_000);
    const outcome = await this.wait("initialization", limit, timedOut(limit / 1_000));
    return outcome.status === "failed" ? outcome.error : undefined;
  }

  /** Runs the function once. A process that times out, takes too much memory or ends is not `alive` afterwards. */
  invoke(requestId: string, payload: string, traceId: string, now: number): Promise<InvocationOutcome> {
    const limit = this.options.timeoutSeconds * 1_000;
    const outcome = this.wait(requestId, limit, timedOut(this.options.timeoutSeconds, requestId));
    const message: InvokeMessage = { requestId, deadline: Date.now() + limit, now, traceId, event: payload };
    // A killed process accepts none; its exit is reported below.
    this.child.send(message, () => undefined);
    return outcome;
  }

  kill(): void {
    this.ended = true;
    this.child.kill("SIGKILL");
  }

  private wait(requestId: string, limit: number, late: FunctionError): Promise<InvocationOutcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.abandon(late), limit);
      const watch = setInterval(() => this.watchMemory(), memoryWatchInterval);
      const settle = (outcome: InvocationOutcome) => {
        clearTimeout(timer);
        clearInterval(watch);
        resolve(outcome);
      };
      this.pending = { requestId, settle };
      if (this.ended) {
        this.settle(runtimeExit("exit status 1"));
      }
    });
  }

  private receive(message: EnvironmentMessage): void {
    if (message.kind === "log") {
      this.options.log(message.text);
      return;
    }
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, message.peakMemoryBytes);
    if (this.verdict !== undefined || this.tookTooMuchMemory()) {
      return;
    }
    if (message.kind === "failed") {
      this.ended ||= message.fatal;
      this.settle({ status: "failed", error: message.error });
    } else {
      this.settle({ status: "succeeded", payload: message.kind === "ready" ? "" : message.answer });
    }
  }

  private watchMemory(): void {
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, peakMemoryBytes(this.child.pid));
    this.tookTooMuchMemory();
  }

  private tookTooMuchMemory(): boolean {
    const tooMuch = this.peakMemoryBytes > this.options.memorySizeMegabytes * megabyte;
    if (tooMuch) {
      this.abandon(outOfMemory(this.pending?.requestId));
    }
    return tooMuch;
  }

  /** The invocation ends when the process has ended, so none of its work continues afterwards. */
  private abandon(error: FunctionError): void {
    this.verdict ??= error;
    this.kill();
  }

  private closed(code: number | null, signal: NodeJS.Signals | null): void {
    this.ended = true;
    if (signal === "SIGABRT" && heapOutgrowsMemory(this.options.memorySizeMegabytes)) {
      this.settle({ status: "failed", error: outOfMemory(this.pending?.requestId) });
      return;
    }
    const how = signal === null ? `exit status ${code}` : `signal: ${signal === "SIGABRT" ? "aborted" : signal}`;
    this.settle(runtimeExit(how, this.pending?.requestId));
  }

  private settle(outcome: InvocationOutcome): void {
    const pending = this.pending;
    this.pending = undefined;
    pending?.settle(outcome);
  }
}

/** The running processes, which must not outlive this one. */
const running = new Set<ChildProcess>();

function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0) {
    process.on("exit", endAll);
  }
  running.add(child);
  child.once("exit", () => {
    running.delete(child);
    if (running.size === 0) {
      process.removeListener("exit", endAll);
    }
  });
}

function endAll(): void {
  for (const child of running) {
    child.kill("SIGKILL");
  }
}

const megabyte = 1_024 * 1_024;
/** Milliseconds between two checks of a process's memory. */
const memoryWatchInterval = 100;

/** V8 aborts at its heap limit. If that and the process itself (some 40 MB) exceed the memory, Lambda would have killed it first. */
function heapOutgrowsMemory(memorySizeMegabytes: number): boolean {
  return (memorySizeMegabytes * heapShares.oldSpacePercent) / 100 + 40 > memorySizeMegabytes;
}

function timedOut(seconds: number, requestId = "initialization"): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
  return { errorType: "Sandbox.Timedout", errorMessage };
}

function outOfMemory(requestId = "initialization"): FunctionError {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return { errorType: "Runtime.OutOfMemory", errorMessage };
}

function runtimeExit(how: string, requestId = "initialization"): InvocationOutcome {
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: ${how}`;
  return { status: "failed", error: { errorType: "Runtime.ExitError", errorMessage } };
}

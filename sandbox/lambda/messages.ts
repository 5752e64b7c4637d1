/** From the sandbox to an execution environment: one invocation. The event is JSON. */
export interface InvokeMessage {
  readonly requestId: string;
  /** The time of the invocation's timeout, in milliseconds since 1970 by the machine's clock. */
  readonly deadline: number;
  /** The time in the sandbox at its beginning, in milliseconds since 1970. */
  readonly now: number;
  readonly traceId: string;
  readonly event: string;
}

/** From an execution environment to the sandbox. */
export type EnvironmentMessage =
  | { readonly kind: "ready"; readonly peakMemoryBytes: number }
  /** The handler has answered, with JSON. */
  | { readonly kind: "succeeded"; readonly answer: string; readonly peakMemoryBytes: number }
  /** The function could not be loaded, or has failed. `fatal` if the process ends. */
  | {
      readonly kind: "failed";
      readonly error: FunctionError;
      readonly peakMemoryBytes: number;
      readonly fatal: boolean;
    }
  /** Something was written to standard output or standard error. */
  | { readonly kind: "log"; readonly text: string };

/** A function's failure, in the form of Lambda's answer. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

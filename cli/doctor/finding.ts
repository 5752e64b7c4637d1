/** What one check found. */
export interface Finding {
  /** The integration's key; undefined for what concerns the account. */
  readonly vendor?: string;
  /** What was looked at. */
  readonly subject: string;
  /** `unknown`: the caller may not look. */
  readonly status: "ok" | "warning" | "failure" | "unknown";
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
}

/** What a check says, where somebody else adds whose it is and of what. */
export type Answer = Omit<Finding, "vendor" | "subject">;

export function ok(message: string): Answer {
  return { status: "ok", message };
}

export function failure(message: string, remedy: string): Answer {
  return { status: "failure", message, remedy };
}

/** What the stack's state has and AWS does not. */
export const gone: Answer = failure(
  "It is gone, though the stack's state has it.",
  "Run pulumi refresh, look at what it says, then pulumi up.",
);

export function warning(message: string, remedy: string): Answer {
  return { status: "warning", message, remedy };
}

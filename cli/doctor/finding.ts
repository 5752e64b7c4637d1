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

/**
 * Asks, and makes a finding of the answer or of the error. A caller without the right to look is told which one it is: AWS's message
 * names the action.
 * @param absent what it means that AWS does not know the thing
 */
export async function check(
  of: Pick<Finding, "vendor" | "subject">,
  ask: () => Promise<Answer>,
  absent: Answer,
): Promise<Finding> {
  try {
    return { ...of, ...(await ask()) };
  } catch (error) {
    const { name, message } = error as Error;
    if (/AccessDenied|UnrecognizedClient|NotAuthorized/.test(name)) {
      const remedy = "Run the doctor with the right to look at it.";
      return { ...of, status: "unknown", message: `${name}: ${message}`, remedy };
    }
    if (/NotFound|NonExistentQueue|QueueDoesNotExist/.test(name)) {
      return { ...of, ...absent };
    }
    return { ...of, status: "failure", message: `${name}: ${message}` };
  }
}

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

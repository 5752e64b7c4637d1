/** An error as the log shows it, without anything of an event. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  /** Where our own code failed: the frames of the stack. */
  readonly stack?: readonly string[];
}

/**
 * Reports errors without payload: every word of an error's message that a body holds is masked, unless it is one of those that
 * JavaScript's own messages are made of. Words of one or two characters stay.
 * @param handled the messages whose bodies an error may quote
 */
export function reportErrors(
  errors: ReadonlyMap<string, { readonly message: string; readonly stack?: string }>,
  handled: readonly { readonly body: string }[],
): readonly ReportedError[] {
  const reported = [...errors].slice(0, mostErrors);
  if (reported.length === 0) {
    return [];
  }
  const payload = handled
    .map(({ body }) => body)
    .join(" ")
    .toLowerCase();
  return reported.map(([code, { message, stack }]) => ({
    code,
    message: withoutPayload(message, payload),
    ...(stack !== undefined && { stack: framesOf(stack, message) }),
  }));
}

/** Errors of one invocation that are reported, and the most characters of a message. */
const mostErrors = 5;
const longestMessage = 500;

function withoutPayload(message: string, payload: string): string {
  return message
    .slice(0, longestMessage)
    .replace(/[\p{L}\p{N}_]{3,}/gu, (word) =>
      (payload.includes(word.toLowerCase()) || isEscaped(word, payload)) && !ordinaryWords.has(word) ? "***" : word,
    );
}

/** Whether a word of other letters than ASCII's may be in the payload as JSON escapes it. */
function isEscaped(word: string, payload: string): boolean {
  return /[^\w]/.test(word) && payload.includes("\\u");
}

/** The lines of a stack after its message, which they repeat. */
function framesOf(stack: string, message: string): readonly string[] {
  return stack
    .replace(message, "")
    .split("\n")
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []);
}

/** Source: V8, src/common/message-template.h: the words of the errors that a faulty program meets most. */
const ordinaryWords: ReadonlySet<string> = new Set(
  "Cannot read set properties property undefined null reading setting not function iterable object defined constructor Invalid array string length time value call stack size exceeded Maximum JSON valid Unexpected token end input position before access initialization convert type the and for with".split(
    " ",
  ),
);

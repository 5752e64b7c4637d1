/** An error for the log, without any part of an event. */
export interface ReportedError {
  readonly code: string;
  readonly message: string;
  /** The stack frames of an error in this project's code. */
  readonly stack?: readonly string[];
}

/**
 * Reports errors without payload: masks every word of an error's message that occurs in a body, except the words of JavaScript's own
 * messages. Words of one or two characters stay.
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

/** The maximum number of reported errors per invocation, and of characters per message. */
const mostErrors = 5;
const longestMessage = 500;

function withoutPayload(message: string, payload: string): string {
  return message
    .slice(0, longestMessage)
    .replace(/[\p{L}\p{N}_]{3,}/gu, (word) =>
      (payload.includes(word.toLowerCase()) || isEscaped(word, payload)) && !ordinaryWords.has(word) ? "***" : word,
    );
}

/** Returns true if a word with non-ASCII letters may occur in the payload in JSON-escaped form. */
function isEscaped(word: string, payload: string): boolean {
  return /[^\w]/.test(word) && payload.includes("\\u");
}

/** Returns the lines of a stack after the message. */
function framesOf(stack: string, message: string): readonly string[] {
  return stack
    .replace(message, "")
    .split("\n")
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []);
}

/** Common words of V8's error messages. Source: V8, src/common/message-template.h. */
const ordinaryWords: ReadonlySet<string> = new Set(
  "Cannot read set properties property undefined null reading setting not function iterable object defined constructor Invalid array string length time value call stack size exceeded Maximum JSON valid Unexpected token end input position before access initialization convert type the and for with".split(
    " ",
  ),
);

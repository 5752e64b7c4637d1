import { decodedText, isNoSecret, redactedMark, type SecretNames } from "./secretValues";

/** What stands before a parameter: what divides parameters, or, for a name that is secret everywhere, what divides words. */
const parameterStart = /(^|[?&#;]|\\u0026|[\s,({["'])([\w.~%[\]-]{1,80})=/gi;

/**
 * A text with `REDACTED` for the values of parameters of URLs and forms that hold secrets.
 * @param secrets gets these values, as they stood and decoded
 */
export function withoutParameters(text: string, names: SecretNames, secrets: string[]): string {
  let left = "";
  let done = 0;
  parameterStart.lastIndex = 0;
  for (let match = parameterStart.exec(text); match !== null; match = parameterStart.exec(text)) {
    const [, before = "", written = ""] = match;
    const start = parameterStart.lastIndex;
    const name = decodedText(written);
    if (
      names.meaningOf(name.replace(/(?:\[\])+$/, "")) === "plain" &&
      !(isDivider(before) && names.isParameter(name))
    ) {
      continue;
    }
    const value = valueFrom(text, start);
    if (isNoSecret(value) || (before === "" && names.meaningOf(name) === "plain" && !isForm(text, value))) {
      continue;
    }
    secrets.push(value, decodedText(value));
    left += text.slice(done, start) + redactedMark;
    done = start + value.length;
    parameterStart.lastIndex = done;
  }
  return done === 0 ? text : left + text.slice(done);
}

function isDivider(before: string): boolean {
  return before === "" || /[?&#;]|\\u0026/i.test(before);
}

/** Whether a text that begins with `name=value` is a form's: `state=CA` and `code=7 was wrong` are none. */
function isForm(text: string, value: string): boolean {
  return text.includes("&") || (value.length >= 6 && !/\s/.test(text));
}

/** The value of a parameter that begins at `start`: to the end of its quotes, to the next parameter, or to what cannot stand in one. */
function valueFrom(text: string, start: number): string {
  const pattern = /(\\{0,7}["']).*?\1|["']?(?:'(?![\s,)\]};>:]|$)|(?!;[\w.-]{1,40}=)[^&#\s"'<>\\])*/sy;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

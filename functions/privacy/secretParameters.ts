import { decodedText, isNoSecret, redactedMark, type SecretNames } from "./secretValues";

/** The text before a parameter: a separator of parameters, or, for a name that is secret everywhere, a separator of words. */
const parameterStart = /(^|[?&#;]|\\u0026|[\s,({["'])([\w.~%[\]-]{1,80})=/gi;

/**
 * Replaces with `REDACTED` the values of secret parameters of URLs and forms.
 * @param secrets receives these values, both raw and decoded
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

/** Returns true if a text that begins with `name=value` is a form: `state=CA` and `code=7 was wrong` are not. */
function isForm(text: string, value: string): boolean {
  return text.includes("&") || (value.length >= 6 && !/\s/.test(text));
}

/**
 * Returns the value of a parameter, beginning at `start`: up to the end of its quotes, the next parameter, or a character that cannot be
 * part of one.
 */
function valueFrom(text: string, start: number): string {
  const pattern = /(\\{0,7}["']).*?\1|["']?(?:'(?![\s,)\]};>:]|$)|(?!;[\w.-]{1,40}=)[^&#\s"'<>\\])*/sy;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? "";
}

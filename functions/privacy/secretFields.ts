import type { NameMeaning } from "./secretNames";
import { isNoSecret, redactedMark } from "./secretValues";

type MeaningOfName = (name: string) => NameMeaning;

/** Replaces with `REDACTED` the values of secret fields in a text: JSON, XML, labelled lines such as headers, and command-line options. */
export function withoutSecretFields(text: string, meaningOf: MeaningOfName): string {
  let left = text.includes('"') ? withoutValues(text, jsonName, meaningOf, jsonValueAt) : text;
  if (left.includes(":") || /=[\s>]|\s=/.test(left)) {
    left = withoutValues(left, label, meaningOf, labelledValueAt);
  }
  if (left.includes("--")) {
    left = withoutValues(left, option, meaningOf, (whole, start) => likelyAt(whole, start));
  }
  return left.includes("</")
    ? withoutValues(left, element, meaningOf, (whole, start) => stickyAt(/[^<]+/y, whole, start))
    : left;
}

/** Finds the value after a name in a text if it must not be stored; otherwise undefined. */
type ValueAt = (text: string, start: number, match: RegExpExecArray, meaning: NameMeaning) => string | undefined;

/** Replaces the values after the names that `pattern` finds in its group `name`. Quotes around a value stay. */
function withoutValues(text: string, pattern: RegExp, meaningOf: MeaningOfName, valueAt: ValueAt): string {
  let left = "";
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const meaning = meaningOf(match.groups?.name ?? "");
    const start = pattern.lastIndex;
    const value = meaning === "plain" ? undefined : valueAt(text, start, match, meaning);
    const [, quote = ""] = /^(\\{0,7}["'])/.exec(value ?? "") ?? [];
    const closing =
      quote !== "" && value !== undefined && value.length > quote.length && value.endsWith(quote) ? quote : "";
    if (value === undefined || isNoSecret(value.slice(quote.length, value.length - closing.length).trim())) {
      // The separator between a name and its value may also precede the next name.
      pattern.lastIndex = Math.max(start - 1, match.index + 1);
      continue;
    }
    left += text.slice(done, start) + quote + redactedMark + closing;
    done = start + value.length;
    pattern.lastIndex = done;
  }
  return done === 0 ? text : left + text.slice(done);
}

/** The name of a JSON field, whose quotes may be escaped: `"name":`, `\"name\": `. */
const jsonName = /(?<slashes>\\{0,7})"(?<name>[\w .$[\]/-]{1,80})\k<slashes>"\s{0,9}:\s{0,9}/g;

/** The patterns of JSON strings by the number of backslashes before their quotes; a text may be truncated. */
const jsonTexts = Array.from({ length: 8 }, (_, count) => {
  const quote = `${"\\\\".repeat(count)}"`;
  return new RegExp(`${quote}(?:(?!(?<!\\\\)${quote}).)*(?:${quote}|$)`, "sy");
});

function jsonValueAt(
  text: string,
  start: number,
  { groups }: RegExpExecArray,
  meaning: NameMeaning,
): string | undefined {
  const jsonText = jsonTexts[groups?.slashes?.length ?? 0];
  const found = jsonText && stickyAt(jsonText, text, start);
  if (found !== undefined) {
    return found;
  }
  return /[[{]/.test(text[start] ?? "") ? enclosedAt(text, start, meaning) : stickyAt(/[^\s,}\]"'\\]+/y, text, start);
}

/**
 * Returns a list or an object up to its end, or up to the end of a truncated text. If only some of its values are secrets, they are found
 * by their own names.
 */
function enclosedAt(text: string, start: number, meaning: NameMeaning): string | undefined {
  if (meaning !== "secret") {
    return undefined;
  }
  const brackets = /[[\]{}]/g;
  brackets.lastIndex = start;
  let depth = 0;
  for (let match = brackets.exec(text); match !== null; match = brackets.exec(text)) {
    depth += "[{".includes(match[0]) ? 1 : -1;
    if (depth === 0) {
      return text.slice(start, brackets.lastIndex);
    }
  }
  return text.slice(start);
}

/**
 * A name before a colon, an arrow or an equals sign with blanks: of a header (RFC 9110, section 5) with its authentication scheme, or of a
 * setting in a text. In a sentence only the name of a password counts. The schemes are those of the HTTP Authentication Scheme Registry
 * (IANA), with Okta's SSWS, PagerDuty's Token and AWS Signature Version 4.
 */
const label =
  /(?<before>^|[\r\n"'{[(,;:>][ \t]{0,5}|\\[nr]|[ \t](?=pass(?:word|wd|phrase)\b|pwd\b))'?(?<name>[a-z][\w.-]{0,60})'?(?:[ \t]{0,5}(?:=>|:)|[ \t]{1,5}=|=(?=[ \t]))[ \t]{0,5}(?:(?:Basic|Bearer|Digest|DPoP|HOBA|Negotiate|NTLM|OAuth|PrivateToken|SCRAM-SHA-\d{1,3}|SSWS|Token|Api-?Key|AWS4-HMAC-SHA256)[ \t]{1,5})?/gi;

function labelledValueAt(
  text: string,
  start: number,
  { groups }: RegExpExecArray,
  meaning: NameMeaning,
): string | undefined {
  if (meaning === "holdsSecret") {
    return headerAt(text, start, groups?.before?.trim() ?? "");
  }
  return stickyAt(/'[^']*'|"[^"]*"/y, text, start) ?? likelyAt(text, start);
}

/** Returns the value of a header, up to the end of its line or of the quotes around it: cookie pairs, or credentials. */
function headerAt(text: string, start: number, before: string): string | undefined {
  const isSecret = stickyAt(/[^\s=;,]{1,80}=\S/y, text, start) ?? likelyAt(text, start);
  return isSecret && stickyAt(lines[before] ?? /(?:(?!\\[nr]).)+/y, text, start);
}

const lines: Readonly<Record<string, RegExp>> = {
  '"': /(?:(?!\\{0,7}"|\\[nr]).)+/y,
  "'": /(?:(?!\\{0,7}'|\\[nr]).)+/y,
};

/** A command-line option: `--password x`. */
const option = /(?<![\w-])--(?<name>[\w-]{1,60}) {1,5}/g;

/** An XML element that contains only text. */
const element = /<(?:[\w-]{1,40}:)?(?<name>[\w.-]{1,60})(?: [^<>]{0,500})?>(?=[^<]*<\/)/g;

/** Returns a value without blanks if it is more likely a secret than a word: it has a digit, or a symbol that words do not have. */
function likelyAt(text: string, start: number): string | undefined {
  const begin = stickyAt(/[^\s"'<>,;)\]}\\]{6,200}/y, text, start);
  const isWord = begin === undefined || /^[\p{L}.'’-]\p{Ll}*[\p{L}_.,:!?-]*$/u.test(begin);
  return isWord || /^(?:\d{4}-\d\d-\d\d|[\d:.]+$|arn:|urn:)|:\/\//i.test(begin)
    ? undefined
    : stickyAt(/[^\s"'<>,;)\]}\\]+/y, text, start);
}

function stickyAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

import { claimOf } from "./names";
import { isPlaceholder } from "./references";
import { isKeyMaterial, isSecretByName } from "./secretByName";

/**
 * The kind of a searched text. A `setting` is the value of a variable (JSON, a query, a connection string), a `file` contains settings (`.env`, YAML):
 * in both, values may have no quotes. In `code`, a value without quotes is an expression.
 */
export type TextKind = "setting" | "file" | "code";

/** Finds a literal that a text assigns to the name of a secret: `password: "..."`, `Password=...;`, `const apiToken = "..."`. */
export function assignedIn(text: string, kind: TextKind): string | undefined {
  for (const match of text.matchAll(assignment)) {
    const [whole, name = ""] = match;
    if (promising.test(name) && !isInArn(text, match.index)) {
      const start = match.index + whole.length;
      const value =
        quotedAt(text, start) ?? (kind === "code" ? undefined : unquotedAt(text, match.index, whole, start));
      if (value !== undefined && isAssignedSecret(name, value, kind)) {
        return valueFor(name);
      }
    }
  }
  for (const [, name = "", value = ""] of text.matchAll(pair)) {
    if (isAssignedSecret(name, value, kind)) {
      return valueFor(name);
    }
  }
  return undefined;
}

function valueFor(name: string): string {
  return `a value for ${name.slice(name.lastIndexOf(".") + 1)}`;
}

/** A name and its value as two members of an object, or two attributes of an element: `"name": "DB_PASSWORD", "value": "..."`. */
const pair =
  /(?<!\w)(?:name|key)["']?[ \t]{0,4}[:=]\s{0,8}["']([\w$.-]{2,80})["']\s{0,8},?\s{0,80}["']?value["']?[ \t]{0,4}[:=]\s{0,8}["']([^"'\r\n\\]{3,512})["']/gi;

/** Reports if a position is within an ARN, whose parts look like assignments: `arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf`. */
function isInArn(text: string, place: number): boolean {
  return /(?<![\w-])arn:aws[\w:/-]{0,250}$/.test(text.slice(Math.max(0, place - 260), place));
}

/** A name with or without quotes, and the operator after it. The name begins at a word boundary and has at most 80 characters. */
const assignment =
  /(?<![\w$.-])([A-Za-z_$][\w$.-]{1,79})(?:\\?["'`])?\]?[ \t]{0,8}(?::[ \t]{0,4}string[ \t]{0,4}=|:=|=>|[:=])[ \t]{0,8}/g;
const promising = /pass|pwd|secret|token|key|cred/i;

function quotedAt(text: string, start: number): string | undefined {
  const [, , value] = /^(\\?["'`])((?:(?!\1)[^\r\n\\]){3,512})\1/.exec(text.slice(start, start + 520)) ?? [];
  return value;
}

function unquotedAt(text: string, from: number, assigned: string, start: number): string | undefined {
  const [value] = /^[^\s;&,=?"'`<>(){}|]{3,256}={0,2}(?=[;&,\s}|"'`]|$)/.exec(text.slice(start, start + 260)) ?? [];
  // `name: value` is a setting if it is alone on its line, otherwise prose.
  if (value === undefined || !/: +$/.test(assigned)) {
    return value;
  }
  const before = text.slice(Math.max(0, from - 100), from);
  const after = text.slice(start + value.length, start + value.length + 100);
  return /(^|\n)[ \t]{0,80}(- )?["']?$/.test(before) && /^[ \t]{0,80}(#|\r?\n|$)/.test(after) ? value : undefined;
}

function isAssignedSecret(name: string, value: string, kind: TextKind): boolean {
  if (!isSecretByName(name, value) || isPlaceholder(value) || value.includes("${") || schemaWords.test(value)) {
    return false;
  }
  if (kind !== "code") {
    return true;
  }
  // In code, words are labels, field names and messages.
  return claimOf(name) === "password" ? isPasswordLiteral(value) : isKeyMaterial(value);
}

function isPasswordLiteral(value: string): boolean {
  return /^[^\s{}()<>]{6,200}$/.test(value) && /[A-Za-z]/.test(value) && /\d/.test(value);
}

/** Words of schemas, forms and examples that replace a value. */
const schemaWords =
  /^(string|text|password|passwd|secret|token|hidden|required|optional|masked|redacted|example|sample|dummy|placeholder|change-?me|change_me|your[-_ ].{0,60}|todo|tbd|n\/a|must|is|the|not)$/i;

import { isIP } from "node:net";
import { type CompiledCondition, compileCondition, holds } from "../mapping/condition";
import type { Condition } from "../mapping/fieldMapping";
import { isJsonObject, type JsonObject, type JsonValue, pathOf } from "../mapping/values/json";
import { changeAt } from "./changeAt";
import { looksLikePassword } from "./looksLikePassword";
import { redactedMark } from "./secretValues";

/** Where a vendor's events hold what a person typed as a user name, as data. */
export interface UserNames {
  /** The events in which somebody typed a user name, by what their kind begins with, and did not come in. */
  readonly when: readonly Condition[];
  /** The fields that hold it, as dotted paths in which `*` stands for any index. */
  readonly fields: readonly string[];
  /** What `type` beside such a field must say, if it says anything. @default anything */
  readonly types?: readonly string[];
  /**
   * Texts in which the vendor repeats it, as dotted paths. Nothing may be among them that identity, time, address, user agent or result of the
   * event come from, nor what a sender can guess: who types `LEVEL=HIGH;` as his name must not take that out of a risk assessment.
   */
  readonly copies?: readonly string[];
}

/**
 * `detail` with `REDACTED` in place of user names that look like passwords: who types fast types his password into the wrong field. The whole value
 * of the field is replaced, and copies of it in the texts where the vendor repeats it. Nothing else is touched, whatever the user name is.
 * @param paths gets the dotted paths of what was changed
 */
export function withoutTypedPasswords(
  detail: JsonObject,
  { when, fields, types, copies }: CompiledUserNames,
  paths: string[],
): JsonObject {
  if (!when.every((condition) => holds(condition, detail))) {
    return detail;
  }
  const typed = new Set<string>();
  let left: JsonValue = detail;
  for (const { holder, key } of fields) {
    left =
      changeAt(left, holder, (value, trail) => {
        const text = isJsonObject(value) && isOneOf(types, value) && Object.hasOwn(value, key) ? value[key] : undefined;
        if (!isJsonObject(value) || typeof text !== "string" || !isPassword(text)) {
          return value;
        }
        typed.add(text);
        paths.push([...trail, key].join("."));
        return { ...value, [key]: redactedMark };
      }) ?? {};
  }
  for (const path of typed.size === 0 ? [] : copies) {
    left =
      changeAt(left, path, (value, trail) => {
        const text = typeof value === "string" ? withoutCopies(value, typed) : value;
        if (text !== value) {
          paths.push(trail.join("."));
        }
        return text;
      }) ?? {};
  }
  return isJsonObject(left) ? left : {};
}

/** Addresses and times are no passwords, whatever characters they have. */
function isPassword(text: string): boolean {
  return looksLikePassword(text) && isIP(text.replace(/^\[|[\]%].*$/g, "")) === 0;
}

/** Whether an object is of one of the types, or says none: the display name of `{ "type": "AppInstance" }` is no user's. */
function isOneOf(types: readonly string[] | undefined, { type }: JsonObject): boolean {
  return types === undefined || typeof type !== "string" || types.includes(type);
}

/** A text without what was typed, as it is or with any of its characters percent-encoded (RFC 3986, section 2.1). */
function withoutCopies(text: string, typed: ReadonlySet<string>): string {
  return [...typed].reduce((left, password) => left.replace(copyOf(password), redactedMark), text);
}

function copyOf(password: string): RegExp {
  const characters = [...password].map((character) => {
    const codes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const forms = [character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), codes, ...(character === " " ? ["\\+"] : [])];
    return `(?:${forms.join("|")})`;
  });
  // Codes may have capitals.
  return new RegExp(
    characters.join("").replace(/%([0-9a-f]{2})/g, (_, code: string) => `%${anyCase(code)}`),
    "gu",
  );
}

function anyCase(code: string): string {
  return code.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Where user names are, with the paths split and the conditions compiled, once for all events. */
export interface CompiledUserNames {
  readonly when: readonly CompiledCondition[];
  readonly fields: readonly { readonly holder: readonly string[]; readonly key: string }[];
  readonly types: readonly string[] | undefined;
  readonly copies: readonly (readonly string[])[];
}

/** Compiles where user names are. */
export function compileUserNames({ when, fields, types, copies = [] }: UserNames): CompiledUserNames {
  return {
    when: when.map(compileCondition),
    fields: fields.map(pathOf).map((path) => ({ holder: path.slice(0, -1), key: path.at(-1) ?? "" })),
    types,
    copies: copies.map(pathOf),
  };
}

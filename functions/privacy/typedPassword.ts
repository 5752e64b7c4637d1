import { isIP } from "node:net";
import { type CompiledCondition, compileCondition, holds } from "../mapping/condition";
import type { Condition } from "../mapping/fieldMapping";
import { isJsonObject, type JsonObject, type JsonValue, pathOf } from "../mapping/values/json";
import { changeAt } from "./changeAt";
import { looksLikePassword } from "./looksLikePassword";
import { redactedMark } from "./secretValues";

/** The places of typed user names in a vendor's events, as data. */
export interface UserNames {
  /** The events, by the prefix of their kind, in which a user name was typed and the sign-in did not succeed. */
  readonly when: readonly Condition[];
  /** The fields that hold it, as dotted paths where `*` matches any index. */
  readonly fields: readonly string[];
  /** The allowed values of `type` beside such a field, if it has one. @default all */
  readonly types?: readonly string[];
  /**
   * Dotted paths of texts in which the vendor repeats it. They must not include sources of the event's identity, time, address, user agent
   * or result, nor text that a sender can guess: the user name `LEVEL=HIGH;` must not remove that text from a risk assessment.
   */
  readonly copies?: readonly string[];
}

/**
 * Replaces with `REDACTED` user names that look like passwords, since users sometimes type their password into the wrong field. The whole
 * value of the field is replaced, and copies of it in the texts where the vendor repeats it. Nothing else changes, whatever the user name
 * is.
 * @param paths receives the dotted paths of changed values
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

/** Addresses and times are never passwords. */
function isPassword(text: string): boolean {
  return looksLikePassword(text) && isIP(text.replace(/^\[|[\]%].*$/g, "")) === 0;
}

/** Returns true if an object has one of the types, or no type: the display name of `{ "type": "AppInstance" }` is not a user's. */
function isOneOf(types: readonly string[] | undefined, { type }: JsonObject): boolean {
  return types === undefined || typeof type !== "string" || types.includes(type);
}

/** Removes a typed text, as it is or with any of its characters percent-encoded (RFC 3986, section 2.1). */
function withoutCopies(text: string, typed: ReadonlySet<string>): string {
  return [...typed].reduce((left, password) => left.replace(copyOf(password), redactedMark), text);
}

function copyOf(password: string): RegExp {
  const characters = [...password].map((character) => {
    const codes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
    const forms = [character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), codes, ...(character === " " ? ["\\+"] : [])];
    return `(?:${forms.join("|")})`;
  });
  // Percent-encoding may use upper case.
  return new RegExp(
    characters.join("").replace(/%([0-9a-f]{2})/g, (_, code: string) => `%${anyCase(code)}`),
    "gu",
  );
}

function anyCase(code: string): string {
  return code.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Places of user names with paths split and conditions compiled, once for all events. */
export interface CompiledUserNames {
  readonly when: readonly CompiledCondition[];
  readonly fields: readonly { readonly holder: readonly string[]; readonly key: string }[];
  readonly types: readonly string[] | undefined;
  readonly copies: readonly (readonly string[])[];
}

/** Compiles the places of user names. */
export function compileUserNames({ when, fields, types, copies = [] }: UserNames): CompiledUserNames {
  return {
    when: when.map(compileCondition),
    fields: fields.map(pathOf).map((path) => ({ holder: path.slice(0, -1), key: path.at(-1) ?? "" })),
    types,
    copies: copies.map(pathOf),
  };
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";
import { redact } from "../../../functions/privacy/redact";
import { compileRules } from "../../../functions/privacy/redactionRules";
import { auth0 } from "../../../functions/vendors/auth0";
import type { JsonSchema } from "../../support/exampleOf";
import { readJson } from "../../support/readJson";

const rules = compileRules(auth0.redaction);

/*
 * Every field of the log types' own schemas, auth0/auth0-log-schemas 8b58c73, where the folder of samples has them. A field holds a secret if
 * whoever reads it could sign in, change a password or take an invitation with it; so says Auth0's documentation of each.
 */

/** Fields that hold a secret, by their path in `data`, and the document that says so. */
const secret: readonly (readonly [field: RegExp, document: string])[] = [
  [
    /^details\.(?:body|query)\.(?:newPassword|confirmNewPassword|password)$/,
    "Authentication API, change password and sign up",
  ],
  [/^details\.body\._csrf$/, "Auth0 Docs, Customize Classic Password Reset page: the form's token"],
  [/^details\.body\.ticket$/, "Management API, tickets: whoever has one changes the password or verifies the address"],
  [/^details\.invitation\.ticket_id$/, "Auth0 Docs, Invite organization members: part of the invitation's URL"],
  [
    /^details\.body\.(?:authParams|transaction)\.state$/,
    "RFC 6749, section 10.12: the value that protects against forged requests",
  ],
  [/^details\.request\.body\.code$/, "Authentication API, verify with a one-time password: mfa"],
  [/^details\.code$/, "RFC 6749, section 4.1.2, and RFC 8628, section 3.2: authorization and device codes"],
  [
    /^details\.request\.auth\.credentials$/,
    "auth0-log-schemas, mgmt_api_read: the caller's credentials, where they are a text",
  ],
];

const folder = join(process.env.SAMPLES ?? "", "auth0-log-schemas", "schemas", "log-types");
const files = process.env.SAMPLES !== undefined && existsSync(folder) ? readdirSync(folder) : [];

/** The paths of all fields of a schema that can hold a text or a number. */
function leavesOf(schema: JsonSchema, path: readonly string[] = []): readonly (readonly string[])[] {
  const { anyOf = [], allOf = [], items, properties = {}, type } = schema;
  const branches = [...anyOf, ...allOf].flatMap((branch) => leavesOf(branch, path));
  const ofItems = items === undefined ? [] : leavesOf(items, [...path, "0"]);
  const below = Object.entries(properties).flatMap(([name, child]) => leavesOf(child, [...path, name]));
  const isLeaf = [type ?? []].flat().some((one) => one === "string" || one === "number" || one === "integer");
  return [...(isLeaf ? [path] : []), ...branches, ...ofItems, ...below];
}

/** `leaf` at `path` of an event of that type. */
function eventWith(type: string, path: readonly string[], leaf: JsonValue): JsonObject {
  const nested = path.reduceRight<JsonValue>((value, key) => (key === "0" ? [value] : { [key]: value }), leaf);
  return { log_id: "1", data: { type, ...(nested as JsonObject) } };
}

function stored(event: JsonObject): string {
  return JSON.stringify(redact(event, rules).detail);
}

if (files.length === 0) {
  test.todo(
    "of every field in the schemas of Auth0's log types in the folder named by SAMPLES it is known whether it is a secret",
  );
} else {
  const fields = files.flatMap((file) => {
    const type = file.replace(".schema.json", "");
    return leavesOf(readJson<JsonSchema>(folder, file))
      .filter((path) => path.join(".") !== "type")
      .map((path) => ({ type, path, field: path.join(".") }));
  });

  test("there are more than a thousand, and each kind of secret is among them", () => {
    expect(fields.length).toBeGreaterThan(1_000);
    for (const [pattern] of secret) {
      expect(fields.map(({ field }) => field)).toContainEqual(expect.stringMatching(pattern));
    }
  });

  test.each([
    ["a text", "Zq7-madeup-leaf"],
    ["a number", 80417263],
  ])("with %s in it, a field is masked exactly where it holds a secret", (_, leaf) => {
    const wrong = fields.filter(({ type, path, field }) => {
      const kept = stored(eventWith(type, path, leaf)).includes(String(leaf));
      return kept === secret.some(([pattern]) => pattern.test(field));
    });
    expect(wrong.map(({ type, field }) => `${type}: ${field}`)).toEqual([]);
  });

  test("with a URL in it that has a ticket or a code, every field loses these alone", () => {
    const url = "https://acme.eu.auth0.example/lo/reset?lang=de&ticket=Zq7madeupTicket&verification_code=80417263";
    const wrong = fields.filter(({ type, path, field }) => {
      const text = stored(eventWith(type, path, url));
      const isSecret = secret.some(([pattern]) => pattern.test(field));
      return (
        /Zq7madeupTicket|80417263/.test(text) || (!isSecret && !text.includes("/lo/reset?lang=de&ticket=REDACTED"))
      );
    });
    expect(wrong.map(({ type, field }) => `${type}: ${field}`)).toEqual([]);
  });
}

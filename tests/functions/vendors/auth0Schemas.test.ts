import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../functions/mapping/values/json";
import { redact } from "../../../functions/privacy/redact";
import { compileRules } from "../../../functions/privacy/redactionRules";
import { auth0 } from "../../../functions/vendors/auth0";
import logTypes from "../../../functions/vendors/kinds/auth0.json";
import { exampleOf, type JsonSchema } from "../../support/exampleOf";
import { readJson } from "../../support/readJson";
import { mapped } from "./mapped";

/*
 * The log types' own schemas, auth0/auth0-log-schemas 8b58c73, if the folder of samples contains them.
 */
const folder = join(process.env.SAMPLES ?? "", "auth0-log-schemas", "schemas", "log-types");
const files = process.env.SAMPLES !== undefined && existsSync(folder) ? readdirSync(folder) : [];
const schemas = files.map((file) => [file.replace(".schema.json", ""), readJson<JsonSchema>(folder, file)] as const);

/** Returns the outcome that a schema's description states: the first whose words match. */
const words: readonly (readonly [outcome: string, words: RegExp])[] = [
  [
    "failure",
    /\b(failed|failure|rejected|prevented|blocked|leaked|wrong|incorrect)\b|number of requests .* was reached/i,
  ],
  ["warning", /\bwarning\b|deprecation|about to be reached/i],
  ["success", /\bsuccess/i],
];

/**
 * Types whose schema has no description, by the outcome of the event's name in Auth0's table of log type codes
 * (auth0/docs-v2 0b9020f, main/docs/deploy-monitor/logs/log-event-type-codes.mdx).
 */
const byTable: Readonly<Record<string, readonly string[]>> = {
  failure: [
    "custom_domain_verification_failed",
    "directory_sync_failed",
    "federated_logout_failed",
    "flows_execution_failed",
    "forms_submission_failed",
    "gd_send_sms_failure",
    "gd_send_voice_failure",
    "gd_start_enroll_failed",
    "gd_webauthn_challenge_failed",
    "gd_webauthn_enrollment_failed",
    "oidc_backchannel_logout_failed",
    "rich_consents_access_error",
    "universal_logout_failed",
  ],
  success: [
    "directory_sync_completed",
    "flows_execution_completed",
    "forms_submission_succeeded",
    "gd_auth_email_verification",
    "gd_auth_succeed",
    "gd_recovery_succeed",
    "gd_send_email",
    "gd_send_email_verification",
    "gd_send_sms",
    "gd_send_voice",
    "oidc_backchannel_logout_succeeded",
    "universal_logout_succeeded",
  ],
  other: [
    "acls_summary",
    "directory_sync_started",
    "gd_start_auth",
    "gd_start_enroll",
    "gd_tenant_update",
    "gd_unenroll",
    "gd_update_device_account",
  ],
};

function outcomeSaid(description: string | undefined, type: string): string | undefined {
  return description
    ? (words.find(([, pattern]) => pattern.test(description))?.[0] ?? "other")
    : Object.keys(byTable).find((outcome) => byTable[outcome]?.includes(type));
}

/**
 * Returns the actor by the fields of a schema: a user's id, an agent's, a client's, only an address, or none of these.
 */
function actorSaid({ properties = {} }: JsonSchema): readonly [type: string, principalId: string] {
  const { user_id, agent_id, client_id, ip } = properties;
  if (user_id !== undefined) {
    return ["User", "some user_id"];
  }
  if (agent_id !== undefined) {
    return ["Agent", "some agent_id"];
  }
  if (client_id !== undefined) {
    return ["Application", "some client_id"];
  }
  return ip === undefined ? ["System", "some tenant_name"] : ["Unknown", "Unknown"];
}

/**
 * Fields that hold a secret, by their path in `data`, and the document that states this. A reader of the secret could
 * sign in, change a password or accept an invitation.
 */
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

const isSecret = (field: string) => secret.some(([pattern]) => pattern.test(field));

/** Returns the paths of all fields of a schema that can contain a text or a number. */
function leavesOf(schema: JsonSchema, path: readonly string[] = []): readonly (readonly string[])[] {
  const { anyOf = [], allOf = [], items, properties = {}, type } = schema;
  const branches = [...anyOf, ...allOf].flatMap((branch) => leavesOf(branch, path));
  const ofItems = items === undefined ? [] : leavesOf(items, [...path, "0"]);
  const below = Object.entries(properties).flatMap(([name, child]) => leavesOf(child, [...path, name]));
  const isLeaf = [type ?? []].flat().some((one) => one === "string" || one === "number" || one === "integer");
  return [...(isLeaf ? [path] : []), ...branches, ...ofItems, ...below];
}

const rules = compileRules(auth0.redaction);

/** Returns the stored form of an event of that type with `leaf` at `path`. */
function stored(type: string, path: readonly string[], leaf: JsonValue): string {
  const nested = path.reduceRight<JsonValue>((value, key) => (key === "0" ? [value] : { [key]: value }), leaf);
  return JSON.stringify(redact({ log_id: "1", data: { type, ...(nested as JsonObject) } }, rules).detail);
}

if (schemas.length === 0) {
  test.todo(
    "every schema of Auth0's log types in the folder named by SAMPLES is mapped as described, without its secrets",
  );
} else {
  test("the list has all types of the schemas", () => {
    const ofSchemas = logTypes.filter(({ source }) => source.startsWith("auth0/auth0-log-schemas"));
    expect(ofSchemas.flatMap(({ kinds }) => kinds).sort()).toEqual(schemas.map(([type]) => type).sort());
    expect(schemas).toHaveLength(166);
  });

  test.each(schemas)("an event of the schema %s has its actor, and the outcome of its description", (type, schema) => {
    const example = exampleOf(schema);
    const data = { ...(isJsonObject(example) ? example : {}), date: "2026-11-20T09:30:00.000Z" };
    const { event, drift } = mapped("auth0", { log_id: "1", data });
    const { userIdentity, errorCode, eventName, sourceIPAddress } = event;
    const outcome = outcomeSaid(schema.description, type);
    expect(logTypes.find(({ kinds }) => kinds.includes(type))?.outcome).toBe(outcome);
    expect([eventName, drift.unknownKind, errorCode]).toEqual([type, false, outcome === "failure" ? type : undefined]);
    expect([userIdentity.type, userIdentity.principalId]).toEqual(actorSaid(schema));
    expect(sourceIPAddress).toBe(schema.properties?.ip && "203.0.113.7");
  });

  const fields = schemas.flatMap(([type, schema]) =>
    leavesOf(schema)
      .map((path) => ({ type, path, field: path.join(".") }))
      .filter(({ field }) => field !== "type"),
  );

  test("there are more than a thousand fields, including each kind of secret", () => {
    expect(fields.length).toBeGreaterThan(1_000);
    for (const [pattern] of secret) {
      expect(fields.map(({ field }) => field)).toContainEqual(expect.stringMatching(pattern));
    }
  });

  test.each([
    ["a text", "Zq7-madeup-leaf"],
    ["a number", 80417263],
  ])("with %s in it, a field is masked exactly if it contains a secret", (_, leaf) => {
    const wrong = fields.filter(
      ({ type, path, field }) => stored(type, path, leaf).includes(String(leaf)) === isSecret(field),
    );
    expect(wrong.map(({ type, field }) => `${type}: ${field}`)).toEqual([]);
  });

  test("with a URL in it that has a ticket or a code, every field loses only these", () => {
    const url = "https://acme.eu.auth0.example/lo/reset?lang=de&ticket=Zq7madeupTicket&verification_code=80417263";
    const wrong = fields.filter(({ type, path, field }) => {
      const text = stored(type, path, url);
      const keepsTheRest = isSecret(field) || text.includes("/lo/reset?lang=de&ticket=REDACTED");
      return /Zq7madeupTicket|80417263/.test(text) || !keepsTheRest;
    });
    expect(wrong.map(({ type, field }) => `${type}: ${field}`)).toEqual([]);
  });
}

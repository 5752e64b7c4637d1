import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { MappedEvent } from "../../../functions/mapping/mapping";
import { isJsonObject, type JsonObject } from "../../../functions/mapping/values/json";
import logTypes from "../../../functions/vendors/kinds/auth0.json";
import { exampleOf, type JsonSchema } from "../../support/exampleOf";
import { readJson } from "../../support/readJson";
import { mapped as mappedOf } from "./mapped";

function mapped(data: JsonObject): MappedEvent {
  return mappedOf("auth0", { log_id: "1", data: { date: "2026-11-20T09:30:00.000Z", ...data } });
}

const listed = logTypes.flatMap(({ kinds, ...rest }) => kinds.map((kind) => ({ kind, ...rest })));

test("no log type is listed twice", () => {
  expect(new Set(listed.map(({ kind }) => kind)).size).toBe(listed.length);
});

test.each(listed)("$kind ($outcome) is an error exactly where it is a failure", ({ kind, outcome }) => {
  const { event, drift } = mapped({ type: kind, description: "what happened" });
  expect(event.errorCode).toBe(outcome === "failure" ? kind : undefined);
  expect(event.errorMessage).toBe(outcome === "failure" ? "what happened" : undefined);
  expect(drift.unknownKind).toBe(false);
});

test.each(["fzz", "universe_reset_failed", "gd_send_carrier_pigeon_failure", "limit_zz", "shop_pwd_leak"])(
  "%s, a failing type of tomorrow, is an error and of an unknown kind",
  (type) => {
    const { event, drift } = mapped({ type });
    expect(event.errorCode).toBe(type);
    expect(drift.unknownKind).toBe(true);
  },
);

test.each(["szz", "flows_execution_paused", "forms_submission_started", "w2", "limited"])(
  "%s, another type of tomorrow, is no error",
  (type) => {
    expect(mapped({ type }).event.errorCode).toBeUndefined();
  },
);

/*
 * The log types' own schemas, auth0/auth0-log-schemas 8b58c73, where the folder of samples has them.
 */
const folder = join(process.env.SAMPLES ?? "", "auth0-log-schemas", "schemas", "log-types");
const files = process.env.SAMPLES !== undefined && existsSync(folder) ? readdirSync(folder) : [];
const schemas = files.map((file): readonly [string, JsonSchema] => [
  file.replace(".schema.json", ""),
  readJson<JsonSchema>(folder, file),
]);

/** The outcome that a schema's description says; the first that its words fit. */
const words: readonly (readonly [outcome: string, words: RegExp])[] = [
  [
    "failure",
    /\b(failed|failure|rejected|prevented|blocked|leaked|wrong|incorrect)\b|number of requests .* was reached/i,
  ],
  ["warning", /\bwarning\b|deprecation|about to be reached/i],
  ["success", /\bsuccess/i],
];

/**
 * Types whose schema has no description: the outcome by the event's name in Auth0's table of log type codes
 * (auth0/docs-v2 0b9020f, main/docs/deploy-monitor/logs/log-event-type-codes.mdx).
 */
const byTable: Readonly<Record<string, string>> = {
  acls_summary: "other",
  custom_domain_verification_failed: "failure",
  directory_sync_completed: "success",
  directory_sync_failed: "failure",
  directory_sync_started: "other",
  federated_logout_failed: "failure",
  flows_execution_completed: "success",
  flows_execution_failed: "failure",
  forms_submission_failed: "failure",
  forms_submission_succeeded: "success",
  gd_auth_email_verification: "success",
  gd_auth_succeed: "success",
  gd_recovery_succeed: "success",
  gd_send_email: "success",
  gd_send_email_verification: "success",
  gd_send_sms: "success",
  gd_send_sms_failure: "failure",
  gd_send_voice: "success",
  gd_send_voice_failure: "failure",
  gd_start_auth: "other",
  gd_start_enroll: "other",
  gd_start_enroll_failed: "failure",
  gd_tenant_update: "other",
  gd_unenroll: "other",
  gd_update_device_account: "other",
  gd_webauthn_challenge_failed: "failure",
  gd_webauthn_enrollment_failed: "failure",
  oidc_backchannel_logout_failed: "failure",
  oidc_backchannel_logout_succeeded: "success",
  rich_consents_access_error: "failure",
  universal_logout_failed: "failure",
  universal_logout_succeeded: "success",
};

function outcomeSaid(description: string | undefined, type: string): string | undefined {
  return description ? (words.find(([, pattern]) => pattern.test(description))?.[0] ?? "other") : byTable[type];
}

/** Who acts, by what a schema has: a user's id, an agent's, a client's, an address alone, or none of these. */
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

if (schemas.length === 0) {
  test.todo("every schema of Auth0's log types in the folder named by SAMPLES is mapped as it says");
} else {
  test("the listed types of the schemas are all that there are", () => {
    const ofSchemas = listed.filter(({ source }) => source.startsWith("auth0/auth0-log-schemas"));
    expect(ofSchemas.map(({ kind }) => kind).sort()).toEqual(schemas.map(([type]) => type).sort());
    expect(schemas).toHaveLength(166);
  });

  test.each(schemas)("%s has the outcome that its description says", (type, { description }) => {
    expect(listed.find(({ kind }) => kind === type)?.outcome).toBe(outcomeSaid(description, type));
  });

  test.each(schemas)("an event by the schema of %s says who acted, with what outcome", (type, schema) => {
    const data = exampleOf(schema);
    const result = mapped(isJsonObject(data) ? { ...data, date: "2026-11-20T09:30:00.000Z" } : {});
    const { userIdentity, errorCode, eventName, sourceIPAddress } = result.event;
    expect(result.drift.unknownKind).toBe(false);
    expect(eventName).toBe(type);
    expect(errorCode).toBe(outcomeSaid(schema.description, type) === "failure" ? type : undefined);
    expect([userIdentity.type, userIdentity.principalId]).toEqual(actorSaid(schema));
    expect(sourceIPAddress).toBe(schema.properties?.ip && "203.0.113.7");
  });
}

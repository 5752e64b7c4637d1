import { uuidOf } from "../identifiers";
import { addressOf, emailOf, isoTime, madeUpDay, people, type Random, type Traffic } from "./madeUp";

/** Made-up logs of an Auth0 tenant (Auth0 documentation, Amazon EventBridge log streams and Log Event Type Codes). */
export const auth0Traffic: Traffic = {
  detailType: "Auth0 log",
  events: (options) => madeUpDay(options, auth0Event),
};

/** Codes with what is said of them, some several times, as often as they occur. */
const auth0Kinds = [
  ["s", undefined],
  ["s", undefined],
  ["s", undefined],
  ["seacft", undefined],
  ["seacft", undefined],
  ["slo", undefined],
  ["fp", "Wrong email or password."],
  ["fu", "Wrong email or password."],
  ["sapi", "Update a client"],
  ["limit_wc", "An IP address is blocked because it reached the maximum failed login attempts into a single account."],
] as const;

function auth0Event(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [type, description] = random.pick(auth0Kinds);
  const person = random.pick(people);
  const logId = `90020${Math.floor(time)}${uuidOf(key).replace(/\D/g, "").padEnd(30, "0").slice(0, 30)}`;
  return {
    log_id: logId,
    data: {
      date: isoTime(time),
      type,
      ...(description !== undefined && { description }),
      connection: "Username-Password-Authentication",
      connection_id: "con_a1b2c3d4e5f6g7h8",
      client_id: "EXAMPLEclientEXAMPLEclientEXAMPL",
      client_name: "Customer portal",
      ip: addressOf(random),
      user_agent: "Firefox 132.0.0 / Windows 10.0.0",
      hostname: "acme.eu.auth0.com",
      user_id: `auth0|${uuidOf(person).replaceAll("-", "").slice(0, 24)}`,
      user_name: emailOf(person),
      strategy: "auth0",
      strategy_type: "database",
      log_id: logId,
    },
  };
}

/** Made-up events of a OneLogin account (OneLogin API documentation, Event Webhooks). No public document names their `detail-type`. */
export const oneLoginTraffic: Traffic = {
  detailType: "OneLogin Event",
  events: (options) => madeUpDay(options, oneLoginEvent),
};

/** Event types, some of them several times, as often as they occur. */
const eventTypes = [5, 5, 5, 5, 5, 5, 8, 8, 8, 8, 6, 6, 7, 7, 13, 4, 19, 24, 72] as const;

function oneLoginEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const eventType = random.pick(eventTypes);
  const person = random.integer(people.length);
  const failed = eventType === 6;
  const risky = (failed || eventType === 5) && random.next() < 0.3;
  return {
    uuid: uuidOf(key),
    create: { _id: uuidOf(key) },
    event_timestamp: `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`,
    event_type_id: eventType,
    account_id: 92920,
    user_id: 32_900_000 + person,
    user_name: `${people[person]} Example`,
    actor_user_id: 32_900_000 + person,
    actor_user_name: `${people[person]} Example`,
    actor_system: "",
    ipaddr: addressOf(random),
    app_id: eventType === 8 ? 471_100 + random.integer(4) : null,
    app_name: eventType === 8 ? random.pick(["Payroll", "Wiki", "AWS IAM Identity Center"]) : null,
    role_id: eventType === 4 ? 4711 : null,
    role_name: eventType === 4 ? "Administrators" : null,
    risk_score: risky ? 40 + random.integer(60) : null,
    risk_reasons: risky ? "New device; Unusual location" : null,
    error_description: failed ? "Invalid password" : null,
    custom_message: null,
    notes: null,
    proxy_ip: null,
    resolution: null,
  };
}

/** Made-up event triggers of a SailPoint tenant (SailPoint Developer Documentation, Event Triggers). The `detail-type` is the trigger's id. */
export const sailPointTraffic: Traffic = {
  detailType: "idn:access-request-pre-approval",
  events: (options) => madeUpDay(options, sailPointEvent),
};

const triggers = [
  "idn:access-request-pre-approval",
  "idn:access-request-post-approval",
  "idn:post-provisioning",
  "idn:source-updated",
  "idn:certification-signed-off",
  "idn:account-aggregation-completed",
] as const;

function sailPointEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const triggerId = random.pick(triggers);
  const person = random.pick(people);
  const identity = { type: "IDENTITY", id: idOf(person), name: `${person} Example` };
  return {
    _metadata: { triggerId, triggerType: "FIRE_AND_FORGET", invocationId: uuidOf(key) },
    ...payloadOf(triggerId, identity, key, isoTime(time)),
  };
}

/** Source: the examples of the triggers' pages, SailPoint Developer Documentation. */
function payloadOf(
  triggerId: (typeof triggers)[number],
  identity: Readonly<Record<string, unknown>>,
  key: string,
  created: string,
): Readonly<Record<string, unknown>> {
  const source = { type: "SOURCE", id: idOf("source"), name: "Directory" };
  switch (triggerId) {
    case "idn:post-provisioning":
      return {
        trackingNumber: idOf(`${key} tracking`),
        sources: "Directory",
        action: "AccessRequest",
        errors: [],
        recipient: identity,
        requester: identity,
        accountRequests: [{ source, accountOperation: "Modify", provisioningResult: "SUCCESS" }],
        created,
      };
    case "idn:source-updated":
      return { ...source, type: "Active Directory", modified: created, connector: "active-directory", actor: identity };
    case "idn:certification-signed-off":
      return { certification: { id: idOf(`${key} certification`), signed: created, reviewer: identity } };
    case "idn:account-aggregation-completed":
      return { source, status: "Success", started: created, completed: created, errors: [], stats: { scanned: 200 } };
    default:
      return { accessRequestId: idOf(key), requestedFor: identity, requestedBy: identity, requestedItems: [], created };
  }
}

function idOf(name: string): string {
  return uuidOf(name).replaceAll("-", "");
}

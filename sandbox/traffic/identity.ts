import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, type Occasion, pickWeighted, type Traffic } from "./madeUp";
import { administrator, helpDesk, type Person } from "./staff";

/** Made-up logs of an Auth0 tenant (Auth0 documentation, Amazon EventBridge log streams and Log Event Type Codes). */
export const auth0Traffic: Traffic = {
  detailType: "Auth0 log",
  events: (options) => madeUpDay(options, usualAuth0Event),
};

interface Code {
  readonly type: string;
  readonly description?: string;
  /** How often it occurs against the others of its list. */
  readonly weight: number;
}

const usualCodes: readonly [Code, ...Code[]] = [
  { type: "s", weight: 40 },
  { type: "seacft", weight: 30 },
  { type: "slo", weight: 12 },
  { type: "fp", description: "Wrong email or password.", weight: 3 },
  { type: "fu", description: "Wrong email or password.", weight: 1 },
];

const rareCodes: readonly [Code, ...Code[]] = [
  { type: "sapi", description: "Update a client", weight: 2 },
  {
    type: "limit_wc",
    description: "An IP address is blocked because it reached the maximum failed login attempts into a single account.",
    weight: 1,
  },
];

function usualAuth0Event({ random, key, time, person, isRare }: Occasion): Readonly<Record<string, unknown>> {
  const { type, description } = pickWeighted(random, isRare ? rareCodes : usualCodes);
  return auth0Event({
    key,
    time,
    actor: type === "sapi" ? administrator : person,
    fields: { type, ...(description !== undefined && { description }) },
  });
}

interface MadeUpEvent {
  readonly key: string;
  readonly time: number;
  readonly actor: Person;
  /** Where the client is. @default where the actor works */
  readonly client?: Pick<Person, "ipAddress">;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Makes one log of a tenant. */
export function auth0Event({
  key,
  time,
  actor,
  client = actor,
  fields,
}: MadeUpEvent): Readonly<Record<string, unknown>> {
  const logId = `90020${Math.floor(time)}${uuidOf(key).replace(/\D/g, "").padEnd(30, "0").slice(0, 30)}`;
  return {
    log_id: logId,
    data: {
      date: isoTime(time),
      connection: "Username-Password-Authentication",
      connection_id: "con_a1b2c3d4e5f6g7h8",
      client_id: "EXAMPLEclientEXAMPLEclientEXAMPL",
      client_name: "Customer portal",
      ip: client.ipAddress,
      user_agent: "Firefox 132.0.0 / Windows 10.0.0",
      hostname: "acme.eu.auth0.com",
      user_id: `auth0|${uuidOf(actor.name).replaceAll("-", "").slice(0, 24)}`,
      user_name: actor.email,
      strategy: "auth0",
      strategy_type: "database",
      ...fields,
      log_id: logId,
    },
  };
}

/** Made-up events of a OneLogin account (OneLogin API documentation, Event Webhooks). No public document names their `detail-type`. */
export const oneLoginTraffic: Traffic = {
  detailType: "OneLogin Event",
  events: (options) => madeUpDay(options, usualOneLoginEvent),
};

interface EventType {
  readonly eventType: number;
  /** How often it occurs against the others of its list. */
  readonly weight: number;
  /** Who acts on another person. @default the person of the occasion, on nobody else */
  readonly actor?: Person;
}

/** Source of the numbers: OneLogin API documentation, Event Resource. */
const usualTypes: readonly [EventType, ...EventType[]] = [
  { eventType: 5, weight: 30 },
  { eventType: 8, weight: 40 },
  { eventType: 7, weight: 10 },
  { eventType: 6, weight: 3 },
  { eventType: 13, weight: 1, actor: administrator },
];

const rareTypes: readonly [EventType, ...EventType[]] = [
  { eventType: 19, weight: 2 },
  { eventType: 24, weight: 2, actor: helpDesk },
  { eventType: 4, weight: 1, actor: administrator },
];

function usualOneLoginEvent(occasion: Occasion): Readonly<Record<string, unknown>> {
  const { random, key, time, person, other, isRare } = occasion;
  const { eventType, actor } = pickWeighted(random, isRare ? rareTypes : usualTypes);
  const failed = eventType === 6;
  const isUnusual = (failed || eventType === 5) && random.next() < 0.1;
  return oneLoginEvent({
    key,
    time,
    actor: actor ?? person,
    user: actor === undefined ? person : other,
    fields: {
      event_type_id: eventType,
      app_id: eventType === 8 ? 471_100 + random.integer(4) : null,
      app_name: eventType === 8 ? random.pick(["Payroll", "Wiki", "AWS IAM Identity Center"]) : null,
      role_id: eventType === 4 ? 4712 : null,
      role_name: eventType === 4 ? "Finance" : null,
      risk_score: isUnusual ? 10 + random.integer(30) : null,
      risk_reasons: isUnusual ? "New device" : null,
      error_description: failed ? "Invalid password" : null,
    },
  });
}

/** Makes one event of a OneLogin account. @param user whom the event is about */
export function oneLoginEvent({
  key,
  time,
  actor,
  client = actor,
  user,
  fields,
}: MadeUpEvent & { readonly user: Person }): Readonly<Record<string, unknown>> {
  return {
    uuid: uuidOf(key),
    create: { _id: uuidOf(key) },
    event_timestamp: `${isoTime(time).slice(0, 19).replace("T", " ")} UTC`,
    account_id: 92920,
    user_id: 32_900_000 + user.index,
    user_name: user.displayName,
    actor_user_id: 32_900_000 + actor.index,
    actor_user_name: actor.displayName,
    actor_system: "",
    ipaddr: client.ipAddress,
    app_id: null,
    app_name: null,
    role_id: null,
    role_name: null,
    risk_score: null,
    risk_reasons: null,
    error_description: null,
    custom_message: null,
    notes: null,
    proxy_ip: null,
    resolution: null,
    ...fields,
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

function sailPointEvent({ random, key, time, person }: Occasion): Readonly<Record<string, unknown>> {
  const triggerId = random.pick(triggers);
  const identity = { type: "IDENTITY", id: idOf(person.name), name: person.displayName };
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

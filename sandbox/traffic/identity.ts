import { uuidOf } from "../identifiers";
import { isoTime, type MadeUpEvent, madeUpDay, type Occasion, pickWeighted, type Traffic } from "./madeUp";
import { administrator } from "./staff";

/** Made-up logs of an Auth0 tenant (Auth0 documentation, Amazon EventBridge log streams and Log Event Type Codes). */
export const auth0Traffic: Traffic = {
  detailType: "Auth0 log",
  events: (options) => madeUpDay(options, usualAuth0Event),
};

interface Code {
  readonly type: string;
  readonly description?: string;
  /** Relative frequency in its list. */
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

import { builtInDetections } from "../../components/detections/builtInDetections";
import { uuidOf } from "../../sandbox/identifiers";
import { trafficOf } from "../../sandbox/traffic";
import { createRandom, type Random } from "../../sandbox/traffic/madeUp";

type Detail = Readonly<Record<string, unknown>>;

/** An event, and when it is sent, in milliseconds since 1970. */
export interface Sending {
  readonly key: "okta" | "onelogin" | "auth0" | "github";
  readonly detail: Detail;
  readonly at: number;
}

/** Something that a built-in detection must find, once. */
export interface Incident {
  readonly detection: string;
  readonly who: string;
  readonly howMany: number;
  readonly sendings: readonly Sending[];
}

const hour = 3_600_000;

/** Okta's event types of what its detections look for. */
const oktaEventTypes: Readonly<Record<string, string>> = {
  "okta-api-token-created": "system.api_token.create",
  "okta-impersonation": "user.session.impersonation.initiate",
  "okta-log-stream-changed": "system.log_stream.lifecycle.deactivate",
  "okta-mfa-factor-removed": "user.mfa.factor.reset_all",
  "okta-policy-changed": "policy.rule.update",
  "okta-privilege-granted": "group.privilege.grant",
  "okta-failed-sign-ins": "user.session.start",
};

/** OneLogin's numbers for the same (OneLogin API, "Event types"). */
const oneLoginEventTypes: Readonly<Record<string, number>> = {
  "onelogin-impersonation": 3,
  "onelogin-otp-device-removed": 24,
  "onelogin-role-assigned": 4,
  "onelogin-failed-sign-ins": 6,
};

/** The vendors of the incidents, as a stack is configured with them. */
export const vendorsOfIncidents: Readonly<Record<Sending["key"], object>> = {
  okta: { eventSourceName: "aws.partner/okta.com/acme/audit" },
  onelogin: { eventSourceName: "aws.partner/onelogin.com/acme/audit" },
  auth0: { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" },
  github: { eventBusName: "github-audit-log", pattern: { source: ["github.audit-log"] } },
};

/** Every built-in detection. */
export const plantedDetections = Object.keys(builtInDetections);

/**
 * Incidents over a day, of each detection in turn. Of four, one is late by up to twenty hours, one is sent twice at once, and one again
 * hours later.
 */
export function plantIncidents(count: number, start: number, seed: number): readonly Incident[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const detection = plantedDetections[index % plantedDetections.length] ?? "";
    const at = start + Math.floor(random.next() * 20 * hour);
    const who = `intruder-${index}@example.com`;
    const howMany = builtInDetections[detection]?.threshold ?? 1;
    const late = index % 4 === 1 ? Math.floor(random.next() * 20 * hour) : 0;
    const events = Array.from({ length: howMany }, (_event, step) =>
      // A burst lies within fifty minutes, whatever the clock's full hours.
      incidentEvent(detection, who, `${seed}/${index}/${step}`, at - late + Math.floor((step * 50 * 60_000) / howMany)),
    );
    const key = vendorOf(detection);
    const once = events.map((detail) => ({ key, detail, at }));
    const again = [[], [], once, once.map((one) => ({ ...one, at: at + 3 * hour }))][index % 4] ?? [];
    return { detection, who, howMany, sendings: [...once, ...again] };
  });
}

function vendorOf(detection: string): Sending["key"] {
  return builtInDetections[detection]?.vendor as Sending["key"];
}

function incidentEvent(detection: string, who: string, identity: string, time: number): Detail {
  const [event = {}] = trafficOf(vendorOf(detection))?.events({ count: 1, seed: 1, end: time }) ?? [];
  const uuid = uuidOf(identity);
  switch (vendorOf(detection)) {
    case "okta":
      return {
        ...event,
        uuid,
        published: new Date(time).toISOString(),
        eventType: oktaEventTypes[detection],
        outcome:
          detection === "okta-failed-sign-ins"
            ? { result: "FAILURE", reason: "INVALID_CREDENTIALS" }
            : { result: "SUCCESS", reason: null },
        actor: { ...(event.actor as object), alternateId: who },
      };
    case "onelogin":
      return {
        ...event,
        uuid,
        create: { _id: uuid },
        event_timestamp: `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`,
        event_type_id: oneLoginEventTypes[detection],
        actor_user_name: who,
      };
    case "auth0": {
      const changed = { log_id: uuid, date: new Date(time).toISOString(), type: "gd_unenroll", user_id: who };
      return { log_id: uuid, data: { ...(event.data as object), ...changed } };
    }
    case "github":
      return { ...event, _document_id: uuid, "@timestamp": time, created_at: time, action: "repo.access", actor: who };
  }
}

/**
 * A day of what happens anyway, of both vendors by turns: thousands of people, who fail to sign in now and then, and do nothing that a
 * detection looks for.
 */
export function* usualDay(count: number, start: number, seed: number): Generator<Sending> {
  const random = createRandom(seed);
  const day = 24 * hour;
  const sources = (["okta", "onelogin"] as const).map((key) => ({
    key,
    events: trafficOf(key)?.events({ count, seed, end: start + day }) ?? [].values(),
  }));
  for (let index = 0; index < count; index++) {
    const source = sources[index % 2];
    const detail: Detail | undefined = source?.events.next().value ?? undefined;
    if (source !== undefined && detail !== undefined) {
      // The sources make a day of `count` events each, of which half is taken.
      const at = start + Math.floor((index / count) * day);
      yield { key: source.key, detail: usual(source.key, detail, at, random), at };
    }
  }
}

const alarming: ReadonlySet<unknown> = new Set([
  ...Object.values(oktaEventTypes),
  "user.mfa.factor.deactivate",
  "user.account.privilege.grant",
]);

function usual(key: "okta" | "onelogin", detail: Detail, at: number, random: Random): Detail {
  const person = random.integer(5_000);
  if (key === "onelogin") {
    const type = detail.event_type_id;
    const isAlarming = Object.values(oneLoginEventTypes).includes(Number(type)) && type !== 6;
    return {
      ...detail,
      event_timestamp: `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`,
      event_type_id: isAlarming ? 8 : type,
      actor_user_name: `Person ${person}`,
    };
  }
  const isAlarming = alarming.has(detail.eventType) && detail.eventType !== "user.session.start";
  return {
    ...detail,
    published: new Date(at).toISOString(),
    eventType: isAlarming ? "user.session.end" : detail.eventType,
    actor: { ...(detail.actor as object), alternateId: `person-${person}@example.com` },
  };
}

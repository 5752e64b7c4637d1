import { uuidOf } from "../identifiers";
import { addressOf, isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up audit events of a Buildkite organization (Buildkite Documentation, Amazon EventBridge and Audit events API). */
export const buildkiteTraffic: Traffic = {
  detailType: "Audit Event Logged",
  events: (options) => madeUpDay(options, buildkiteEvent),
};

const types = [
  "PipelineUpdatedEvent",
  "PipelineCreatedEvent",
  "AgentTokenCreatedEvent",
  "OrganizationMemberUpdatedEvent",
  "OrganizationUpdatedEvent",
  "TeamMemberCreatedEvent",
] as const;

function buildkiteEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const type = random.pick(types);
  const person = random.pick(people);
  return {
    uuid: uuidOf(key),
    type,
    occurred_at: isoTime(time),
    actor: { type: "User", uuid: uuidOf(person), name: `${person} Example` },
    subject: { type: type.replace(/(Updated|Created)Event$/, ""), uuid: uuidOf(`${type} subject`), name: "shop" },
    context: { type: "WebContext", request_ip: addressOf(random), request_user_agent: "Mozilla/5.0" },
    data: {},
  };
}

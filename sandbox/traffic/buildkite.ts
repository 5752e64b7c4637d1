import { uuidOf } from "../identifiers";
import { addressOf, isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up audit events of a Buildkite organization (Buildkite Documentation, Amazon EventBridge, "Audit Event Logged"). */
export const buildkiteTraffic: Traffic = {
  detailType: "Audit Event Logged",
  events: (options) => madeUpDay(options, buildkiteEvent),
};

/** Types of events, each with the type of what it is about. */
const types = [
  ["PIPELINE_UPDATED", "Pipeline"],
  ["PIPELINE_CREATED", "Pipeline"],
  ["AGENT_TOKEN_CREATED", "AgentToken"],
  ["ORGANIZATION_MEMBER_UPDATED", "OrganizationMember"],
  ["ORGANIZATION_UPDATED", "Organization"],
  ["TEAM_MEMBER_CREATED", "TeamMember"],
] as const;

function buildkiteEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [type, subjectType] = random.pick(types);
  const person = random.pick(people);
  return {
    version: 1,
    organization: { uuid: uuidOf("acme"), graphql_id: "T3JnYW5pemF0aW9uLS0tYWNtZQ==", slug: "acme" },
    event: {
      uuid: uuidOf(key),
      occurred_at: `${isoTime(time).slice(0, 19).replace("T", " ")} UTC`,
      type,
      data: { name: "shop" },
      subject_type: subjectType,
      subject_uuid: uuidOf(`${subjectType} shop`),
      subject_name: "shop",
      context: JSON.stringify({
        request_id: uuidOf(`${key} request`),
        request_ip: addressOf(random),
        session_key: uuidOf(`${person} session`),
        session_user_uuid: uuidOf(person),
        request_user_agent: "Mozilla/5.0",
        session_created_at: isoTime(time - 3_600_000),
      }),
    },
    actor: { name: `${person} Example`, type: null, uuid: uuidOf(person) },
  };
}

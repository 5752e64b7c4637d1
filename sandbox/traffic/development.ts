import { uuidOf } from "../identifiers";
import { addressOf, isoTime, madeUpDay, people, type Random, type Traffic } from "./madeUp";

/** Made-up audit events of a Buildkite organization (Buildkite Documentation, Amazon EventBridge, "Audit Event Logged"). */
export const buildkiteTraffic: Traffic = {
  detailType: "Audit Event Logged",
  events: (options) => madeUpDay(options, buildkiteEvent),
};

/** Types of events, each with the type of what it is about. */
const buildkiteTypes = [
  ["PIPELINE_UPDATED", "Pipeline"],
  ["PIPELINE_CREATED", "Pipeline"],
  ["AGENT_TOKEN_CREATED", "AgentToken"],
  ["ORGANIZATION_MEMBER_UPDATED", "OrganizationMember"],
  ["ORGANIZATION_UPDATED", "Organization"],
  ["TEAM_MEMBER_CREATED", "TeamMember"],
] as const;

function buildkiteEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [type, subjectType] = random.pick(buildkiteTypes);
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

/** Made-up events of a GitHub enterprise's audit log (GitHub Docs, Audit log events for your enterprise), on a bus of the account's own. */
export const gitHubTraffic: Traffic = {
  detailType: "GitHub audit event",
  source: "github.audit-log",
  events: (options) => madeUpDay(options, gitHubEvent),
};

const gitHubActions = [
  "git.clone",
  "git.clone",
  "git.push",
  "git.push",
  "git.fetch",
  "pull_request.merge",
  "workflows.completed_workflow_run",
  "repo.create",
  "repo.access",
  "org.add_member",
  "personal_access_token.access_granted",
  "protected_branch.policy_override",
] as const;

function gitHubEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const action = random.pick(gitHubActions);
  const person = random.integer(people.length);
  const repository = `acme/${random.pick(["shop", "billing", "infrastructure"])}`;
  return {
    _document_id: Buffer.from(uuidOf(key).replaceAll("-", ""), "hex").toString("base64url").slice(0, 22),
    "@timestamp": time,
    created_at: time,
    action,
    actor: `${people[person]?.toLowerCase()}-example`,
    actor_id: 5_000_000 + person,
    actor_ip: addressOf(random),
    actor_is_bot: false,
    actor_location: { country_code: "CH" },
    business: "acme-enterprise",
    org: "acme",
    org_id: 4711,
    ...(action.startsWith("org.") ? { user: "new-member-example", permission: "read" } : { repo: repository }),
    ...(action === "repo.access" && { visibility: "public", previous_visibility: "private" }),
    operation_type: action.startsWith("git.") ? "access" : "modify",
    user_agent: "git/2.47.0",
  };
}

/**
 * Made-up events of a PagerDuty account: V2 messages with the `detail-type` PagerDuty Webhook, as public code reads them (PagerDuty
 * Developer Documentation, V2 Overview). No document shows one with a V3 event.
 */
export const pagerDutyTraffic: Traffic = {
  detailType: "PagerDuty Webhook",
  events: (options) => madeUpDay(options, pagerDutyEvent),
};

/** Events, each with the type of its log entry. */
const pagerDutyKinds = [
  ["incident.trigger", "trigger_log_entry"],
  ["incident.trigger", "trigger_log_entry"],
  ["incident.acknowledge", "acknowledge_log_entry"],
  ["incident.assign", "assign_log_entry"],
  ["incident.resolve", "resolve_log_entry"],
  ["incident.escalate", "escalate_log_entry"],
  ["incident.annotate", "annotate_log_entry"],
] as const;

function pagerDutyEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [event, type] = random.pick(pagerDutyKinds);
  const person = random.integer(people.length);
  const id = `Q${random.integer(90_000) + 10_000}`;
  const service = { id: "PSHOP01", type: "service_reference", summary: "Shop" };
  const user = { id: `P${100 + person}USER`, type: "user_reference", summary: `${people[person]} Example` };
  const happened = `${isoTime(time).slice(0, 19)}Z`;
  return {
    id: uuidOf(key),
    event,
    created_on: happened,
    log_entries: [
      {
        id: uuidOf(`${key} log entry`),
        type,
        created_at: happened,
        agent: event === "incident.trigger" ? service : user,
        incident: { id, type: "incident_reference" },
      },
    ],
    webhook: { id: "PKT9NNX", type: "webhook", summary: "Audit" },
    incident: { id, title: "The error rate of the shop is high", urgency: "high", service },
  };
}

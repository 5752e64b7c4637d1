import { uuidOf } from "../identifiers";
import { isoTime, type MadeUpEvent, madeUpDay, type Occasion, pickWeighted, type Traffic } from "./madeUp";
import { administrator, type Person } from "./staff";

/** Made-up audit events of a Buildkite organization (Buildkite Documentation, Amazon EventBridge, "Audit Event Logged"). */
export const buildkiteTraffic: Traffic = {
  detailType: "Audit Event Logged",
  events: (options) => madeUpDay(options, buildkiteEvent),
};

/** Types of events, each with the type of its subject. */
const buildkiteTypes = [
  ["PIPELINE_UPDATED", "Pipeline"],
  ["PIPELINE_CREATED", "Pipeline"],
  ["AGENT_TOKEN_CREATED", "AgentToken"],
  ["ORGANIZATION_MEMBER_UPDATED", "OrganizationMember"],
  ["ORGANIZATION_UPDATED", "Organization"],
  ["TEAM_MEMBER_CREATED", "TeamMember"],
] as const;

function buildkiteEvent({ random, key, time, person }: Occasion): Readonly<Record<string, unknown>> {
  const [type, subjectType] = random.pick(buildkiteTypes);
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
        request_ip: person.ipAddress,
        session_key: uuidOf(`${person.name} session`),
        session_user_uuid: uuidOf(person.name),
        request_user_agent: "Mozilla/5.0",
        session_created_at: isoTime(time - 3_600_000),
      }),
    },
    actor: { name: person.displayName, type: null, uuid: uuidOf(person.name) },
  };
}

/** Made-up events of a GitHub enterprise's audit log (GitHub Docs, Audit log events for your enterprise), on a bus of the account's own. */
export const gitHubTraffic: Traffic = {
  detailType: "GitHub audit event",
  source: "github.audit-log",
  events: (options) => madeUpDay(options, usualGitHubEvent),
};

interface Action {
  readonly action: string;
  /** Relative frequency in its list. */
  readonly weight: number;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The actor. @default the user of the occasion */
  readonly actor?: Person;
}

const usualActions: readonly [Action, ...Action[]] = [
  { action: "git.clone", weight: 5 },
  { action: "git.fetch", weight: 8 },
  { action: "git.push", weight: 8 },
  { action: "pull_request.merge", weight: 4 },
  { action: "workflows.completed_workflow_run", weight: 8 },
  { action: "repo.create", weight: 1, fields: { visibility: "private" } },
];

const rareActions: readonly [Action, ...Action[]] = [
  { action: "protected_branch.policy_override", weight: 2 },
  { action: "personal_access_token.access_granted", weight: 1, actor: administrator },
  { action: "org.add_member", weight: 4, actor: administrator },
];

const repositories = ["shop", "billing", "infrastructure"] as const;

function usualGitHubEvent({ random, key, time, person, other, isRare }: Occasion): Readonly<Record<string, unknown>> {
  const { action, fields, actor = person } = pickWeighted(random, isRare ? rareActions : usualActions);
  const about =
    action === "org.add_member"
      ? { user: `${other.name}-example`, permission: "read" }
      : { repo: `acme/${random.pick(repositories)}` };
  return gitHubEvent({ key, time, actor, action, fields: { ...about, ...fields } });
}

interface GitHubEvent extends MadeUpEvent {
  readonly action: string;
}

/** Makes one event of the audit log. */
export function gitHubEvent({
  key,
  time,
  actor,
  client = actor,
  action,
  fields,
}: GitHubEvent): Readonly<Record<string, unknown>> {
  return {
    _document_id: Buffer.from(uuidOf(key).replaceAll("-", ""), "hex").toString("base64url").slice(0, 22),
    "@timestamp": time,
    created_at: time,
    action,
    actor: `${actor.name}-example`,
    actor_id: 5_000_000 + actor.index,
    actor_ip: client.ipAddress,
    actor_is_bot: false,
    actor_location: { country_code: client.place.countryCode },
    business: "acme-enterprise",
    org: "acme",
    org_id: 4711,
    ...fields,
    operation_type: action.startsWith("git.") ? "access" : "modify",
    user_agent: action.startsWith("git.") ? "git/2.47.0" : "Mozilla/5.0",
  };
}

/**
 * Made-up events of a PagerDuty account: V2 messages with the `detail-type` PagerDuty Webhook, as public code reads them (PagerDuty Developer
 * Documentation, V2 Overview). No document shows a V3 event with it.
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

function pagerDutyEvent({ random, key, time, person }: Occasion): Readonly<Record<string, unknown>> {
  const [event, type] = random.pick(pagerDutyKinds);
  const id = `Q${random.integer(90_000) + 10_000}`;
  const service = { id: "PSHOP01", type: "service_reference", summary: "Shop" };
  const user = { id: `P${100 + person.index}USER`, type: "user_reference", summary: person.displayName };
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

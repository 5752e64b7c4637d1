import { uuidOf } from "../identifiers";
import { addressOf, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up events of a GitHub enterprise's audit log (GitHub Docs, Audit log events for your enterprise), on a bus of the account's own. */
export const gitHubTraffic: Traffic = {
  detailType: "GitHub audit event",
  source: "github.audit-log",
  events: (options) => madeUpDay(options, gitHubEvent),
};

const actions = [
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
  const action = random.pick(actions);
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

import { arn, policyDocument } from "../formats";
import { limits } from "../limits";
import { type Check, failure, isInputs, object, required } from "../values";

const checkShape = object({
  ResourceArn: required(arn("cloudtrail", "(channel|eventdatastore|dashboard)/.+")),
  ResourcePolicy: required(
    policyDocument("resource-based policy", {
      maximum: limits.channelPolicy.characters,
      countsWhiteSpace: true,
    }),
  ),
});

/**
 * Checks the desired state of a channel's own policy (AWS CloudFormation Template Reference,
 * AWS::CloudTrail::ResourcePolicy). What its statements may say comes from the AWS CloudTrail User Guide, AWS CloudTrail
 * resource-based policy examples.
 */
export const checkChannelPolicy: Check = (state, place) => [
  ...checkShape(state, place),
  ...checkStatements(state, place),
];

function checkStatements(state: unknown, place: string): readonly string[] {
  if (!isInputs(state) || !String(state.ResourceArn).includes(":channel/")) {
    return [];
  }
  const at = `${place}.ResourcePolicy.Statement`;
  const statements = statementsOf(state.ResourcePolicy);
  const { minimum, maximum } = limits.channelPolicy.statements;
  const count =
    statements.length < minimum || statements.length > maximum
      ? [failure(at, `it has ${statements.length} statements`, statements, `${minimum} to ${maximum} statements`)]
      : [];
  const actions = statements
    .filter((statement) => [statement.Action].flat().some((action) => action !== "cloudtrail-data:PutAuditEvents"))
    .map((statement) =>
      failure(at, "a channel's policy grants one action only", statement.Action, "cloudtrail-data:PutAuditEvents"),
    );
  const resources = statements
    .filter((statement) => [statement.Resource].flat().some((resource) => resource !== state.ResourceArn))
    .map((statement) =>
      failure(at, "a channel's policy is about the channel only", statement.Resource, String(state.ResourceArn)),
    );
  return [...count, ...actions, ...resources];
}

function statementsOf(policy: unknown): readonly Readonly<Record<string, unknown>>[] {
  const document = typeof policy === "string" ? parsed(policy) : policy;
  return isInputs(document) ? [document.Statement].flat().filter(isInputs) : [];
}

/** Text that is no JSON is the shape's failure, and is told there. */
function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return undefined;
  }
}

import { eventDataStoreLimits, nameLimits } from "../../../components/aws/limits";
import { arn, policyDocument, tagList } from "../formats";
import { type Check, failure, isInputs, object, oneOf, required, setOf, text } from "../values";

/**
 * The values of a channel's Source: AWS CloudTrail User Guide, Create an event data store for events outside of AWS with
 * the console.
 */
export const channelSources = [
  "Custom",
  "CloudStorageSecurityConsole",
  "Clumio",
  "CrowdStrike",
  "CyberArk",
  "GitHub",
  "KongGatewayEnterprise",
  "LaunchDarkly",
  "NetskopeCloudExchange",
  "IBMMulticloud",
  "MontyCloud",
  "OktaSystemLogEvents",
  "OneLogin",
  "Shoreline",
  "Snyk",
  "WizAuditLogs",
] as const;

/**
 * Checks the desired state of a channel (AWS CloudFormation Template Reference, AWS::CloudTrail::Channel). The schema requires none of name,
 * Source and destinations, but the CreateChannel call behind it requires all.
 */
export const checkChannel: Check = object({
  Name: required(text(3, nameLimits.channel, /^[a-zA-Z0-9._-]+$/, "letters, digits, . _ and -")),
  Source: required(oneOf(...channelSources)),
  Destinations: required(
    setOf(
      object({
        Type: required(oneOf("EVENT_DATA_STORE")),
        Location: required(arn("cloudtrail", "eventdatastore/[a-f0-9-]{36}")),
      }),
      { minimum: 1, maximum: eventDataStoreLimits.destinationsPerChannel },
    ),
  ),
  Tags: tagList,
});

const checkPolicyShape = object({
  ResourceArn: required(arn("cloudtrail", "(channel|eventdatastore|dashboard)/.+")),
  ResourcePolicy: required(policyDocument("resource-based policy", 8192)),
});

/**
 * Checks the desired state of a resource's own policy (AWS CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy). That of a
 * channel grants PutAuditEvents on the channel alone (AWS CloudTrail User Guide, AWS CloudTrail resource-based policy examples).
 */
export const checkResourcePolicy: Check = (state, place) => {
  const failures = checkPolicyShape(state, place);
  return failures.length > 0 || !isInputs(state) || !String(state.ResourceArn).includes(":channel/")
    ? failures
    : checkStatements(state, `${place}.ResourcePolicy.Statement`);
};

function checkStatements(
  { ResourceArn, ResourcePolicy }: Readonly<Record<string, unknown>>,
  place: string,
): readonly string[] {
  const document: unknown = typeof ResourcePolicy === "string" ? JSON.parse(ResourcePolicy) : ResourcePolicy;
  const statements = isInputs(document) ? [document.Statement].flat().filter(isInputs) : [];
  const others = (element: "Action" | "Resource", allowed: unknown) =>
    statements.filter((statement) => [statement[element]].flat().some((value) => value !== allowed));
  const action = "cloudtrail-data:PutAuditEvents";
  return [
    ...others("Action", action).map(({ Action }) =>
      failure(place, "a channel's policy grants one action only", Action, action),
    ),
    ...others("Resource", ResourceArn).map(({ Resource }) =>
      failure(place, "a channel's policy is about the channel only", Resource, String(ResourceArn)),
    ),
  ];
}

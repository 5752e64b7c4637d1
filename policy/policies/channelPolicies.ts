import { demandsExactly } from "../documents/conditions";
import { allowedBy, hasWildcard, type Statement, statementSubject } from "../documents/statements";
import { principalSubject } from "../documents/subjects";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { onType } from "../rules";

/** Requires that a partner writes only to its customer's channel, with the external ID that it gave that customer. */
export const channelPolicies: ResourcePolicy = {
  name: "channel-policies",
  description:
    "A channel's policy allows only PutAuditEvents, only on that channel, and to other accounts only with an external ID.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AC-3", "NIST 800-53 AC-6"],
  remediation:
    "Allow cloudtrail-data:PutAuditEvents on the channel's ARN, with a StringEquals condition on cloudtrail:ExternalId.",
  rules: [onType("AWS::CloudTrail::ResourcePolicy", channelFindings)],
};

function channelFindings(resource: TypedResource<"AWS::CloudTrail::ResourcePolicy">): readonly Finding[] {
  const { resourceArn: arn, resourcePolicy: document } = resource.props;
  // Event data stores and dashboards have policies of the same type.
  return /:channel\//.test(String(arn))
    ? allowedBy(document).flatMap((statement) => [
        ...externalIdFindings(resource.name, String(arn), statement),
        ...grantFindings(resource.name, String(arn), statement),
      ])
    : [];
}

/** Sources: IAM User Guide, "The confused deputy problem"; AWS CloudTrail User Guide, "Resource-based policy examples for channels". */
function externalIdFindings(name: string, arn: string, statement: Statement): readonly Finding[] {
  const owner = arn.split(":")[4];
  const others = statement.principals.filter((principal) => {
    const account = /^AWS:(?:arn:[\w-]+:(?:iam|sts)::)?(\d{12})(?::.+)?$/.exec(principal)?.[1];
    return !principal.startsWith("Service:") && account !== owner;
  });
  return findingIf(
    others.length > 0 && !demandsExactly(statement, "cloudtrail:externalid"),
    principalSubject("ExternalId", others, statement),
    `The channel policy ${name} lets ${others.join(", ")} put audit events without an external ID (statement ${statement.label}); add a StringEquals condition on cloudtrail:ExternalId.`,
  );
}

function grantFindings(name: string, arn: string, statement: Statement): readonly Finding[] {
  const { label, actions, resources } = statement;
  const others = actions.filter((action) => action.toLowerCase() !== putAuditEvents && !hasWildcard(action));
  const elsewhere = resources.filter((resource) => resource !== arn);
  return [
    ...findingIf(
      others.length > 0,
      statementSubject("Action", statement, { actions: others }),
      `The channel policy ${name} allows ${others.join(", ")} (statement ${label}); a channel supports only cloudtrail-data:PutAuditEvents.`,
    ),
    ...findingIf(
      elsewhere.length > 0,
      statementSubject("Resource", statement, { resources: elsewhere }),
      `The channel policy ${name} names ${elsewhere.join(", ")} (statement ${label}); name its channel, ${arn}.`,
    ),
  ];
}

const putAuditEvents = "cloudtrail-data:putauditevents";

import { isNarrowed, sourceKeys } from "../documents/conditions";
import { type ResourceKind, resourceDocuments } from "../documents/places";
import { allowedBy, hasWildcard, type Statement } from "../documents/statements";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { onEach, onType } from "../rules";
import { wideActionFindings } from "./leastPrivilege";

/** What others may do with a queue, a topic, a key, a log group, a channel is bounded to those others. */
export const resourcePolicies: ResourcePolicy = {
  name: "resource-policies",
  description:
    "A resource's policy names who may use it: nobody in general, and a service on behalf of a named source alone.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-3",
    "AWS Foundational Security Best Practices SQS.3",
    "AWS Foundational Security Best Practices SNS.4",
    "AWS Foundational Security Best Practices KMS.5",
  ],
  remediation: "Name the principal, add a condition on aws:SourceArn for a service, and name each action in full.",
  rules: [
    onEach(resourceDocuments, ({ kind, read }, { name }) =>
      allowedBy(read()).flatMap((statement) => [
        ...principalFindings(name, kind, statement),
        ...actionFindings(name, kind, statement),
      ]),
    ),
    onType("aws:lambda/permission:Permission", permissionFindings),
  ],
};

function principalFindings(name: string, kind: ResourceKind, statement: Statement): readonly Finding[] {
  const { label, principals, hasNotPrincipal } = statement;
  const who = `The policy of the ${kind} ${name} allows`;
  return [
    ...principals.flatMap((principal) => {
      const [type = "", ...rest] = principal.split(":");
      const service = rest.join(":").toLowerCase();
      const isEverybody = principal === "*" || (type === "AWS" && hasWildcard(service));
      const isAnyAccount =
        type === "Service" && !isNarrowed(statement, keysOf(kind)) && !hasNoSource(service, statement);
      return [
        ...findingIf(
          isEverybody && !isNarrowed(statement),
          `Principal::${principal}`,
          `${who} everybody (${principal}, statement ${label}); name the principal, or add a condition such as aws:PrincipalOrgID.`,
        ),
        ...findingIf(
          isAnyAccount,
          `Principal::${principal}`,
          `${who} ${service} for any account (statement ${label}); add a condition on aws:SourceArn.`,
        ),
      ];
    }),
    ...findingIf(
      hasNotPrincipal,
      "NotPrincipal",
      `${who} all but those that NotPrincipal lists (statement ${label}); name who may in Principal.`,
    ),
  ];
}

function actionFindings(name: string, kind: ResourceKind, statement: Statement): readonly Finding[] {
  const isAllowed = (action: string) => isOwners(kind, statement) || (kind === "key" && isKeyActionFamily(action));
  return wideActionFindings(`The policy of the ${kind} ${name}`, statement, isAllowed);
}

/**
 * Reports if a statement gives a resource to its own account, as AWS's default policies do: a key to the account's root (AWS KMS Developer Guide,
 * "Default key policy"), a queue or a topic to the account in its ARN.
 */
function isOwners(kind: ResourceKind, { principals, resources }: Statement): boolean {
  const accounts = principals.map((principal) => /^AWS:(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1]);
  return (
    accounts.length > 0 &&
    accounts.every(
      (account) =>
        account !== undefined && (kind === "key" || resources.every((resource) => resource.split(":")[4] === account)),
    )
  );
}

/**
 * The wildcards that AWS's documents use in key policies for services, each of one action and its variants (Amazon SNS Developer Guide, "Key
 * management"; Amazon CloudWatch Logs User Guide, "Encrypt log data using AWS KMS"; AWS KMS Developer Guide, "Default key policy").
 */
function isKeyActionFamily(action: string): boolean {
  return /^kms:(decrypt|describe|encrypt|generatedatakey|reencrypt)\*$/i.test(action);
}

/** What bounds a service's calls; for a key also the thing that is encrypted (AWS KMS Developer Guide, "Encryption context"). */
function keysOf(kind: ResourceKind): readonly string[] {
  return kind === "key"
    ? [...sourceKeys, "kms:encryptioncontext:*", "kms:calleraccount"]
    : [...sourceKeys, "aws:principalorgid"];
}

/**
 * The calls of services that carry no source, so that a condition on it would refuse them.
 * Sources: Amazon EventBridge User Guide, "Using resource-based policies", CloudWatch Logs permissions (CreateLogStream has no condition
 * there); AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail" (a key of an event data store).
 */
const callsWithoutSource: readonly { readonly service: string; readonly actions: readonly string[] }[] = [
  { service: "events.amazonaws.com", actions: ["logs:createlogstream"] },
  { service: "delivery.logs.amazonaws.com", actions: ["logs:createlogstream"] },
  { service: "cloudtrail.amazonaws.com", actions: ["kms:generatedatakey", "kms:decrypt"] },
];

function hasNoSource(service: string, { actions }: Statement): boolean {
  const known = callsWithoutSource.filter((call) => call.service === service).flatMap((call) => call.actions);
  return actions.length > 0 && actions.every((action) => known.includes(action.toLowerCase()));
}

/** A statement of a function's own policy, which Lambda writes from these properties (AWS Lambda API Reference, AddPermission). */
function permissionFindings({ name, props }: TypedResource<"aws:lambda/permission:Permission">): readonly Finding[] {
  const principal = String(props.principal);
  const isService = principal.endsWith(".amazonaws.com");
  const isEverybody = principal === "*" && props.principalOrgId === undefined && props.sourceArn === undefined;
  return [
    ...findingIf(
      isEverybody,
      "Principal::*",
      `The permission ${name} lets everybody invoke the function; name the principal, or set principalOrgId.`,
    ),
    ...findingIf(
      isService && !("sourceArn" in props) && !("sourceAccount" in props),
      `Principal::Service:${principal}`,
      `The permission ${name} lets ${principal} invoke the function for any account; set sourceArn.`,
    ),
  ];
}

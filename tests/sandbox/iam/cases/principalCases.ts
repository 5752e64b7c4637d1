import type { AccessRequest } from "../../../../sandbox/iam/accessRequest";
import {
  ACCOUNT,
  allow,
  byIdentity,
  byResource,
  type DecisionCase,
  deny,
  EVENTS,
  OTHER_ACCOUNT,
  type Page,
  policy,
  ROLE_ARN,
  ROOT,
  ROOT_ARN,
  RULE,
  SESSION_ARN,
  type StatementParts,
  USER,
  USER_ARN,
} from "./requests";

const fromRule: Partial<AccessRequest> = {
  principal: EVENTS,
  context: { "aws:SourceArn": RULE, "aws:SourceAccount": ACCOUNT },
};
const toEvents: StatementParts = { Principal: { Service: "events.amazonaws.com" }, Action: "sqs:SendMessage" };

function named(principal: unknown): Partial<AccessRequest> {
  return byResource(allow({ Principal: principal }));
}

function spared(...names: readonly string[]): Partial<AccessRequest> {
  return { ...byIdentity(allow()), ...byResource(deny({ NotPrincipal: { AWS: names } })) };
}

/** Whom Principal and NotPrincipal name, in a policy of the requester's own account. */
export const PRINCIPAL_CASES: readonly Page<DecisionCase>[] = [
  {
    page: "AWS JSON policy elements: Principal",
    cases: [
      ["everyone", named("*"), "allowed", "resource/0"],
      ["everyone, under AWS", named({ AWS: "*" }), "allowed", "resource/0"],
      ["everyone includes services", { ...named("*"), principal: EVENTS }, "allowed", "resource/0"],
      ["the role", named({ AWS: ROLE_ARN }), "allowed", "resource/0"],
      ["the session", named({ AWS: SESSION_ARN }), "allowed", "resource/0"],
      ["another session of the role", named({ AWS: `${SESSION_ARN}-2` }), "implicitDeny"],
      ["another role", named({ AWS: `${ROLE_ARN}-2` }), "implicitDeny"],
      ["the role's name in another case", named({ AWS: ROLE_ARN.replace("forwarder", "Forwarder") }), "implicitDeny"],
      ["one of a list", named({ AWS: [`${ROLE_ARN}-2`, ROLE_ARN] }), "allowed", "resource/0"],
      ["one of several kinds", named({ Service: "sns.amazonaws.com", AWS: ROLE_ARN }), "allowed", "resource/0"],
      ["the user", { ...named({ AWS: USER_ARN }), principal: USER }, "allowed", "resource/0"],
      ["a federated principal is nobody here", named({ Federated: "cognito-identity.amazonaws.com" }), "implicitDeny"],
      ["a deleted principal's id is nobody", named({ AWS: "AROA1234567890EXAMPLE" }), "implicitDeny"],
      ["the account only delegates", named({ AWS: ROOT_ARN }), "implicitDeny"],
      ["the account's id only delegates", named({ AWS: ACCOUNT }), "implicitDeny"],
      [
        "a Deny for the account",
        { ...byIdentity(allow()), ...byResource(deny({ Principal: { AWS: ACCOUNT } })) },
        "explicitDeny",
        "resource/0",
      ],
      [
        "a Deny for another account",
        { ...byIdentity(allow()), ...byResource(deny({ Principal: { AWS: OTHER_ACCOUNT } })) },
        "allowed",
        "identity/0",
      ],
      [
        "a Deny for everyone but a role, by condition",
        {
          ...byIdentity(allow()),
          ...byResource(deny({ Principal: "*", Condition: { ArnNotEquals: { "aws:PrincipalArn": ROLE_ARN } } })),
        },
        "allowed",
        "identity/0",
      ],
      [
        "a Deny for everyone but another role",
        {
          ...byIdentity(allow()),
          ...byResource(deny({ Principal: "*", Condition: { ArnNotEquals: { "aws:PrincipalArn": `${ROLE_ARN}-2` } } })),
        },
        "explicitDeny",
        "resource/0",
      ],
    ],
  },
  {
    page: "AWS JSON policy elements: Principal, AWS service principals",
    cases: [
      ["the service", { ...fromRule, ...byResource(allow(toEvents)) }, "allowed", "resource/0"],
      [
        "another service",
        { ...fromRule, ...byResource(allow({ ...toEvents, Principal: { Service: "sns.amazonaws.com" } })) },
        "implicitDeny",
      ],
      [
        "the service of a Region is another name",
        {
          ...fromRule,
          ...byResource(allow({ ...toEvents, Principal: { Service: "events.ap-east-1.amazonaws.com" } })),
        },
        "implicitDeny",
      ],
      [
        "one of a list of services",
        {
          ...fromRule,
          ...byResource(allow({ ...toEvents, Principal: { Service: ["sns.amazonaws.com", "events.amazonaws.com"] } })),
        },
        "allowed",
      ],
      [
        "an account is no service",
        { ...fromRule, ...byResource(allow({ ...toEvents, Principal: { AWS: ACCOUNT } })) },
        "implicitDeny",
      ],
      ["no policy on the resource", fromRule, "implicitDeny"],
      ["identity policies mean nothing", { ...fromRule, ...byIdentity(allow()) }, "implicitDeny"],
      ["neither do their denies", { ...fromRule, ...byIdentity(deny()), ...byResource(allow(toEvents)) }, "allowed"],
      [
        "nor a boundary",
        { ...fromRule, ...byResource(allow(toEvents)), permissionsBoundary: policy("boundary", deny()) },
        "allowed",
      ],
      [
        "the rule in the condition",
        { ...fromRule, ...byResource(allow({ ...toEvents, Condition: { ArnEquals: { "aws:SourceArn": RULE } } })) },
        "allowed",
      ],
      [
        "another rule in the condition",
        {
          ...fromRule,
          ...byResource(allow({ ...toEvents, Condition: { ArnEquals: { "aws:SourceArn": `${RULE}-2` } } })),
        },
        "implicitDeny",
      ],
      [
        "the account in the condition",
        {
          ...fromRule,
          ...byResource(allow({ ...toEvents, Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } })),
        },
        "allowed",
      ],
      [
        "another account in the condition",
        {
          ...fromRule,
          ...byResource(allow({ ...toEvents, Condition: { StringEquals: { "aws:SourceAccount": OTHER_ACCOUNT } } })),
        },
        "implicitDeny",
      ],
      [
        "a resource's Deny",
        { ...fromRule, ...byResource(allow(toEvents), deny({ ...toEvents, Sid: "No events" })) },
        "explicitDeny",
        "resource/No events",
      ],
      [
        "a Deny that spares services",
        {
          ...fromRule,
          ...byResource(
            allow(toEvents),
            deny({ Principal: "*", Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }),
          ),
        },
        "allowed",
      ],
      [
        "a Deny that spares one service",
        {
          ...fromRule,
          ...byResource(
            allow(toEvents),
            deny({
              Principal: "*",
              Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "events.amazonaws.com" } },
            }),
          ),
        },
        "allowed",
        "resource/0",
      ],
      [
        "a Deny that spares another service",
        {
          ...fromRule,
          ...byResource(
            allow(toEvents),
            deny({
              Principal: "*",
              Condition: { StringNotEqualsIfExists: { "aws:PrincipalServiceName": "sns.amazonaws.com" } },
            }),
          ),
        },
        "explicitDeny",
        "resource/1",
      ],
      [
        "the names of the service",
        {
          ...fromRule,
          ...byResource(
            allow({
              ...toEvents,
              Condition: { "ForAnyValue:StringEquals": { "aws:PrincipalServiceNamesList": "events.amazonaws.com" } },
            }),
          ),
        },
        "allowed",
      ],
    ],
  },
  {
    page: "AWS JSON policy elements: NotPrincipal",
    cases: [
      ["the role and its account are spared", spared(ROLE_ARN, ROOT_ARN), "allowed", "identity/0"],
      ["the session and its account are spared", spared(SESSION_ARN, ACCOUNT), "allowed", "identity/0"],
      ["the role without its account is denied", spared(ROLE_ARN), "explicitDeny", "resource/0"],
      ["the account without the role is denied", spared(ROOT_ARN), "explicitDeny", "resource/0"],
      ["another role is denied", spared(`${ROLE_ARN}-2`, ROOT_ARN), "explicitDeny", "resource/0"],
      ["the root user is spared by its account", { ...spared(ROOT_ARN), principal: ROOT }, "allowed", "identity/0"],
      [
        "whoever has a boundary is denied",
        { ...spared(ROLE_ARN, ROOT_ARN), permissionsBoundary: policy("boundary", allow()) },
        "explicitDeny",
        "resource/0",
      ],
      [
        "the service is spared",
        { ...fromRule, ...byResource(allow(toEvents), deny({ NotPrincipal: { Service: "events.amazonaws.com" } })) },
        "allowed",
        "resource/0",
      ],
      [
        "another service is denied",
        { ...fromRule, ...byResource(allow(toEvents), deny({ NotPrincipal: { Service: "sns.amazonaws.com" } })) },
        "explicitDeny",
        "resource/1",
      ],
    ],
  },
];

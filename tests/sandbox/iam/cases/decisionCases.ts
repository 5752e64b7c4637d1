import {
  ACCOUNT,
  allow,
  boundary,
  byIdentity,
  byResource,
  type DecisionCase,
  deny,
  organization,
  type Page,
  policy,
  QUEUE,
  ROLE_ARN,
  ROOT,
  SESSION_ARN,
  session,
  USER,
  USER_ARN,
} from "./requests";

const toRole = allow({ Principal: { AWS: ROLE_ARN } });
const toSession = allow({ Principal: { AWS: SESSION_ARN } });
const toAccount = allow({ Principal: { AWS: ACCOUNT } });
const sendOnly = allow({ Action: "sqs:SendMessage" });
const readOnly = allow({ Action: "sqs:ReceiveMessage" });
/** How the policies of a request come together within one account. */
export const DECISION_CASES: readonly Page<DecisionCase>[] = [
  {
    page: "The difference between explicit and implicit denies",
    cases: [
      ["no policy at all", {}, "implicitDeny"],
      ["a policy for another action", byIdentity(readOnly), "implicitDeny"],
      ["an allow", byIdentity(allow({ Sid: "Send" })), "allowed", "identity/Send"],
      ["the second statement allows", byIdentity(readOnly, sendOnly), "allowed", "identity/1"],
      [
        "the second policy allows",
        { identityPolicies: [policy("a", readOnly), policy("b", sendOnly)] },
        "allowed",
        "b/0",
      ],
      ["a deny after an allow", byIdentity(allow(), deny({ Sid: "Never" })), "explicitDeny", "identity/Never"],
      ["a deny before an allow", byIdentity(deny(), allow()), "explicitDeny", "identity/0"],
      [
        "a deny in another policy",
        { identityPolicies: [policy("a", allow()), policy("b", deny())] },
        "explicitDeny",
        "b/0",
      ],
      ["a deny for another action", byIdentity(allow(), deny({ Action: "sqs:DeleteQueue" })), "allowed", "identity/0"],
      ["a deny for another resource", byIdentity(allow(), deny({ Resource: `${QUEUE}-2` })), "allowed", "identity/0"],
      [
        "a deny whose condition does not hold",
        byIdentity(allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
        "allowed",
        "identity/0",
      ],
      ["a deny alone", byIdentity(deny()), "explicitDeny", "identity/0"],
    ],
  },
  {
    page: "Policy evaluation for requests within a single account",
    cases: [
      [
        "the identity policy alone allows",
        { ...byIdentity(sendOnly), ...byResource(allow({ Principal: { AWS: USER_ARN } })) },
        "allowed",
        "identity/0",
      ],
      [
        "the resource's policy alone allows",
        { ...byIdentity(readOnly), ...byResource(toRole) },
        "allowed",
        "resource/0",
      ],
      [
        "neither allows",
        {
          ...byIdentity(readOnly),
          ...byResource(allow({ Principal: { AWS: ROLE_ARN }, Action: "sqs:DeleteMessage" })),
        },
        "implicitDeny",
      ],
      [
        "the identity policy denies what the resource allows",
        { ...byIdentity(deny()), ...byResource(toSession) },
        "explicitDeny",
        "identity/0",
      ],
      [
        "the resource denies what the identity policy allows",
        { ...byIdentity(allow()), ...byResource(deny({ Principal: "*" })) },
        "explicitDeny",
        "resource/0",
      ],
      [
        "the account in the resource's policy, with an identity policy",
        { ...byIdentity(sendOnly), ...byResource(toAccount) },
        "allowed",
        "identity/0",
      ],
    ],
  },
  {
    page: "How AWS enforcement code logic evaluates requests to allow or deny access",
    cases: [
      [
        "a role named by the resource is limited by its boundary",
        { ...byResource(toRole), ...boundary(readOnly) },
        "implicitDeny",
      ],
      [
        "a role named by the resource, within its boundary",
        { ...byResource(toRole), ...boundary(sendOnly) },
        "allowed",
        "resource/0",
      ],
      [
        "a role named by the resource is limited by its session policy",
        { ...byResource(toRole), ...session(readOnly) },
        "implicitDeny",
      ],
      [
        "a role named by the resource, within its session policy",
        { ...byResource(toRole), ...session(sendOnly) },
        "allowed",
        "resource/0",
      ],
      [
        "a session named by the resource is not limited by a boundary",
        { ...byResource(toSession), ...boundary(readOnly) },
        "allowed",
        "resource/0",
      ],
      [
        "a session named by the resource is not limited by its policy",
        { ...byResource(toSession), ...session(readOnly) },
        "allowed",
        "resource/0",
      ],
      [
        "a session named beside its role",
        { ...byResource(toRole, toSession), ...boundary(readOnly) },
        "allowed",
        "resource/1",
      ],
      [
        "a user named by the resource is not limited by a boundary",
        { principal: USER, ...byResource(allow({ Principal: { AWS: USER_ARN } })), ...boundary(readOnly) },
        "allowed",
        "resource/0",
      ],
      [
        "everyone, with the role in a condition, is not limited",
        {
          ...byResource(allow({ Principal: "*", Condition: { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } } })),
          ...boundary(readOnly),
        },
        "allowed",
        "resource/0",
      ],
      [
        "a boundary's deny stands against a session's grant",
        { ...byResource(toSession), ...boundary(allow(), deny()) },
        "explicitDeny",
        "boundary/1",
      ],
      [
        "a session policy's deny stands against everything",
        { ...byIdentity(allow()), ...session(deny()) },
        "explicitDeny",
        "session/0",
      ],
      ["the root user needs no allow", { principal: ROOT }, "allowed"],
      [
        "a resource's deny stands against the root user",
        { principal: ROOT, ...byResource(deny({ Principal: "*" })) },
        "explicitDeny",
        "resource/0",
      ],
      [
        "an organization that does not allow limits even a session's grant",
        { ...byResource(toSession), ...organization(readOnly) },
        "implicitDeny",
      ],
      ["an organization limits the root user", { principal: ROOT, ...organization(readOnly) }, "implicitDeny"],
    ],
  },
  {
    page: "Permissions boundaries for IAM entities",
    cases: [
      ["a boundary grants nothing", boundary(allow()), "implicitDeny"],
      ["a boundary that lacks the action", { ...byIdentity(allow()), ...boundary(readOnly) }, "implicitDeny"],
      ["a boundary that has it", { ...byIdentity(allow()), ...boundary(sendOnly) }, "allowed", "identity/0"],
      [
        "a boundary that denies it",
        { ...byIdentity(allow()), ...boundary(allow(), deny({ Sid: "No" })) },
        "explicitDeny",
        "boundary/No",
      ],
      [
        "identity, boundary and session all allow",
        { ...byIdentity(allow()), ...boundary(sendOnly), ...session(sendOnly) },
        "allowed",
        "identity/0",
      ],
      [
        "the session policy does not",
        { ...byIdentity(allow()), ...boundary(sendOnly), ...session(readOnly) },
        "implicitDeny",
      ],
      [
        "an organization allows too",
        { ...byIdentity(allow()), ...boundary(sendOnly), ...organization(sendOnly) },
        "allowed",
        "identity/0",
      ],
      [
        "an organization does not",
        { ...byIdentity(allow()), ...boundary(sendOnly), ...organization(readOnly) },
        "implicitDeny",
      ],
      [
        "an organization denies",
        { ...byIdentity(allow()), ...organization(allow(), deny()) },
        "explicitDeny",
        "organization/1",
      ],
      ["an organization grants nothing", organization(allow()), "implicitDeny"],
    ],
  },
];

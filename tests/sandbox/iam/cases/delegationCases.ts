import type { AccessRequest } from "../../../../sandbox/iam/accessRequest";
import {
  ACCOUNT,
  allow,
  boundary,
  byIdentity,
  byResource,
  type DecisionCase,
  deny,
  KEY,
  OTHER_ACCOUNT,
  OTHER_KEY,
  OTHER_QUEUE,
  type Page,
  ROLE_ARN,
  ROOT,
  ROOT_ARN,
  SESSION_ARN,
  USER_ARN,
} from "./requests";

const elsewhere: Partial<AccessRequest> = { resource: OTHER_QUEUE, resourceAccountId: OTHER_ACCOUNT };
const decrypt: Partial<AccessRequest> = { action: "kms:Decrypt", resource: KEY };
const decryptElsewhere = { ...decrypt, resource: OTHER_KEY, resourceAccountId: OTHER_ACCOUNT };
const enableIam = allow({ Sid: "Enable IAM User Permissions", Principal: { AWS: ROOT_ARN }, Action: "kms:*" });
const toRole = allow({ Principal: { AWS: ROLE_ARN } });
const toSession = allow({ Principal: { AWS: SESSION_ARN } });
const toEveryone = allow({ Principal: "*" });
const toAccount = allow({ Principal: { AWS: ACCOUNT } });
const readOnly = allow({ Action: "sqs:ReceiveMessage" });

/** Decisions in which the resource's policy must allow: across accounts, and for KMS keys. */
export const DELEGATION_CASES: readonly Page<DecisionCase>[] = [
  {
    page: "Cross-account policy evaluation logic",
    cases: [
      ["both sides allow", { ...elsewhere, ...byIdentity(allow()), ...byResource(toRole) }, "allowed", "identity/0"],
      [
        "both allow, the resource by account",
        { ...elsewhere, ...byIdentity(allow()), ...byResource(toAccount) },
        "allowed",
        "identity/0",
      ],
      [
        "both allow, the resource for everyone",
        { ...elsewhere, ...byIdentity(allow()), ...byResource(toEveryone) },
        "allowed",
        "identity/0",
      ],
      ["only the identity policy allows", { ...elsewhere, ...byIdentity(allow()) }, "implicitDeny"],
      ["only the resource allows", { ...elsewhere, ...byResource(toRole) }, "implicitDeny"],
      ["only the resource allows, by session", { ...elsewhere, ...byResource(toSession) }, "implicitDeny"],
      ["only the resource allows, everyone", { ...elsewhere, ...byResource(toEveryone) }, "implicitDeny"],
      [
        "the resource allows another account",
        { ...elsewhere, ...byIdentity(allow()), ...byResource(allow({ Principal: { AWS: OTHER_ACCOUNT } })) },
        "implicitDeny",
      ],
      [
        "a boundary limits even a session's grant",
        { ...elsewhere, ...byIdentity(allow()), ...byResource(toSession), ...boundary(readOnly) },
        "implicitDeny",
      ],
      [
        "an identity policy denies",
        { ...elsewhere, ...byIdentity(allow(), deny({ Resource: "arn:aws:sqs:*:*:ok*" })), ...byResource(toRole) },
        "explicitDeny",
        "identity/1",
      ],
      [
        "the resource denies",
        { ...elsewhere, ...byIdentity(allow()), ...byResource(toRole, deny({ Principal: { AWS: ACCOUNT } })) },
        "explicitDeny",
        "resource/1",
      ],
      ["the account's root user needs the resource's allow", { ...elsewhere, principal: ROOT }, "implicitDeny"],
    ],
  },
  {
    page: "AWS Key Management Service Developer Guide, Default key policy",
    cases: [
      ["no key policy: an identity policy is ineffective", { ...decrypt, ...byIdentity(allow()) }, "implicitDeny"],
      [
        "a key policy for others: an identity policy is ineffective",
        { ...decrypt, ...byIdentity(allow()), ...byResource(allow({ Principal: { AWS: USER_ARN } })) },
        "implicitDeny",
      ],
      [
        "the key policy delegates, the identity policy allows",
        { ...decrypt, ...byIdentity(allow()), ...byResource(enableIam) },
        "allowed",
        "identity/0",
      ],
      ["the key policy delegates, no identity policy allows", { ...decrypt, ...byResource(enableIam) }, "implicitDeny"],
      [
        "the key policy delegates other actions",
        {
          ...decrypt,
          ...byIdentity(allow()),
          ...byResource(allow({ Principal: { AWS: ACCOUNT }, Action: "kms:Encrypt" })),
        },
        "implicitDeny",
      ],
      ["the key policy names the role", { ...decrypt, ...byResource(enableIam, toRole) }, "allowed", "resource/1"],
      [
        "an identity policy's deny is effective without delegation",
        { ...decrypt, ...byIdentity(deny()), ...byResource(toRole) },
        "explicitDeny",
        "identity/0",
      ],
      ["the root user by delegation", { ...decrypt, principal: ROOT, ...byResource(enableIam) }, "allowed"],
      ["the root user without it", { ...decrypt, principal: ROOT, ...byResource(toRole) }, "implicitDeny"],
      [
        "an action that has no key",
        { action: "kms:ListKeys", resource: "*", ...byIdentity(allow()) },
        "allowed",
        "identity/0",
      ],
      [
        "an alias is no key",
        { ...byIdentity(allow()), action: "kms:CreateAlias", resource: KEY.replace("key/", "alias/") },
        "allowed",
        "identity/0",
      ],
      [
        "across accounts, both allow",
        { ...decryptElsewhere, ...byIdentity(allow({ Resource: OTHER_KEY })), ...byResource(toAccount) },
        "allowed",
        "identity/0",
      ],
      [
        "across accounts, the key's own account only",
        { ...decryptElsewhere, ...byIdentity(allow()), ...byResource(allow({ Principal: { AWS: OTHER_ACCOUNT } })) },
        "implicitDeny",
      ],
    ],
  },
];

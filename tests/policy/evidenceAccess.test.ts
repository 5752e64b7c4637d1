import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { evidenceAccess } from "../../policy/policies/evidenceAccess";
import { evidenceBuckets } from "../../policy/policies/evidenceBuckets";
import { declareStack } from "../support/declare";
import { bucket, closed, correct, encryption, forwarder, keyArn, ofBucket } from "./auditBucket";
import { guardingStatements } from "./lockedBucket";
import { policyOf } from "./planted/planted";
import { describeStacks, type Written } from "./verdictsOn";

const [removal = {}, plain = {}] = guardingStatements("audit");
const policy = (...statements: readonly object[]) => ofBucket("bucketPolicy", { policy: policyOf(...statements) });
const every = ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention", "PutBucketObjectLockConfiguration"];
const notRefused = every.map((action) => `bucketPolicy Deny::s3:${action}`);
const butFor = (Condition: object) => [...correct, policy({ ...removal, Condition }, plain)];
const arnIs = (value: string) => ({ ArnNotEquals: { "aws:PrincipalArn": value } });
const Resource = ["arn:aws:s3:::audit", "arn:aws:s3:::audit/*"];

describeStacks(evidenceAccess, [
  ["refused to all but a role", [...correct, policy(removal, plain)]],
  ["refused to all", [...correct, policy({ ...removal, Condition: undefined, Principal: { AWS: "*" } }, plain)]],
  ["refused for every action", [...correct, policy({ ...removal, Action: "s3:*", Resource: "*" }, plain)]],
  [
    "refused in China",
    [...correct, policy(...JSON.parse(JSON.stringify([removal, plain]).replaceAll("arn:aws:s3", "arn:aws-cn:s3")))],
  ],
  ["no policy", correct, "bucket policy"],
  [
    "a policy that allows alone",
    [...correct, policy({ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "s3:GetObject", Resource })],
    ...notRefused,
    "bucketPolicy aws:SecureTransport",
  ],
  [
    "plain transport refused for objects alone",
    [...correct, policy(removal, { ...plain, Resource: "arn:aws:s3:::audit/*" })],
    "bucketPolicy aws:SecureTransport",
  ],
  [
    "removal refused on the bucket alone",
    [...correct, policy({ ...removal, Resource: "arn:aws:s3:::audit" }, plain)],
    ...notRefused.slice(0, 3),
  ],
  [
    "removal refused below a prefix",
    [...correct, policy({ ...removal, Resource: ["arn:aws:s3:::audit", "arn:aws:s3:::audit/x/*"] }, plain)],
    ...notRefused.slice(0, 3),
  ],
  [
    "deletion of versions let through",
    [...correct, policy({ ...removal, Action: ["s3:DeleteObject", "s3:Bypass*", "s3:PutBucketObjectLock*"] }, plain)],
    "bucketPolicy Deny::s3:DeleteObjectVersion",
  ],
  ["all but any role", butFor(arnIs("arn:aws:iam::123456789012:role/*")), ...notRefused],
  ["all but the account", butFor({ StringNotEquals: { "aws:PrincipalAccount": "123456789012" } }), ...notRefused],
  ["all but roles of any account", butFor(arnIs("arn:aws:iam::*:role/break-glass")), ...notRefused],
  [
    "refused to one alone",
    [...correct, policy({ ...removal, Principal: { AWS: "arn:aws:iam::123456789012:role/x" } }, plain)],
    ...notRefused,
  ],
  [
    "refused where another condition holds too",
    butFor({ ...arnIs("arn:aws:iam::123456789012:role/break-glass"), Bool: { "aws:MultiFactorAuthPresent": "false" } }),
    ...notRefused,
  ],
  ["a bucket of anything else without a policy", [bucket()]],
  [
    "another account allowed to unlock",
    [
      ...correct,
      policy(removal, plain, {
        Effect: "Allow",
        Principal: { AWS: "210987654321" },
        Action: "s3:PutObjectLegalHold",
        Resource,
      }),
    ],
    `bucketPolicy Action::s3:PutObjectLegalHold::${Resource}`,
  ],
]);

const grant = (Action: string | readonly string[], on: string | readonly string[], more: object = {}): Written => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "grant",
  props: { role: "somebody", policy: policyOf({ Effect: "Allow", Action, Resource: on, ...more }) },
});
const guarded = [...correct, policy(removal, plain)];

/** A grant on a bucket of the program, and the subjects of the findings. */
const granted = (
  what: string,
  one: Written,
  ...subjects: readonly string[]
): [string, readonly Written[], ...string[]] => [
  what,
  [...guarded, encryption(keyArn), one],
  ...subjects.map((subject) => `grant ${subject}`),
];

describeStacks(evidenceAccess, [
  granted(
    "what a forwarder and a reader need",
    grant(["s3:PutObject", "s3:GetObject", "s3:ListBucket", "kms:Decrypt"], [...Resource, keyArn]),
  ),
  ...[
    "s3:PutObjectRetention",
    "s3:PutObjectLegalHold",
    "s3:BypassGovernanceRetention",
    "s3:PutLifecycleConfiguration",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:deleteobject",
    "s3:PutObject*",
    "s3:*",
    "*",
  ].map((action) => granted(action, grant(action, Resource), `Action::${action}::${Resource}`)),
  granted(
    "on some objects",
    grant("s3:DeleteObject", "arn:aws:s3:::audit/events/integration=okta/*"),
    "Action::s3:DeleteObject::arn:aws:s3:::audit/events/integration=okta/*",
  ),
  granted(
    "on buckets that begin so",
    grant("s3:DeleteObject", "arn:aws:s3:::aud*/x"),
    "Action::s3:DeleteObject::arn:aws:s3:::aud*/x",
  ),
  granted(
    "on another bucket",
    grant("s3:DeleteObject", ["arn:aws:s3:::audits", "arn:aws:s3:::audits/*", "arn:aws:s3:::other-audit/*"]),
  ),
  granted(
    "all but what is harmless",
    grant([], Resource, { Action: undefined, NotAction: "iam:*" }),
    `NotAction::iam:*::${Resource}`,
  ),
  granted(
    "on all but another bucket",
    grant("s3:DeleteObject", [], { Resource: undefined, NotResource: "arn:aws:s3:::other/*" }),
    "Action::s3:DeleteObject",
  ),
  granted(
    "on all but this bucket",
    grant("s3:DeleteObject", [], { Resource: undefined, NotResource: "arn:aws:s3:::audit/*" }),
  ),
  granted(
    "deletion of the key",
    grant(["kms:ScheduleKeyDeletion", "kms:DisableKey"], keyArn),
    `Action::kms:DisableKey,kms:ScheduleKeyDeletion::${keyArn}`,
  ),
  granted("deletion of another key", grant("kms:ScheduleKeyDeletion", keyArn.replace("1234abcd", "9999abcd"))),
  [
    "on a bucket that a forwarder alone names",
    [forwarder, grant("s3:PutBucketPolicy", Resource)],
    `grant Action::s3:PutBucketPolicy::${Resource}`,
  ],
]);

const auditGroup = "arn:aws:logs:us-east-1:123456789012:log-group:/audit/okta";
const toLogs: Written = {
  type: "aws:lambda/function:Function",
  name: "forwarder",
  props: { environment: { variables: { AUDIT_LOG_GROUP_ARN: auditGroup } } },
};

describeStacks(evidenceAccess, [
  [
    "writing audit events to a log group",
    [toLogs, grant(["logs:PutLogEvents", "logs:CreateLogStream"], `${auditGroup}:*`)],
  ],
  ...["logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:PutRetentionPolicy", "logs:*"].map(
    (action): [string, readonly Written[], string] => [
      `${action} on a log group of audit events`,
      [toLogs, grant(action, `${auditGroup}:*`)],
      `grant Action::${action}::${auditGroup}:*`,
    ],
  ),
  ["a shorter retention of another log group", [toLogs, grant("logs:PutRetentionPolicy", `${auditGroup}-x:*`)]],
]);

describe("the lake that a stack declares", () => {
  const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "s3" };
  const breakGlassRoleArns = ["arn:aws:iam::123456789012:role/break-glass"];
  const ofLake = ["retention", evidenceBuckets.name, evidenceAccess.name];

  it.each<[string, object | undefined]>([
    ["by default", undefined],
    ["in compliance mode, with a key", { lockMode: "compliance", complianceAcknowledged: true, kmsKeyArn: keyArn }],
    ["with break-glass roles", { breakGlassRoleArns, retentionDays: 3650 }],
    ["in another account's bucket", { bucket: { name: "acme-audit-events", accountId: "210987654321", keyArn } }],
    ["with a retired key", { retired: ["auth0"] }],
  ])("has no finding %s", async (_what, lake) => {
    const { resources } = await declareStack({ vendors: { okta }, ...(lake && { lake }) });
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
  });

  it("is checked: each missing protection is found", async () => {
    const { resources } = await declareStack({ vendors: { okta }, lake: { retentionDays: 89 } });
    const without = async (part: string) => {
      const { verdicts } = await judge(
        policies.filter(({ name }) => ofLake.includes(name)),
        resources.filter(({ name }) => name !== `lake/${part}`),
      );
      return verdicts.map(({ resource, subject }) => `${resource} ${subject}`);
    };
    const short = "lake/object-lock defaultRetention::89";
    expect(await without("nothing")).toEqual([short]);
    expect(await without("object-lock")).toEqual(["lake/bucket defaultRetention"]);
    expect(await without("policy")).toEqual([short, "lake/bucket policy"]);
    expect(await without("public-access")).toEqual([
      short,
      ...Object.keys(closed).map((name) => `lake/bucket ${name}`),
    ]);
  });
});

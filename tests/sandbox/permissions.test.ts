import { sessionPrincipal } from "../../sandbox/credentials";
import type { DeclaredResource } from "../../sandbox/declaredResource";
import { parseFaults } from "../../sandbox/faults";
import { declaredAuthorization } from "../../sandbox/wiring/authorization";
import { declareStack, oktaAlone, resourceNamed } from "../support/declare";
import { type Change, changeInputs, oktaDetails, sendDetails, withStack } from "../support/stack";

const minute = 60_000;
const functionName = "partner-audit-dev-okta-forwarder";
const queueArn = "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev-okta-events";
const session = "assumed-role/partner-audit-dev-okta-forwarder/partner-audit-dev-okta-forwarder";

const without =
  (name: string): Change =>
  (resources) =>
    resources.filter((resource) => resource.name !== name);

/** Takes one action out of a document's only statement. */
const withoutAction = (name: string, action: string): Change =>
  changeInputs(name, ({ policy }) => {
    const document = JSON.parse(String(policy));
    const [statement] = document.Statement;
    const actions = statement.Action.filter((candidate: string) => candidate !== action);
    return { policy: JSON.stringify({ ...document, Statement: [{ ...statement, Action: actions }] }) };
  });

const withoutStatement = (name: string, sid: string): Change =>
  changeInputs(name, ({ policy }) => {
    const document = JSON.parse(String(policy));
    const statements = document.Statement.filter(({ Sid }: { readonly Sid: string }) => Sid !== sid);
    return { policy: JSON.stringify({ ...document, Statement: statements }) };
  });

/** Sends five events through a changed stack, lets a minute pass, and tells where they are and who refused what. */
function afterAMinute(change: Change) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(5));
      await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
      const target = stack.sandbox.functions.get(functionName);
      return {
        ledger: stack.ledger("okta"),
        mapping: Object.keys(stack.sandbox.mappings[0]?.refusals ?? {}),
        codes: Object.keys((target?.log.metrics[0]?.ErrorCodes ?? {}) as object),
        errors: target?.counts.errors,
        log: target?.log.lines.length,
        logRefusal: target?.log.refusal,
        undelivered: stack.sandbox.queues.get("partner-audit-dev-okta-undelivered")?.peek() ?? [],
      };
    },
    { change },
  );
}

const waiting = { received: 5, ingested: 0, deduplicated: 0, rejected: 0, pending: 5 };

describe("without a grant that the component declares", () => {
  it.each(["sqs:ReceiveMessage", "sqs:GetQueueAttributes"])(
    "%s: the queue is not read and the events wait",
    async (action) => {
      const { ledger, mapping } = await afterAMinute(withoutAction("okta-receive-events", action));
      expect(ledger).toMatchObject({ ...waiting, requests: 0 });
      expect(mapping).toEqual([
        `User: arn:aws:sts::123456789012:${session} is not authorized to perform: ${action} on resource: ${queueArn} because no identity-based policy allows the ${action} action`,
      ]);
    },
  );

  it("sqs:DeleteMessage: what is ingested stays in the queue", async () => {
    const { ledger, mapping } = await afterAMinute(withoutAction("okta-receive-events", "sqs:DeleteMessage"));
    expect(ledger).toMatchObject({ ...waiting, requests: 1 });
    expect(mapping).toEqual([expect.stringContaining("no identity-based policy allows the sqs:DeleteMessage action")]);
  });

  it("cloudtrail-data:PutAuditEvents: the calls are refused and the events wait", async () => {
    const { ledger, codes } = await afterAMinute(without("okta-put-audit-events"));
    expect(ledger).toMatchObject({ ...waiting, requests: 1 });
    expect(codes).toEqual(["AccessDeniedException"]);
  });

  it("sqs:SendMessage to the dead-letter queue: a reject waits in the queue", async () => {
    await withStack(
      async (stack) => {
        const [detail = {}] = oktaDetails(1);
        sendDetails(stack, "okta", [detail]);
        stack.send("okta", {
          source: "aws.partner/okta.com/acme/audit",
          account: "123456789012",
          "detail-type": "SystemLog",
          detail: { uuid: "without-a-time" },
        });
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        expect(stack.ledger("okta")).toMatchObject({ received: 2, ingested: 1, rejected: 0, pending: 1 });
      },
      { change: without("okta-park-rejects") },
    );
  });

  it.each(["logs:CreateLogStream", "logs:PutLogEvents"])(
    "%s: the events arrive, and the log stays empty",
    async (action) => {
      const { ledger, log, logRefusal } = await afterAMinute(withoutAction("okta-write-log", action));
      expect(ledger).toMatchObject({ received: 5, ingested: 5 });
      expect(log).toBe(0);
      expect(logRefusal).toContain(`no identity-based policy allows the ${action} action`);
    },
  );

  it("the rule's grant on the queue: the events lie in the target's dead-letter queue with the refusal", async () => {
    const { ledger, undelivered } = await afterAMinute(withoutStatement("okta-queue-policy", "AllowRule"));
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 5, pending: 0 });
    expect(undelivered).toHaveLength(5);
    expect(undelivered[0]?.messageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: "NO_PERMISSIONS" },
      ERROR_MESSAGE: {
        StringValue: `User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${queueArn} because no resource-based policy allows the sqs:SendMessage action`,
      },
    });
  });

  it("the rule's grant on both queues: the events are lost, and the ledger shows it", async () => {
    const { ledger } = await afterAMinute((resources) =>
      withoutStatement(
        "okta-target-dead-letter-queue-policy",
        "AllowRule",
      )(withoutStatement("okta-queue-policy", "AllowRule")(resources)),
    );
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 0, pending: 0 });
  });

  it("the trust in Lambda: the function cannot run and the events wait", async () => {
    const { ledger, errors } = await afterAMinute(
      changeInputs("okta-role", ({ assumeRolePolicy }) => ({
        assumeRolePolicy: String(assumeRolePolicy).replace("lambda.amazonaws.com", "ec2.amazonaws.com"),
      })),
    );
    expect(ledger).toMatchObject(waiting);
    expect(Object.keys(errors ?? {})).toHaveLength(1);
  });
});

describe("with a customer managed key on the queue", () => {
  const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const account = {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const events = {
    Sid: "Events",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
  };
  const decrypt = { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };

  /** Encrypts the queue with a key of this policy, and adds statements to what the role may do. */
  const encrypted =
    (keyPolicy: readonly object[], grants: readonly object[]): Change =>
    (resources) => {
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: keyPolicy });
      const key = {
        urn: "urn:key",
        type: "aws:kms/key:Key",
        name: "key",
        id: keyArn,
        inputs: { policy },
        outputs: { arn: keyArn, policy },
      };
      const withKey = changeInputs("okta-queue", () => ({ kmsMasterKeyId: keyArn, sqsManagedSseEnabled: undefined }))(
        resources,
      );
      const withGrants = changeInputs("okta-receive-events", ({ policy: own }) => {
        const document = JSON.parse(String(own));
        return { policy: JSON.stringify({ ...document, Statement: [...document.Statement, ...grants] }) };
      })(withKey);
      return [...withGrants, key];
    };

  it("lets events through where the key's policy and the role's allow it", async () => {
    const { ledger } = await afterAMinute(encrypted([account, events], [decrypt]));
    expect(ledger).toMatchObject({ received: 5, ingested: 5 });
  });

  it("puts them into the target's dead-letter queue where EventBridge may not use the key", async () => {
    const { ledger, undelivered } = await afterAMinute(encrypted([account], [decrypt]));
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 5 });
    expect(undelivered[0]?.messageAttributes.ERROR_MESSAGE?.StringValue).toContain("kms:GenerateDataKey");
  });

  it("lets them wait where the role may not decrypt", async () => {
    const { ledger, mapping } = await afterAMinute(encrypted([account, events], []));
    expect(ledger).toMatchObject({ ...waiting, requests: 0 });
    expect(mapping).toEqual([expect.stringContaining("no identity-based policy allows the kms:Decrypt action")]);
  });

  it("lets them wait where the key's policy does not delegate to the account", async () => {
    const { ledger, mapping } = await afterAMinute(encrypted([events], [decrypt]));
    expect(ledger).toMatchObject(waiting);
    expect(mapping).toEqual([expect.stringContaining("kms:Decrypt")]);
  });
});

describe("with the customer managed key that the configuration names for the queues", () => {
  const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  const statements = [
    { Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" },
    { Principal: { Service: "events.amazonaws.com" }, Action: ["kms:GenerateDataKey", "kms:Decrypt"] },
  ].map((statement) => ({ ...statement, Effect: "Allow", Resource: "*" }));
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const key = { urn: "urn:key", type: "aws:kms/key:Key", name: "key", id: keyArn, inputs: { policy } };
  const withKey: Change = (resources) => [...resources, { ...key, outputs: { arn: keyArn, policy } }];

  /** Two events in three can never be ingested, and are to be parked. */
  const ledgerOf = (change: Change) =>
    withStack(
      async (stack) => {
        sendDetails(stack, "okta", [...oktaDetails(1), {}, { uuid: "no time" }]);
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        return stack.ledger("okta");
      },
      { change, faults: parseFaults(["entry-FieldTooLong=0.9999999"]) },
      { vendors: { okta: { ...oktaAlone.okta, encryptionKeys: { queues: keyArn } } } },
    );

  it("reads the queue and parks rejects", async () => {
    expect(await ledgerOf(withKey)).toMatchObject({ received: 3, rejected: 3, pending: 0 });
  });

  it("keeps them waiting where the role may not make data keys, and does not lose them", async () => {
    const change: Change = (resources) =>
      withKey(withoutAction("okta-use-queue-key", "kms:GenerateDataKey")(resources));
    expect(await ledgerOf(change)).toMatchObject({ received: 3, rejected: 0, pending: 3 });
  });
});

describe("beyond its grants the role is refused", () => {
  let resources: readonly DeclaredResource[];
  beforeAll(async () => {
    resources = (await declareStack()).resources;
  });

  const asFunction = (action: string, resource: string) =>
    declaredAuthorization(resources)({
      principal: sessionPrincipal("arn:aws:iam::123456789012:role/partner-audit-dev-okta-forwarder", functionName),
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
    ["sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev-okta-dead-letters"],
    ["sqs:DeleteMessage", "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev-okta-dead-letters"],
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
    ["iam:PassRole", "arn:aws:iam::123456789012:role/partner-audit-dev-okta-forwarder"],
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
        "aws:SourceArn": String(resourceNamed(resources, "okta-rule").outputs.arn),
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
        principal: sessionPrincipal("arn:aws:iam::123456789012:role/partner-audit-dev-okta-forwarder", functionName),
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

import { type Change, changeInputs, oktaDetails, sendDetails, withStack } from "../support/stack";
import { afterAMinute, functionName, minute, queueArn, waiting, withoutAction } from "./refusedCalls";

const session = `assumed-role/${functionName}/${functionName}`;

const without =
  (name: string): Change =>
  (resources) =>
    resources.filter((resource) => resource.name !== name);

const withoutStatement = (name: string, sid: string): Change =>
  changeInputs(name, ({ policy }) => {
    const document = JSON.parse(String(policy));
    const statements = document.Statement.filter(({ Sid }: { readonly Sid: string }) => Sid !== sid);
    return { policy: JSON.stringify({ ...document, Statement: statements }) };
  });

describe("without a grant that the component declares", () => {
  it.each(["sqs:ReceiveMessage", "sqs:GetQueueAttributes"])(
    "%s: the queue is not read and the events wait",
    async (action) => {
      const { ledger, mapping } = await afterAMinute(withoutAction("okta/receive-events", action));
      expect(ledger).toMatchObject({ ...waiting, requests: 0 });
      expect(mapping).toEqual([
        `User: arn:aws:sts::123456789012:${session} is not authorized to perform: ${action} on resource: ${queueArn} because no identity-based policy allows the ${action} action`,
      ]);
    },
  );

  it("sqs:DeleteMessage: what is ingested stays in the queue", async () => {
    const { ledger, mapping } = await afterAMinute(withoutAction("okta/receive-events", "sqs:DeleteMessage"));
    expect(ledger).toMatchObject({ ...waiting, requests: 1 });
    expect(mapping).toEqual([expect.stringContaining("no identity-based policy allows the sqs:DeleteMessage action")]);
  });

  it("cloudtrail-data:PutAuditEvents: the calls are refused and the events wait", async () => {
    const { ledger, codes } = await afterAMinute(without("okta/put-audit-events"));
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
      { change: without("okta/park-rejects") },
    );
  });

  it.each(["logs:CreateLogStream", "logs:PutLogEvents"])(
    "%s: the events arrive, and the log stays empty",
    async (action) => {
      const { ledger, log, logRefusal } = await afterAMinute(withoutAction("okta/write-log", action));
      expect(ledger).toMatchObject({ received: 5, ingested: 5 });
      expect(log).toBe(0);
      expect(logRefusal).toContain(`no identity-based policy allows the ${action} action`);
    },
  );

  it("the rule's grant on the queue: the events lie in the target's dead-letter queue with the refusal", async () => {
    const { ledger, undelivered } = await afterAMinute(withoutStatement("okta/queue-policy", "AllowRule"));
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
        "okta/target-dead-letter-queue-policy",
        "AllowRule",
      )(withoutStatement("okta/queue-policy", "AllowRule")(resources)),
    );
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 0, pending: 0 });
  });

  it("the trust in Lambda: the function cannot run and the events wait", async () => {
    const { ledger, errors } = await afterAMinute(
      changeInputs("okta/role", ({ assumeRolePolicy }) => ({
        assumeRolePolicy: String(assumeRolePolicy).replace("lambda.amazonaws.com", "ec2.amazonaws.com"),
      })),
    );
    expect(ledger).toMatchObject(waiting);
    expect(Object.keys(errors ?? {})).toHaveLength(1);
  });
});

import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { accountChecks } from "../../cli/doctor/accountChecks";
import { type Clients, check, type Finding } from "../../cli/doctor/check";
import { integrationChecks } from "../../cli/doctor/integrationChecks";
import type { Authorize } from "../../sandbox/authorization";
import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import { parseFaults } from "../../sandbox/faults";
import type { VendorOutput } from "../../sandbox/integration";
import type { DeclaredProgram } from "../../sandbox/program/program";
import { deploy, type Sandbox, type SandboxOptions } from "../../sandbox/sandbox";
import { declareStack, oktaAlone } from "../support/declare";
import { operatorArn, operatorClient } from "../support/operator";
import {
  type Change,
  changeInputs,
  oktaDetails,
  refusingAllButFirst,
  sendDetails,
  without,
  withStack,
} from "../support/stack";

const source = oktaAlone.okta.eventSourceName;

function clientsOf(sandbox: Awaited<ReturnType<typeof deploy>>): Clients {
  const settings = operatorClient(sandbox);
  return {
    athena: new AthenaClient(settings),
    cloudTrail: new CloudTrailClient(settings),
    eventBridge: new EventBridgeClient(settings),
    lambda: new LambdaClient(settings),
    s3: new S3Client(settings),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
  };
}

/** Grants the operator what the test allows, and everyone else what was declared. */
function asOperator({ resources }: DeclaredProgram, mayOperate: (action: string) => boolean): Authorize {
  const declared = declaredAuthorization(resources);
  return (call) => {
    const isOperator = call.principal.type === "AWS" && call.principal.arn === operatorArn;
    if (!isOperator) {
      return declared(call);
    }
    return mayOperate(call.action) ? undefined : `${operatorArn} is not authorized to perform: ${call.action}`;
  };
}

const nobody = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
});

/** Returns the doctor's results for the Okta integration after five events, by the checked resource. */
async function findings({
  change = (resources) => resources,
  mayOperate = () => true,
  afterwards = () => undefined,
  ...options
}: SandboxOptions & {
  readonly change?: Change;
  readonly mayOperate?: (action: string) => boolean;
  readonly afterwards?: (sandbox: Sandbox) => unknown;
} = {}): Promise<Readonly<Record<string, Omit<Finding, "vendor" | "subject">>>> {
  const program = await declareStack();
  const changed = { ...program, resources: change(program.resources) };
  const vendors = program.outputs.vendors as Readonly<Record<string, VendorOutput>>;
  let found: readonly Finding[] = [];
  await withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(5));
      await stack.sandbox.settle({ until: stack.sandbox.clock.now() + 60_000 });
      found = await integrationChecks("okta", vendors.okta ?? { vendor: "okta" }, clientsOf(stack.sandbox));
      afterwards(stack.sandbox);
      // It only reads and changes nothing.
      expect(stack.sandbox.queues.get("partner-audit-dev_okta_dead-letters")?.counts().notVisible).toBe(0);
    },
    { change, authorize: asOperator(changed, mayOperate), ...options },
  );
  return Object.fromEntries(found.map(({ vendor: _vendor, subject, ...rest }) => [subject, rest]));
}

describe("the doctor", () => {
  it("finds no problem in a working stack, and checks each part", async () => {
    const found = await findings();
    expect(Object.keys(found)).toEqual([
      ...["event source", "rule", "queue", "dead-letter queue", "target dead-letter queue", "function"],
      ...["function start", "event source mapping", "channel", "event data store"],
    ]);
    expect(new Set(Object.values(found).map(({ status }) => status))).toEqual(new Set(["ok"]));
    expect(found.channel?.message).toMatch(/^The latest attempt succeeded, at 2026-11-20T12:00:\d\d\.\d{3}Z\.$/);
  });

  const state = (sourceState: "PENDING" | "DELETED") => ({
    existing: { eventSourceStates: { [source]: sourceState } },
  });
  const changing = (name: string, inputs: object) => ({ change: changeInputs(name, () => inputs) });
  const refusing = { faults: refusingAllButFirst() };
  const undelivered = changing("okta/queue-policy", { policy: nobody });
  const disabled = changing("okta/mapping", { enabled: false });
  it.each<[string, Parameters<typeof findings>[0], RegExp]>([
    ["event source", state("PENDING"), /^It is pending: no event bus is associated/],
    ["event source", state("DELETED"), /^The vendor has deleted it/],
    ["rule", changing("okta/rule", { state: "DISABLED" }), /^It is disabled/],
    ["event source mapping", disabled, /^It is in the state Disabled/],
    ["dead-letter queue", refusing, /^It holds 4 messages\. Reasons of the 4 that were read: FieldTooLong \(4\)\.$/],
    ["target dead-letter queue", undelivered, /^It holds 5 messages\. Reasons of the 5 that were read: \w+ \(5\)\.$/],
    [
      "channel",
      { change: without("okta/put-audit-events") },
      /^The latest attempt, at .*, failed with AccessDeniedException; no attempt ever succeeded\.$/,
    ],
    [
      "channel",
      { faults: parseFaults(["validation=1"]) },
      /failed with ValidationException; no attempt ever succeeded\.$/,
    ],
  ])("finds the problem of the %s (%#)", async (subject, options, message) => {
    const found = await findings(options);
    expect(found[subject]).toMatchObject({ status: "failure", message: expect.stringMatching(message) });
    expect(found[subject]?.remedy).toMatch(/\S/);
  });

  it("reports a runtime without AWS's client, with the two commands that pack it; the function's own log does too", async () => {
    const client = "@aws-sdk/client-cloudtrail-data";
    const install = `npm install --save-exact ${client}@3.1137.0`;
    const configure = "pulumi config set partner-audit:awsClient packed";
    const log: string[] = [];
    const afterwards = ({ functions }: Sandbox) =>
      log.push(...(functions.get("partner-audit-dev_okta_forwarder")?.log.lines ?? []));
    const found = await findings({ runtimeLacks: [client], afterwards });
    expect(found["function start"]).toEqual({
      status: "failure",
      message: `The Lambda runtime does not contain ${client}, so the function cannot start (Runtime.ImportModuleError).`,
      remedy: `Pack the client with the functions:\n  ${install}\n  ${configure}\nthen run pulumi up.`,
    });
    const lines = [...new Set(log.filter((line) => line.startsWith("MODULE_NOT_FOUND")))];
    expect(lines).toEqual([
      `MODULE_NOT_FOUND at start-up: Cannot find module '${client}'. The Lambda runtime does not contain the client. Pack it with the function: ${install}; ${configure}; pulumi up`,
    ]);
  });

  it("shows how to redrive events that EventBridge could not deliver: with the queues, which --vendor would not name", async () => {
    const found = await findings(undelivered);
    const url = "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta";
    expect(found["target dead-letter queue"]?.remedy).toBe(
      `Fix the causes, then npx partner-audit redrive --from ${url}_undelivered --to ${url}_events.`,
    );
  });

  it("reports what it may not check, with the missing action, and checks the rest", async () => {
    const denied = ["cloudtrail:GetChannel", "lambda:InvokeFunction"];
    const found = await findings({ mayOperate: (action) => !denied.includes(action) });
    const denial = `AccessDeniedException: ${operatorArn} is not authorized to perform:`;
    expect(found.channel).toEqual({
      status: "unknown",
      message: `${denial} cloudtrail:GetChannel`,
      remedy: "Run the doctor with permission to read it.",
    });
    expect(found["function start"]).toMatchObject({ status: "unknown", message: `${denial} lambda:InvokeFunction` });
    expect(found.rule?.status).toBe("ok");
  });

  it("reports a resource that is in the stack's state and not in the account", async () => {
    const program = await declareStack();
    await withStack(
      async ({ sandbox }) => {
        const output = {
          vendor: "okta",
          ruleArn: "arn:aws:events:us-east-1:123456789012:rule/gone",
          eventBusName: source,
        };
        const found = await integrationChecks("okta", output, clientsOf(sandbox));
        expect(found.find(({ subject }) => subject === "rule")).toMatchObject({
          status: "failure",
          message: "It is gone, though the stack's state has it.",
        });
      },
      { authorize: asOperator(program, () => true) },
    );
  });
});

describe("before a first up, the doctor", () => {
  const statusesOf = (found: readonly Finding[]) =>
    Object.fromEntries(found.map(({ subject, status }) => [subject, status]));
  const inAccount = async (region: string, vendors: object) => {
    const program = await declareStack({ vendors, allowEmpty: true });
    const sandbox = await deploy(program.resources);
    try {
      return await accountChecks(region, clientsOf(sandbox));
    } finally {
      await sandbox.close();
    }
  };

  it("reports that an account without a store may have no access to CloudTrail Lake, and the alternatives", async () => {
    const found = await inAccount("us-east-1", {});
    expect(statusesOf(found)).toEqual({ Region: "ok", "event data stores": "warning", channels: "ok" });
    expect(found[1]?.message).toMatch(/closed to accounts that did not use it before 2026-05-31/);
    expect(found[1]?.remedy).toMatch(/sink: cloudwatch-logs/);
  });

  const absent = { status: "failure", message: "It is gone." } as const;

  // AWS's response as quoted in aws-samples/iam-identity-center-team's issue 586.
  it("recognizes the refusal of an account that may not use CloudTrail Lake, and names the other sinks", async () => {
    const message =
      "Invalid request provided: CloudTrail Lake is no longer accepting new customers. Existing customers can continue to use their event data stores. (Service: CloudTrail, Status Code: 400)";
    const refused = () => Promise.reject(Object.assign(new Error(message), { name: "InvalidRequestException" }));
    const of = { subject: "event data stores" };
    expect(await check(of, refused, absent)).toEqual({
      ...of,
      status: "failure",
      message: expect.stringMatching(/^AWS refuses: CloudTrail Lake is no longer accepting new customers\./),
      remedy: expect.stringMatching(/sink: cloudwatch-logs .*docs\/choosing\.md/),
    });
    const other = () => Promise.reject(Object.assign(new Error("too many"), { name: "ThrottlingException" }));
    const throttled = { ...of, status: "failure", message: "ThrottlingException: too many" };
    expect(await check(of, other, absent)).toEqual(throttled);
  });

  it("checks quotas and Regions, and treats a store as a sign that the account uses CloudTrail Lake", async () => {
    const found = await inAccount("eu-central-2", oktaAlone);
    expect(statusesOf(found)).toEqual({ Region: "failure", "event data stores": "ok", channels: "ok" });
    expect(found[1]?.message).toMatch(
      /^The Region has 1 of at most 10: arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore\/[0-9a-f-]{36}\. The account uses CloudTrail Lake, so it may create more\.$/,
    );
    expect(found[2]?.message).toBe(
      "The Region has 1 of at most 25. All share 100 calls of PutAuditEvents per second, which cannot be raised.",
    );
  });
});

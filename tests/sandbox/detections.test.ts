import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import type { Item } from "../../sandbox/dynamoDb/table";
import { identify } from "../../sandbox/program/existing";
import { deployStack, type StackSandbox } from "../../sandbox/program/stackSandbox";
import { watchAlarms } from "../support/alarms";
import { declareStack } from "../support/declare";
import { type Change, oktaDetails, sendDetails, startTime, without, withStack } from "../support/stack";

const vendors = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit" } };
const minute = 60_000;
const hour = 60 * minute;
const detectorName = "partner-audit-dev_detector";

/** An Okta event of a detection of single events. */
function tokenMade(who: string, time: number, uuid = `${who} ${time}`): Readonly<Record<string, unknown>> {
  const [event = {}] = oktaDetails(1);
  const actor = { ...(event.actor as object), alternateId: who };
  return {
    ...event,
    uuid,
    published: new Date(time).toISOString(),
    eventType: "system.api_token.create",
    actor,
    target: null,
  };
}

function withDetections<T>(
  work: (stack: StackSandbox) => Promise<T>,
  { change = (resources) => resources, ...configuration }: { readonly change?: Change } & Record<string, unknown> = {},
): Promise<T> {
  return withStack(work, { change }, { vendors, detections: { "okta-api-token-created": {} }, ...configuration });
}

const detailsIn = ({ sandbox }: StackSandbox) =>
  sandbox.putEvents.map(({ envelope }): { readonly actor: string; readonly rule: string } => Object(envelope.detail));
const actorsIn = (stack: StackSandbox) => detailsIn(stack).map(({ actor }) => actor);
const rulesIn = (stack: StackSandbox) => detailsIn(stack).map(({ rule }) => rule);
const errorsOf = ({ sandbox }: StackSandbox) => sandbox.functions.get(detectorName)?.counts.errors;
const logOf = ({ sandbox }: StackSandbox) => sandbox.functions.get(detectorName)?.log.lines.join("\n") ?? "";

describe("a detection", () => {
  it("notifies the topic and the bus, records the finding, and includes a query that finds the event again", async () => {
    await withDetections(async (stack) => {
      sendDetails(stack, "okta", [tokenMade("eve@example.com", startTime, "one")]);
      await stack.sandbox.settle({ until: startTime + hour + minute });
      const { sandbox } = stack;
      const topicArn = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_findings";
      expect(sandbox.published).toHaveLength(1);
      const [{ message = "", ...published } = {}] = sandbox.published;
      expect(published).toMatchObject({ topicArn, subject: "[high] Okta API token created: okta" });
      expect(message).toContain("Actor: eve@example.com\nAction: system.api_token.create\n");
      expect(message).toContain("Events: 1\nTime: 2026-11-20T12:00:00Z\n");
      const detail = { rule: "okta-api-token-created", level: "high", integration: "okta", uids: ["one"], count: 1 };
      const envelope = { source: "partner-audit.detections", "detail-type": "Partner Audit Finding", detail };
      expect(sandbox.putEvents).toMatchObject([{ eventBusName: "default", envelope }]);
      const items: readonly Item[] = sandbox.tables.get("partner-audit-dev_findings")?.all() ?? [];
      expect(items.map(({ detection, expires }) => [detection?.S, expires?.N])).toEqual([
        ["okta-api-token-created/okta", expect.stringMatching(/^\d{10}$/)],
        [" vendors.okta", undefined],
      ]);
      const { rows } = await sandbox.lake.query(message.split("\n").at(-1) ?? "");
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows[0])).toContain("eve@example.com");
    });
  });

  it("finds late events up to the allowed lateness", async () => {
    await withDetections(
      async (stack) => {
        await stack.sandbox.settle({ until: startTime + 5 * hour });
        const now = stack.sandbox.clock.now();
        const events = [tokenMade("late@example.com", now - 4 * hour), tokenMade("later@example.com", now - 8 * hour)];
        sendDetails(stack, "okta", events);
        await stack.sandbox.settle({ until: now + hour + minute });
        expect(actorsIn(stack)).toEqual(["late@example.com"]);
      },
      { findings: { lateHours: 6 } },
    );
  });

  it("runs on the configured schedule, and notifies the configured topic and bus", async () => {
    const topicArn = "arn:aws:sns:us-east-1:123456789012:security";
    const program = await declareStack({
      vendors,
      detections: { "okta-api-token-created": { schedule: "rate(15 minutes)", severity: "critical" } },
      findings: { topicArn, eventBusName: "security" },
    });
    const existing = { topics: [{ arn: topicArn }], eventBuses: ["security"] };
    const stack = await deployStack(program, identify, { startTime, existing });
    try {
      sendDetails(stack, "okta", [tokenMade("eve@example.com", startTime)]);
      await stack.sandbox.settle({ until: startTime + 16 * minute });
      expect(stack.sandbox.published.map((one) => [one.topicArn, one.subject])).toEqual([
        [topicArn, "[critical] Okta API token created: okta"],
      ]);
      expect(stack.sandbox.putEvents.map(({ eventBusName }) => eventBusName)).toEqual(["security"]);
      expect(program.resources.filter(({ type }) => type === "aws:sns/topic:Topic")).toEqual([]);
    } finally {
      await stack.sandbox.close();
    }
  });

  it("omits suppressed events until the last day", async () => {
    const suppress = [
      { reason: "the deployment's own", until: "2026-11-20", where: { "actor.alternateId": "ci@example.com" } },
    ];
    await withDetections(
      async (stack) => {
        const dayAfter = Date.parse("2026-11-21T00:00:00Z");
        const suppressed = [tokenMade("ci@example.com", startTime), tokenMade("CI@example.com", dayAfter - 1_000)];
        sendDetails(stack, "okta", [tokenMade("eve@example.com", startTime), ...suppressed]);
        await stack.sandbox.settle({ until: dayAfter });
        sendDetails(stack, "okta", [tokenMade("ci@example.com", dayAfter)]);
        await stack.sandbox.settle({ until: dayAfter + 2 * hour });
        expect(actorsIn(stack)).toEqual(["eve@example.com", "ci@example.com"]);
        expect(stack.sandbox.published[0]?.message).toContain("Excluded until 2026-11-20: the deployment's own");
      },
      { detections: { "okta-api-token-created": { suppress } } },
    );
  });

  it("with a custom rule runs the rule of its file", async () => {
    await withDetections(
      async (stack) => {
        sendDetails(stack, "okta", [tokenMade("eve@example.com", startTime)]);
        await stack.sandbox.settle({ until: startTime + hour + minute });
        expect(stack.sandbox.published.map(({ subject }) => subject)).toEqual(["[low] Okta API token created: okta"]);
      },
      { detections: { tokens: { rule: "rules/okta/okta-api-token-created.yml", severity: "low" } } },
    );
  });

  it("runs on its own schedule, even if another one of its store runs more often", async () => {
    const often = { schedule: "rate(15 minutes)" };
    await withDetections(
      async (stack) => {
        const events = ["system.api_token.create", "user.session.impersonation.initiate"].map((eventType) => {
          return { ...tokenMade("eve@example.com", startTime + minute, eventType), eventType };
        });
        // The first run of a rule is at the first time of the schedule.
        await stack.sandbox.settle({ until: startTime + 16 * minute });
        sendDetails(stack, "okta", events);
        await stack.sandbox.settle({ until: startTime + 31 * minute });
        expect(rulesIn(stack)).toEqual(["okta-impersonation"]);
        await stack.sandbox.settle({ until: startTime + 76 * minute });
        expect(rulesIn(stack)).toEqual(["okta-impersonation", "okta-api-token-created"]);
      },
      { detections: { "okta-api-token-created": {}, "okta-impersonation": often } },
    );
  });
});

it("a rule's own entry for one integration leaves the store's other integrations to the vendor's entry, each on its schedule", async () => {
  const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
  const own = { integrations: ["okta-emea"], severity: "critical", schedule: "rate(15 minutes)" };
  await withDetections(
    async (stack) => {
      await stack.sandbox.settle({ until: startTime + 16 * minute });
      const time = stack.sandbox.clock.now();
      sendDetails(stack, "okta", [tokenMade("eve@example.com", time)]);
      sendDetails(stack, "okta-emea", [tokenMade("eve@example.com", time, "emea")]);
      const subjects = () => stack.sandbox.published.map(({ subject }) => subject);
      await stack.sandbox.settle({ until: startTime + 31 * minute });
      expect(subjects()).toEqual(["[critical] Okta API token created: okta-emea"]);
      await stack.sandbox.settle({ until: startTime + 3 * hour });
      expect(subjects().slice(1)).toEqual(["[high] Okta API token created: okta"]);
    },
    {
      vendors: { ...vendors, "okta-emea": emea },
      detections: { okta: {}, "okta-api-token-created": own },
    },
  );
});

describe("a detection of events in CloudWatch Logs", () => {
  const logs = { okta: { ...vendors.okta, sink: "cloudwatch-logs" } };

  it("fails without the grant on its log group", async () => {
    await withStack(
      async (stack) => {
        await stack.sandbox.settle({ until: startTime + hour + minute });
        expect(logOf(stack)).toContain("allows the logs:StartQuery action");
      },
      { change: without("detections/query-logs") },
      { vendors: logs, detections: { "okta-api-token-created": {} } },
    );
  });
});

describe("without a permission of the detector", () => {
  it.each([
    ["detections/query-stores", "cloudtrail:StartQuery"],
    ["detections/remember-findings", "dynamodb:GetItem"],
    ["detections/publish-findings", "SNS:Publish"],
    ["detections/put-findings", "events:PutEvents"],
  ])("%s: the run fails, is repeated twice, and reports the reason", async (name, action) => {
    await withDetections(
      async (stack) => {
        sendDetails(stack, "okta", [tokenMade("eve@example.com", startTime)]);
        await stack.sandbox.settle({ until: startTime + hour + 10 * minute });
        expect(stack.sandbox.putEvents).toEqual([]);
        expect(Object.values(errorsOf(stack) ?? {})).toEqual([3]);
        expect(logOf(stack).toLowerCase()).toContain(`allows the ${action} action`.toLowerCase());
      },
      { change: without(name) },
    );
  });

  it("detections/call-detector: the schedule sends undelivered calls to the dead-letter queue", async () => {
    await withDetections(
      async ({ sandbox }) => {
        await sandbox.settle({ until: startTime + hour + minute });
        const parked = sandbox.queues.get("partner-audit-dev_detector-undelivered")?.peek() ?? [];
        expect(parked.map(({ body }) => JSON.parse(body))).toEqual([
          {
            scan: "vendors.okta",
            store: { kind: "lake", eventDataStoreArn: expect.stringContaining(":eventdatastore/") },
            scheduledTime: "2026-11-20T13:00:00Z",
          },
        ]);
      },
      { change: without("detections/call-detector") },
    );
  });
});

describe("the detector's alarms", () => {
  it.each([
    ["are quiet if every run succeeds", "", []],
    ["report a query that fails", "detections/query-stores", ["errors"]],
    ["report a schedule that cannot call", "detections/call-detector", ["silence", "undelivered"]],
    ["report a schedule that was deleted", "detections/vendors.okta", ["silence"]],
  ])("%s, through the topic of findings if there is no other", async (_, missing, alarms) => {
    const configuration = { vendors, detections: { "okta-api-token-created": {} } };
    const resources = without(missing)((await declareStack(configuration)).resources);
    const work = async ({ sandbox }: StackSandbox) => {
      const watch = watchAlarms(resources, sandbox, declaredAuthorization(resources));
      // An hour and a few minutes after the stack's start.
      await watch.pass(64);
      expect(watch.alarmed().sort()).toEqual(alarms.map((alarm) => `partner-audit-dev_detector-${alarm}`));
      expect(watch.changes.filter(({ notified }) => notified.length !== 1)).toEqual([]);
    };
    await withStack(work, { change: without(missing) }, configuration);
  });
});

import { identify } from "../../sandbox/program/existing";
import { deployStack, type StackSandbox } from "../../sandbox/program/stackSandbox";
import { declare, stackOf } from "../support/declare";
import { type Change, oktaDetails, sendDetails, startTime, without } from "../support/stack";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const minute = 60_000;
const hour = 60 * minute;

/** An Okta event of a user. */
function oktaEvent(who: string, time: number, eventType: string, result: string): Readonly<Record<string, unknown>> {
  const [event = {}] = oktaDetails(1);
  return {
    ...event,
    uuid: `${eventType} ${who} ${time}`,
    published: new Date(time).toISOString(),
    eventType,
    actor: { id: who, type: "User", alternateId: `${who}@example.com`, displayName: who },
    outcome: { result, ...(result === "FAILURE" && { reason: "INVALID_CREDENTIALS" }) },
    target: null,
  };
}

const failures = (who: string, time: number, count: number) =>
  Array.from({ length: count }, (_, index) => oktaEvent(who, time + index * 10_000, "user.session.start", "FAILURE"));

async function withScans<T>(
  vendor: Readonly<Record<string, unknown>>,
  work: (stack: StackSandbox) => Promise<T>,
  { change = (resources) => resources, start = startTime }: { readonly change?: Change; readonly start?: number } = {},
): Promise<T> {
  const program = await declare(
    stackOf({ vendors: { okta: { ...okta, ...vendor } } }),
    "tests/support/programs/scanStack",
  );
  const stack = await deployStack({ ...program, resources: change(program.resources) }, identify, { startTime: start });
  try {
    return await work(stack);
  } finally {
    await stack.sandbox.close();
  }
}

interface Detail {
  readonly rule: string;
  readonly actor: string;
  readonly count: number;
  readonly lookUp: { readonly query: string };
}
const detailsIn = ({ sandbox }: StackSandbox) =>
  sandbox.putEvents.map(({ envelope }): Detail => Object(envelope.detail));
const foundIn = (stack: StackSandbox) =>
  detailsIn(stack)
    .map(({ rule, actor, count }) => `${rule} ${actor} ${count}`)
    .sort();
const logOf = ({ sandbox }: StackSandbox) =>
  sandbox.functions.get("partner-audit-dev_detector")?.log.lines.join("\n") ?? "";

/** Sends an incident of each kind, late and twice, and returns the expected findings. */
function sendIncidents(stack: StackSandbox, time: number): readonly string[] {
  const events = [
    oktaEvent("eve", time, "system.api_token.create", "SUCCESS"),
    ...failures("mallory", time - 2 * hour, 4),
    ...failures("alice", time, 2),
  ];
  sendDetails(stack, "okta", events);
  sendDetails(stack, "okta", [...events].reverse());
  return ["okta_api_token_created eve 1", "okta_failed_sign_ins mallory 4"];
}

describe.each([
  ["CloudTrail Lake", {}, startTime],
  // Objects and log events have the machine's time.
  ["the table in S3", { sink: "s3" }, Date.now()],
  ["CloudWatch Logs", { sink: "cloudwatch-logs" }, Date.now()],
])("a scan of %s", (_, vendor, start) => {
  it("reports each incident once, with late and repeated events, and nothing else", async () => {
    await withScans(
      vendor,
      async (stack) => {
        const expected = sendIncidents(stack, start);
        await stack.sandbox.settle({ until: start + hour + minute });
        expect(foundIn(stack)).toEqual(expected);
        // A new burst of the same user, near the reported one.
        sendDetails(stack, "okta", failures("mallory", start - 2 * hour + 5 * minute, 3));
        await stack.sandbox.settle({ until: start + 3 * hour + minute });
        expect(foundIn(stack)).toEqual([...expected, "okta_failed_sign_ins mallory 3"].sort());
        expect(stack.sandbox.published[0]?.subject).toMatch(/^\[(high|medium)\] Okta .*: okta$/);
        expect(logOf(stack)).toMatch(/"scan":"okta","rows":\d+,"findings":\d+,"bytesScanned":\d+,"waiting":\[\]/);
      },
      { start },
    );
  });
});

it("includes a query for CloudTrail Lake that finds the events again", async () => {
  await withScans({}, async (stack) => {
    sendDetails(stack, "okta", [oktaEvent("eve", startTime, "system.api_token.create", "SUCCESS")]);
    await stack.sandbox.settle({ until: startTime + hour + minute });
    const { rows } = await stack.sandbox.lake.query(detailsIn(stack)[0]?.lookUp.query ?? "");
    expect(rows).toHaveLength(1);
  });
});

describe("without a permission, a scan fails and names it", () => {
  it.each([
    ["CloudTrail Lake", {}, "detections/query-stores", "cloudtrail:StartQuery"],
    ["the table in S3", { sink: "s3" }, "detections/query-table", "athena:StartQueryExecution"],
    ["CloudWatch Logs", { sink: "cloudwatch-logs" }, "detections/query-logs", "logs:StartQuery"],
  ])("%s", async (_, vendor, policy, action) => {
    await withScans(
      vendor,
      async (stack) => {
        await stack.sandbox.settle({ until: startTime + hour + minute });
        expect(logOf(stack)).toContain(action);
        expect(logOf(stack)).toContain("3 of 3 rules of okta failed");
      },
      { change: without(policy) },
    );
  });
});

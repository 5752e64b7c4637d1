import type { AccessCall } from "../../../sandbox/authorization";
import { Clock } from "../../../sandbox/clock";
import { createBuses, createLogGroups } from "../../../sandbox/deployment/buses";
import { Deployment } from "../../../sandbox/deployment/deployment";
import { createQueues } from "../../../sandbox/deployment/storage";
import { createIdentifiers } from "../../../sandbox/identifiers";
import type { DeclaredResource } from "../../../sandbox/program/declaredResource";
import * as d from "../declared";

const okta = "aws.partner/okta.com/acme/audit";
const ruleArn = d.ruleArn(okta, "audit");

function play(
  resources: readonly DeclaredResource[],
  authorize: (call: AccessCall) => string | undefined = () => undefined,
) {
  const deployment = new Deployment(resources);
  const queues = createQueues(deployment, new Clock(0), createIdentifiers("test"));
  const logGroups = createLogGroups(deployment);
  const destinations = {
    findQueue: (arn: string) => queues.get(arn),
    findLogGroup: (arn: string) => logGroups.get(arn),
    authorize,
  };
  const bus = createBuses(deployment, destinations, {}, () => 0).get(okta);
  const messages = (name: string) => queues.get(d.queueArn(name))?.peek() ?? [];
  return {
    problems: deployment.problems,
    put: (detail: Readonly<Record<string, unknown>>) => bus?.put(d.envelope(okta, detail)),
    logGroups,
    messages,
    bodies: (name: string) => messages(name).map(({ body }) => JSON.parse(body)),
  };
}

describe("an event bus", () => {
  it("delivers the whole envelope of events that match a rule to all its targets, also log groups", () => {
    const group = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/raw";
    const pattern = { detail: { eventType: [{ prefix: "group." }] } };
    const { problems, put, bodies, logGroups } = play([
      d.queue("main"),
      d.declared("aws:cloudwatch/logGroup:LogGroup", "raw", { name: "/aws/events/raw" }, { arn: group }),
      ...d.busWithRule(okta, d.queueArn("main"), { pattern }),
      d.declared("aws:cloudwatch/eventTarget:EventTarget", "logs", {
        rule: "audit",
        eventBusName: okta,
        arn: `${group}:*`,
      }),
    ]);
    put({ eventType: "user.session.start" });
    put({ eventType: "group.user.add" });
    expect(bodies("main")).toEqual([d.envelope(okta, { eventType: "group.user.add" })]);
    expect(logGroups.get(group)?.events).toBe(1);
    expect(problems).toEqual([]);
  });

  it("refuses an event over 1 MiB, and accepts one of exactly 1 MiB", () => {
    const played = play([d.queue("main", { maxMessageSize: 1_048_576 }), ...d.busWithRule(okta, d.queueArn("main"))]);
    const empty = JSON.stringify(d.envelope(okta, { text: "" })).length;
    played.put({ text: "x".repeat(1_048_576 - empty) });
    expect(() => played.put({ text: "x".repeat(1_048_577 - empty) })).toThrow(RangeError);
    expect(played.bodies("main")).toHaveLength(1);
  });
});

describe("an event that cannot be delivered", () => {
  const refuseMain = ({ resource }: AccessCall) => (resource === d.queueArn("main") ? "not authorized" : undefined);

  const allow = () => undefined;
  const long = { text: "x".repeat(1_024) };
  const absent = `The target resource ${d.queueArn("main")} does not exist.`;
  const tooLarge = "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.";

  it.each([
    ["its target does not exist", [], allow, {}, "NO_RESOURCE", absent],
    ["its target's policy refuses it", [d.queue("main")], refuseMain, {}, "NO_PERMISSIONS", "not authorized"],
    ["it is too large", [d.queue("main", { maxMessageSize: 1_024 })], allow, long, "INVALID_PARAMETER", tooLarge],
  ])("since %s is sent to the target's dead-letter queue at once", (_, queues, authorize, detail, code, message) => {
    const target = { deadLetterConfig: { arn: d.queueArn("target-dead") } };
    const bus = d.busWithRule(okta, d.queueArn("main"), { target });
    const { put, bodies, messages } = play([...queues, d.queue("target-dead"), ...bus], authorize);
    put(detail);
    expect(bodies("main")).toEqual([]);
    expect(bodies("target-dead")).toEqual([d.envelope(okta, detail)]);
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    expect(messages("target-dead")[0]?.messageAttributes).toEqual({
      RULE_ARN: text(ruleArn),
      TARGET_ARN: text(d.queueArn("main")),
      ERROR_CODE: text(code),
      ERROR_MESSAGE: text(message),
      RETRY_ATTEMPTS: { DataType: "Number", StringValue: "0" },
    });
  });
});

describe("a declaration that EventBridge refuses", () => {
  const bus = d.busWithRule(okta, d.queueArn("main"));
  it.each([
    ["a rule on no bus", bus.slice(1), "Event bus aws.partner/okta.com/acme/audit does not exist."],
    ["a target of no rule", [...bus.slice(0, 1), ...bus.slice(2)], "Rule audit does not exist on EventBus"],
    ["a pattern with a bare value", d.busWithRule(okta, d.queueArn("main"), { pattern: { source: "x" } }), "source"],
    [
      "a target that is neither queue nor log group",
      d.busWithRule(okta, d.functionArn("fn")),
      "the sandbox emulates queues and log groups as targets",
    ],
  ])("is reported with its resource: %s", (_, resources, problem) => {
    const { problems } = play([d.queue("main"), ...resources]);
    expect(problems.join("\n")).toContain(problem);
    expect(problems[0]).toMatch(/^aws:cloudwatch\/event(Rule:EventRule|Target:EventTarget) "audit": /);
  });
});

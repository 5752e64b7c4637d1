import { deadLetterQueues } from "../../policy/policies/deadLetterQueues";
import { functionLogGroups } from "../../policy/policies/functionLogGroups";
import { integrationCompleteness } from "../../policy/policies/integrationCompleteness";
import { oneChannelASource } from "../../policy/policies/oneChannelASource";
import { oneRoleAFunction } from "../../policy/policies/oneRoleAFunction";
import { putAuditEventsDemand } from "../../policy/policies/putAuditEventsDemand";
import { queueVisibility } from "../../policy/policies/queueVisibility";
import { undeliveredEvents } from "../../policy/policies/undeliveredEvents";
import { describeStacks, verdictsOn, type Written } from "./verdictsOn";

const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const queue = (name: string, props: object = {}): Written => ({
  type: "aws:sqs/queue:Queue",
  name,
  props: { name, arn: arnOf("sqs", name), ...props },
});
const redrivenTo = (target: string) => ({
  redrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("sqs", target), maxReceiveCount: 100 }),
});
const lambda = (name: string, props: object = {}): Written => ({
  type: "aws:lambda/function:Function",
  name,
  props: { name, role: `arn:aws:iam::123456789012:role/${name}`, ...props },
});
const logGroup = (name: string): Written => ({
  type: "aws:cloudwatch/logGroup:LogGroup",
  name: `${name} log`,
  props: { name },
});
const mapping = (name: string, source: string, reader: string, props: object = {}): Written => ({
  type: "aws:lambda/eventSourceMapping:EventSourceMapping",
  name,
  props: { eventSourceArn: arnOf("sqs", source), functionName: reader, ...props },
});
const schedule = (arn: string, deadLetters: string): Written => ({
  type: "aws:scheduler/schedule:Schedule",
  name: "hourly",
  props: { target: { arn, deadLetterConfig: { arn: arnOf("sqs", deadLetters) } } },
});

describeStacks(deadLetterQueues, [
  ["none", [queue("alone")], "alone redrivePolicy"],
  ["one that keeps longer", [queue("a", redrivenTo("b")), queue("b", { messageRetentionSeconds: 345_601 })]],
  [
    "one that keeps shorter",
    [queue("a", { messageRetentionSeconds: 1_209_600, ...redrivenTo("b") }), queue("b")],
    "a messageRetentionSeconds::345600",
  ],
  ["a queue that a schedule gives up into", [queue("a"), schedule(arnOf("lambda", "function:x"), "a")]],
  ["a queue that a schedule sends to", [queue("a"), schedule(arnOf("sqs", "a"), "elsewhere")], "a redrivePolicy"],
]);

const read = (queueProps: object, lambdaProps: object, batchWindow?: number) => [
  queue("a", queueProps),
  lambda("reader", lambdaProps),
  mapping("m", "a", "reader", { maximumBatchingWindowInSeconds: batchWindow }),
];

const readerArn = arnOf("lambda", "function:reader");

// AWS Lambda API Reference, CreateEventSourceMapping and PutFunctionEventInvokeConfig, FunctionName: a name, an ARN or a part of one, with a version or an
// alias.
describe("a function is recognized by each of its names", () => {
  const names = [
    "reader",
    "reader:live",
    readerArn,
    `${readerArn}:live`,
    `${readerArn}:7`,
    "123456789012:function:reader",
  ];
  const reader = lambda("reader", { arn: readerArn, timeout: 60 });

  it.each(names)("%s reads a queue", async (name) => {
    const verdicts = await verdictsOn([queueVisibility], [queue("a"), reader, mapping("m", "a", name)]);
    expect(verdicts.map(({ subject }) => subject)).toEqual(["visibilityTimeoutSeconds::30"]);
  });

  it.each(names)("%s keeps failed events", async (functionName) => {
    const target: Written = {
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: "t",
      props: { rule: "r", arn: `${readerArn}:live` },
    };
    const invokeConfig = (kind: string): Written => ({
      type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
      name: "c",
      props: { functionName, destinationConfig: { [kind]: { destination: arnOf("sqs", "b") } } },
    });
    const subjectsOn = async (...beside: readonly Written[]) =>
      (await verdictsOn([undeliveredEvents], [reader, target, ...beside])).map(({ subject }) => subject);
    expect(await subjectsOn(invokeConfig("onFailure"))).toEqual([]);
    expect(await subjectsOn(invokeConfig("onSuccess"))).toEqual(["deadLetterConfig"]);
  });
});

describeStacks(queueVisibility, [
  ["six times the timeout", read({ visibilityTimeoutSeconds: 240 }, { timeout: 40 })],
  ["the default of both", read({}, {})],
  ["the queue's default", read({}, { timeout: 10 }), "m visibilityTimeoutSeconds::30"],
  [
    "without the batching window",
    read({ visibilityTimeoutSeconds: 240 }, { timeout: 40 }, 5),
    "m visibilityTimeoutSeconds::240",
  ],
]);

const shared = { loggingConfig: { logGroup: "/shared" } };

describeStacks(functionLogGroups, [
  ["one of its own", [lambda("f"), logGroup("/aws/lambda/f")]],
  ["one of its own by another name", [lambda("f", shared), logGroup("/shared")]],
  ["one of another name", [lambda("f"), logGroup("/aws/lambda/other")], "f logGroup"],
  [
    "one for two functions",
    [lambda("f", shared), lambda("g", shared), logGroup("/shared")],
    "f loggingConfig::/shared",
    "g loggingConfig::/shared",
  ],
]);

const role = { type: "aws:iam/role:Role", name: "role", props: { arn: "arn:aws:iam::123456789012:role/program" } };
const underRole = (name: string) => lambda(name, { role: role.props.arn });

describeStacks(oneRoleAFunction, [
  ["one each", [lambda("f"), lambda("g")]],
  ["one for three, of the program", [role, ...["f", "g", "h"].map(underRole)], "g Role::role", "h Role::role"],
  ["one for two, by its ARN", ["f", "g"].map(underRole), `g Role::${role.props.arn}`],
]);

const CHANNEL_ARN = arnOf("cloudtrail", "channel/64b5eea0");
const busy = (number: number) => [
  lambda(`forwarder-${number}`, { environment: { variables: { CHANNEL_ARN } } }),
  mapping(`busy-${number}`, "a", `forwarder-${number}`, { batchSize: 100, scalingConfig: { maximumConcurrency: 12 } }),
];

// 12 invocations at one time make 48 calls per second at 0.25 s each; a Region allows 100 (AWS General Reference).
describeStacks(putAuditEventsDemand, [
  ["two forwarders within the rate", [1, 2].flatMap(busy)],
  ["four forwarders", [1, 2, 3, 4].flatMap(busy), "busy-3 demand::144", "busy-4 demand::192"],
]);

const channel = (name: string, Source: string): Written => ({
  type: "aws:cloudcontrol/resource:Resource",
  name,
  props: { typeName: "AWS::CloudTrail::Channel", desiredState: JSON.stringify({ Name: name, Source }) },
});

describeStacks(oneChannelASource, [
  ["two Sources", [channel("a", "OneLogin"), channel("b", "Custom")]],
  ["one Source", ["a", "b", "c"].map((name) => channel(name, "OneLogin")), "b Source::OneLogin", "c Source::OneLogin"],
]);

const tags = { environment: "test" };
const half = [
  queue("a", { tags }),
  queue("b", { tags }),
  ...["a", "b", "c"].map((name) => ({ type: "aws:sqs/queuePolicy:QueuePolicy", name: `${name} policy`, props: {} })),
  { type: "aws:cloudwatch/eventRule:EventRule", name: "rule", props: { tags } },
  { type: "aws:iam/role:Role", name: "role", props: { tags } },
  { type: "aws:iam/rolePolicy:RolePolicy", name: "grant", props: {} },
  lambda("f", { tags }),
  logGroup("f"),
].map((part) => ({ ...part, parent: "okta" }));
const integration = { type: "partner-audit:index:PartnerAuditIntegration", name: "okta", props: {} };

describeStacks(integrationCompleteness, [
  [
    "without a target, a queue, a mapping, a sink, and the tags of the log group",
    [integration, ...half],
    "okta Part::aws:cloudwatch/eventTarget:EventTarget",
    "okta Part::aws:sqs/queue:Queue",
    "okta Part::aws:lambda/eventSourceMapping:EventSourceMapping",
    "okta Sink",
    "f log Tags::environment",
  ],
  [
    "of a solution, whose application sends",
    [integration, { type: "aws:iam/policy:Policy", name: "p", props: {}, parent: "okta" }],
  ],
]);

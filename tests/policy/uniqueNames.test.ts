import { unknownCheckingProxy } from "@pulumi/policy";
import type { JudgedResource } from "../../policy/judgedResource";
import { uniqueNames } from "../../policy/policies/uniqueNames";
import { canonicalResources } from "../../policy/reading/canonical";
import { runChecks } from "../../policy/runChecks";
import { JudgedStack } from "../../policy/stack/judgedStack";
import { WaiverLog } from "../../policy/waivers";

type Properties = Readonly<Record<string, unknown>>;

/** A resource with the settings of its provider and the URNs of the resources that its properties depend on. */
function resource(
  type: string,
  name: string,
  props: Properties,
  provider?: Properties,
  sources?: Readonly<Record<string, readonly string[]>>,
): JudgedResource {
  return {
    type,
    name,
    urn: `urn:pulumi:dev::test::${type}::${name}`,
    props,
    ...(provider !== undefined && { provider: { props: provider } }),
    ...(sources !== undefined && { sourcesOf: (property: string) => sources[property] ?? [] }),
  };
}

/** Returns two resources of a type that differ only in their logical names. */
const twice = (type: string, props: Properties, provider?: Properties) =>
  ["a", "b"].map((name) => resource(type, name, props, provider));

/**
 * The engine's mark of an unknown text (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`), as policies receive
 * it.
 */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownIn = (props: object): Properties => unknownCheckingProxy(props);

/** Returns two resources with one unknown property, each with the URNs that this property depends on. */
const unknownTwice = (type: string, props: object, property: string, ...sources: readonly (readonly string[])[]) =>
  ["a", "b"].map((name, index) =>
    resource(type, name, unknownIn({ ...props, [property]: unknown }), undefined, { [property]: sources[index] ?? [] }),
  );

const urnOf = (type: string, name: string) => [`urn:pulumi:dev::test::component$${type}::${name}`];
const queueType = "aws:sqs/queue:Queue";
const [oneQueue, otherQueue] = [urnOf(queueType, "events"), urnOf(queueType, "others")];
const stack = urnOf("aws:cloudformation/stack:Stack", "queues");
const policy = "aws:sqs/queuePolicy:QueuePolicy";
const rule = "aws:cloudwatch/eventRule:EventRule";
const audit = { name: "audit" };
const queue = (name: string, provider?: Properties, props: object = {}) =>
  resource(queueType, name, { name: "events", ...props }, provider);
const inRegion = (region: string, profile = "one") => ({ region, profile });
const role = (name: string, region: string) => resource("aws:iam/role:Role", name, audit, inRegion(region));
const cloudControl = (name: string, typeName: string) =>
  resource("aws:cloudcontrol/resource:Resource", name, { typeName, desiredState: '{"Name":"okta"}' });
const dashboard = "AWS::CloudTrail::Dashboard";
// AWS Lambda Developer Guide, "Configuring Amazon MSK event sources": a mapping has one topic.
const mapping = (name: string, topic: string, eventSourceArn?: string) =>
  resource("aws:lambda/eventSourceMapping:EventSourceMapping", name, {
    functionName: "read",
    topics: [topic],
    ...(eventSourceArn !== undefined && { eventSourceArn }),
  });
const kafka = "arn:aws:kafka:us-east-1:123456789012:cluster/audit/1";

describe("equal names", () => {
  it.each<[string, readonly JudgedResource[], ...string[]]>([
    ["in one Region", [queue("a"), queue("b")], "b Name::events"],
    [
      "in one Region, which the resource or its provider names",
      [queue("a", { region: "eu-west-1" }), queue("b", { region: "us-east-1" }, { region: "eu-west-1" })],
      "b Name::events",
    ],
    // Amazon SNS API Reference, SetTopicAttributes: a topic has one policy; AWS Lambda API Reference, AddPermission: ResourceConflictException.
    ["of two policies of one topic", twice("aws:sns/topicPolicy:TopicPolicy", { arn: "arn:t" }), "b Name::arn:t"],
    [
      "of two permissions of one statement id",
      twice("aws:lambda/permission:Permission", { function: "f", statementId: "s" }),
      "b Name::f/s",
    ],
    [
      "of permissions whose statement ids Lambda generates",
      twice("aws:lambda/permission:Permission", { function: "f" }),
    ],
    ["in two Regions", [queue("a", inRegion("eu-west-1")), queue("b", inRegion("us-east-1"))]],
    ["in two accounts", [queue("a", inRegion("eu-west-1")), queue("b", inRegion("eu-west-1", "two"))]],
    ["of two types", [queue("a"), resource("aws:sns/topic:Topic", "b", { name: "events" })]],
    ["of a global service, in two Regions", [role("a", "eu-west-1"), role("b", "us-east-1")], "b Name::audit"],
    [
      "of one CloudFormation type",
      [cloudControl("a", dashboard), cloudControl("b", dashboard), cloudControl("c", "AWS::CloudTrail::Channel")],
      "b Name::okta",
    ],
    ["of saved queries", twice("aws:cloudwatch/queryDefinition:QueryDefinition", audit)],
    ["of a type that is not known to have unique names", twice("aws:example/thing:Thing", audit)],
    ["of rules on the default bus", twice(rule, audit), "b Name::default/audit"],
    ["of rules on buses that are not known yet", unknownTwice(rule, audit, "eventBusName")],
    ["that are one queue's, not known yet", unknownTwice(policy, {}, "queueUrl", oneQueue, oneQueue), "b Name::events"],
    ["that are two queues', not known yet", unknownTwice(policy, {}, "queueUrl", oneQueue, otherQueue)],
    ["that are outputs of one stack", unknownTwice(policy, {}, "queueUrl", stack, stack)],
    [
      "that are derived from one queue's, such as QUEUE-age",
      unknownTwice("aws:cloudwatch/metricAlarm:MetricAlarm", {}, "name", oneQueue, oneQueue),
    ],
    ["in a Region that is not known yet", twice(queueType, audit, unknownIn({ region: unknown }))],
    [
      "in an account that is not known yet",
      twice(queueType, audit, unknownIn({ assumeRoles: [{ roleArn: unknown }] })),
    ],
    [
      "of mappings of one source and topic",
      [mapping("a", "x", kafka), mapping("b", "x", kafka)],
      expect.stringMatching(/^b /),
    ],
    ["of mappings of two topics", [mapping("a", "x", kafka), mapping("b", "y", kafka)]],
    ["of mappings without a source of AWS", [mapping("a", "x"), mapping("b", "x")]],
  ])("%s", async (_what, resources, ...findings) => {
    const circumstances = { configuration: {}, stackTags: new Map(), today: "2026-11-21" };
    const checks = uniqueNames.stackRules.flatMap((rule) =>
      rule(new JudgedStack(resources.flatMap(canonicalResources)), circumstances),
    );
    const result = await runChecks(uniqueNames, checks, new WaiverLog("2026-11-21"));
    expect(result.unknown).toEqual([]);
    expect(result.findings.map(({ about, subject }) => `${about.name} ${subject}`)).toEqual(findings);
  });
});

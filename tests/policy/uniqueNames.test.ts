import { unknownCheckingProxy } from "@pulumi/policy";
import { ask } from "../../policy/ask";
import { uniqueNames } from "../../policy/policies/uniqueNames";
import type { JudgedResource } from "../../policy/policy";
import { WaiverBook } from "../../policy/waivers";

interface Place {
  readonly props?: Readonly<Record<string, unknown>>;
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}

function resource(type: string, name: string, { props = {}, provider, sources }: Place = {}): JudgedResource {
  return {
    type,
    name,
    urn: `urn:pulumi:dev::test::${type}::${name}`,
    props,
    ...(provider !== undefined && { provider: { props: provider } }),
    ...(sources !== undefined && { sources }),
  };
}

async function subjectsOf(...resources: readonly JudgedResource[]): Promise<readonly string[]> {
  const circumstances = { configuration: {}, stackTags: new Map(), today: "2026-11-21" };
  const questions = uniqueNames.stackQuestions(resources, circumstances);
  const { findings, unknown } = await ask(uniqueNames, questions, new WaiverBook("2026-11-21"));
  expect(unknown).toEqual([]);
  return findings.map(({ about, subject }) => `${about.name} ${subject}`);
}

const queue = (name: string, place: Place = {}) =>
  resource("aws:sqs/queue:Queue", name, { ...place, props: { name: "events", ...place.props } });

describe("equal names", () => {
  it("are found in one Region, whether the resource or its provider names it", async () => {
    expect(await subjectsOf(queue("a"), queue("b"))).toEqual(["b Name::events"]);
    expect(
      await subjectsOf(
        queue("a", { provider: { region: "eu-west-1" } }),
        queue("b", { provider: { region: "us-east-1" }, props: { region: "eu-west-1" } }),
      ),
    ).toEqual(["b Name::events"]);
  });

  it("are no finding in two Regions or two accounts, or of two types", async () => {
    const inRegion = (region: string) => ({ provider: { region } });
    expect(await subjectsOf(queue("a", inRegion("eu-west-1")), queue("b", inRegion("us-east-1")))).toEqual([]);
    const inAccount = (profile: string) => ({ provider: { region: "eu-west-1", profile } });
    expect(await subjectsOf(queue("a", inAccount("one")), queue("b", inAccount("two")))).toEqual([]);
    expect(await subjectsOf(queue("a"), resource("aws:sns/topic:Topic", "b", { props: { name: "events" } }))).toEqual(
      [],
    );
  });

  it("of a global service are found across Regions", async () => {
    const role = (name: string, region: string) =>
      resource("aws:iam/role:Role", name, { props: { name: "forwarder" }, provider: { region } });
    expect(await subjectsOf(role("a", "eu-west-1"), role("b", "us-east-1"))).toEqual(["b Name::forwarder"]);
  });

  it("are found of Cloud Control resources of one CloudFormation type", async () => {
    const made = (name: string, typeName: string) =>
      resource("aws:cloudcontrol/resource:Resource", name, { props: { typeName, desiredState: '{"Name":"okta"}' } });
    const dashboard = "AWS::CloudTrail::Dashboard";
    expect(await subjectsOf(made("a", dashboard), made("b", dashboard), made("c", "AWS::CloudTrail::Channel"))).toEqual(
      ["b Name::okta"],
    );
  });

  it("are no finding of saved queries, nor where a type is not known to have unique names", async () => {
    const twice = (type: string) => ["a", "b"].map((name) => resource(type, name, { props: { name: "same" } }));
    expect(await subjectsOf(...twice("aws:cloudwatch/queryDefinition:QueryDefinition"))).toEqual([]);
    expect(await subjectsOf(...twice("aws:example/thing:Thing"))).toEqual([]);
  });
});

describe("a value that is not known before a resource exists", () => {
  /** The engine's mark of such a text (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`). */
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const proxied = (props: object): Readonly<Record<string, unknown>> => unknownCheckingProxy(props);
  const urnOf = (type: string, name: string) => `urn:pulumi:dev::test::component$${type}::${name}`;
  const twice = (type: string, props: object, sources: readonly (readonly string[])[], property: string) =>
    ["a", "b"].map((name, index) =>
      resource(type, name, { props: proxied(props), sources: { [property]: sources[index] ?? [] } }),
    );
  const policy = "aws:sqs/queuePolicy:QueuePolicy";
  const oneQueue = [urnOf("aws:sqs/queue:Queue", "events")];

  it("is that of the resource whose name it is", async () => {
    const otherQueue = [urnOf("aws:sqs/queue:Queue", "others")];
    const props = { queueUrl: unknown };
    expect(await subjectsOf(...twice(policy, props, [oneQueue, oneQueue], "queueUrl"))).toEqual(["b Name::events"]);
    expect(await subjectsOf(...twice(policy, props, [oneQueue, otherQueue], "queueUrl"))).toEqual([]);
  });

  it("is none where a name is made of another resource's, as QUEUE-age is", async () => {
    const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
    expect(await subjectsOf(...twice(alarm, { name: unknown }, [oneQueue, oneQueue], "name"))).toEqual([]);
  });

  it("is none where it is one of several outputs, as a CloudFormation stack has", async () => {
    const stack = [urnOf("aws:cloudformation/stack:Stack", "queues")];
    expect(await subjectsOf(...twice(policy, { queueUrl: unknown }, [stack, stack], "queueUrl"))).toEqual([]);
  });

  it("is not the default, such as the default event bus", async () => {
    const rule = "aws:cloudwatch/eventRule:EventRule";
    const props = { name: "audit", eventBusName: unknown };
    expect(await subjectsOf(...twice(rule, props, [], "eventBusName"))).toEqual([]);
    expect(await subjectsOf(...twice(rule, { name: "audit" }, [], "eventBusName"))).toEqual(["b Name::default/audit"]);
  });

  it.each([{ region: unknown }, { assumeRoles: [{ roleArn: unknown }] }])(
    "may be another account or Region: %j",
    async (settings) => {
      const provider = proxied(settings);
      expect(await subjectsOf(queue("a", { provider }), queue("b", { provider }))).toEqual([]);
    },
  );
});

describe("event source mappings of one function and source", () => {
  const mapping = (name: string, props: object) =>
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", name, { props: { functionName: "read", ...props } });
  const eventSourceArn = "arn:aws:kafka:us-east-1:123456789012:cluster/audit/1";

  // AWS Lambda Developer Guide, "Configuring Amazon MSK event sources": a mapping has one topic.
  it("are equal, but of two topics, or without a source of AWS, they are not", async () => {
    const [one, other] = [["one"], ["other"]];
    const equal = { eventSourceArn, topics: one };
    expect(await subjectsOf(mapping("a", equal), mapping("b", equal))).toHaveLength(1);
    expect(await subjectsOf(mapping("a", equal), mapping("b", { eventSourceArn, topics: other }))).toEqual([]);
    expect(await subjectsOf(mapping("a", { topics: one }), mapping("b", { topics: one }))).toEqual([]);
  });
});

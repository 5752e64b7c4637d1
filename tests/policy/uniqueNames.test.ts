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

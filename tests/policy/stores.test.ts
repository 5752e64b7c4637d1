import { channelPolicies } from "../../policy/policies/channelPolicies";
import { eventDataStore } from "../../policy/policies/eventDataStore";
import { eventSourceMappings } from "../../policy/policies/eventSourceMappings";
import { functionRuntimes } from "../../policy/policies/functionRuntimes";
import { functionSecrets } from "../../policy/policies/functionSecrets";
import { runtimeDeprecation } from "../../policy/runtimes";
import { runtimes } from "../../sandbox/provider/types/lambda";
import { documentOf } from "./planted/planted";
import { verdictsOn } from "./verdictsOn";

describe("an event data store", () => {
  const selectors = (...categories: readonly string[]) => ({
    advancedEventSelectors: categories.map((category) => ({
      fieldSelectors: [{ field: "eventCategory", equals: [category] }],
    })),
  });
  const partner = { multiRegionEnabled: false, ...selectors("ActivityAuditLog") };

  it.each<[string, object, readonly string[]]>([
    ["for partners' events, of one Region", partner, []],
    ["of many Regions by default", { ...partner, multiRegionEnabled: undefined }, ["multiRegionEnabled::true"]],
    ["of an organization", { ...partner, organizationEnabled: true }, ["organizationEnabled::true"]],
    [
      "for AWS's events too",
      { multiRegionEnabled: false, ...selectors("ActivityAuditLog", "Management") },
      ["eventCategory::Management"],
    ],
    ["of management events, of many Regions", selectors("Management"), []],
  ])("%s", async (_, props, expected) => {
    const store = { type: "aws:cloudtrail/eventDataStore:EventDataStore", name: "store", props };
    expect((await verdictsOn([eventDataStore], store)).map(({ subject }) => subject)).toEqual(expected);
  });
});

describe("a channel's policy", () => {
  const arn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/64b5eea0";
  const externalId = { StringEquals: { "cloudtrail:ExternalId": "acme-3f6c2a9e7b1d4850" } };
  const happyPath = {
    Effect: "Allow",
    Principal: { AWS: "210987654321" },
    Action: "cloudtrail-data:PutAuditEvents",
    Resource: arn,
    Condition: externalId,
  };

  it.each<[string, object, readonly string[]]>([
    ["with an external ID", {}, []],
    ["for the channel's own account", { Principal: { AWS: "123456789012" }, Condition: undefined }, []],
    ["with another action", { Action: "cloudtrail:DeleteChannel" }, ["Action::cloudtrail:DeleteChannel"]],
    ["for another channel", { Resource: `${arn}1` }, [`Resource::${arn}1`]],
    [
      "without an external ID for one of two",
      { Principal: { AWS: ["123456789012", "arn:aws:iam::210987654321:role/x"] }, Condition: undefined },
      ["ExternalId::AWS:arn:aws:iam::210987654321:role/x"],
    ],
  ])("%s", async (_, changes, expected) => {
    const ResourcePolicy = documentOf(JSON.parse(JSON.stringify({ ...happyPath, ...changes })));
    const resource = {
      type: "aws:cloudcontrol/resource:Resource",
      name: "policy",
      props: {
        typeName: "AWS::CloudTrail::ResourcePolicy",
        desiredState: JSON.stringify({ ResourceArn: arn, ResourcePolicy }),
      },
    };
    expect((await verdictsOn([channelPolicies], resource)).map(({ subject }) => subject)).toEqual(expected);
  });
});

describe("a function", () => {
  const type = "aws:lambda/function:Function";

  it.each<[string, object, readonly string[]]>([
    ["an ARN of a secret", { API_TOKEN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x" }, []],
    ["a path to a secret", { DB_PASSWORD: "/prod/db/password" }, []],
    ["a name that only contains the word", { TOKEN_TABLE: "tokens", SECRETARY: "x" }, []],
    ["a URL without a password", { ENDPOINT: "https://user@example.com/x:y" }, []],
    ["a secret by its name in camel case", { apiToken: "opensesame" }, ["Environment::apiToken"]],
    [
      "a web token",
      { SETTINGS: `eyJ${"a".repeat(20)}.eyJ${"b".repeat(20)}.${"c".repeat(20)}` },
      ["Environment::SETTINGS"],
    ],
  ])("with %s in its environment", async (_, variables, expected) => {
    const lambda = { type, name: "it", props: { environment: { variables } } };
    expect((await verdictsOn([functionSecrets], lambda)).map(({ subject }) => subject)).toEqual(expected);
  });

  it("runs on a runtime until the day of its deprecation, and with notice not so long", async () => {
    const lambda = { type, name: "it", props: { runtime: "nodejs22.x" } };
    const messages = async (day: string, configuration = {}) =>
      (
        await verdictsOn([functionRuntimes], lambda, {
          now: new Date(day),
          configuration: { "function-runtimes": configuration },
        })
      ).map(({ message }) => message);
    expect(await messages("2027-04-30T23:59:59Z")).toEqual([]);
    expect(await messages("2027-05-01T00:00:00Z")).toEqual([
      "The function it runs on nodejs22.x, whose security updates ended on 2027-04-30; move it to a newer runtime.",
    ]);
    expect(await messages("2027-04-01T00:00:00Z", { noticeDays: 30 })).toEqual([
      "The function it runs on nodejs22.x, whose security updates end on 2027-04-30, in 29 days (noticeDays is 30); move it to a newer runtime.",
    ]);
    expect(await messages("2030-01-01T00:00:00Z", { furtherRuntimes: ["nodejs22.x"] })).toEqual([]);
  });

  it("of an image has no runtime to judge", async () => {
    const lambda = { type, name: "it", props: { packageType: "Image" } };
    expect(await verdictsOn([functionRuntimes], lambda)).toEqual([]);
  });

  it("may run on what the sandbox's provider takes: the tables are one", () => {
    expect(Object.keys(runtimeDeprecation).sort()).toEqual([...runtimes].sort());
  });
});

describe("a mapping", () => {
  it.each<[string, object, number]>([
    ["of a queue by its ARN", { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:audit" }, 2],
    ["of a stream by its ARN", { eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/x" }, 0],
    ["of a stream by its starting position", { startingPosition: "LATEST" }, 0],
    ["of Amazon MQ", { queues: ["audit"] }, 0],
    ["of nothing that tells otherwise", {}, 2],
  ])("%s", async (_, props, count) => {
    const mapping = { type: "aws:lambda/eventSourceMapping:EventSourceMapping", name: "it", props };
    expect(await verdictsOn([eventSourceMappings], mapping)).toHaveLength(count);
  });
});

import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { channelSources } from "../../../../sandbox/provider/types/channel";
import { context, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

const resourceType = "aws:cloudcontrol/resource:Resource";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describe("a channel", () => {
  const inputs = happyPaths[resourceType];
  const state = JSON.parse(inputs.desiredState) as Readonly<Record<string, unknown>>;
  const changed = (change: object) => ({ desiredState: JSON.stringify({ ...state, ...change }) });
  const location = "arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-000000000001";
  const destination = (end: number) => ({
    Type: "EVENT_DATA_STORE",
    Location: location.replace(/1$/, end.toString(16)),
  });

  test("has its ARN for its id, and its properties as JSON, tags included", () => {
    const { id, outputs } = declareResource(resourceType, "okta-channel", inputs, context);
    expect(id).toMatch(new RegExp(`^arn:aws:cloudtrail:eu-west-1:123456789012:channel/${uuid}$`));
    expect(outputs).toEqual({
      ...inputs,
      properties: JSON.stringify({ ...state, ChannelArn: id }),
      region: "eu-west-1",
    });
  });

  test("is replaced for another Source", () => {
    expect(resourceTypes[resourceType]?.replaceOnChanges).toContain("desiredState.Source");
  });

  expectAllowed(resourceType, inputs, [
    ...channelSources.map((Source) => [`the Source ${Source}`, changed({ Source })] as const),
    ["ten stores", changed({ Destinations: Array.from({ length: 10 }, (_, end) => destination(end)) })],
    ["no tags", changed({ Tags: undefined })],
  ]);

  expectViolations(resourceType, inputs, [
    [
      "another type",
      { typeName: "AWS::CloudTrail::Trail" },
      'typeName: it is not among the listed values, but found "AWS::CloudTrail::Trail"; allowed: AWS::CloudTrail::Channel, AWS::CloudTrail::Dashboard, AWS::CloudTrail::ResourcePolicy',
    ],
    ["no state", { desiredState: undefined }, "desiredState: it is required, but nothing is given"],
    [
      "an object",
      { desiredState: state },
      `desiredState: a string is needed, but found ${JSON.stringify(state).slice(0, 120)}...; allowed: a string`,
    ],
    ["a list", { desiredState: "[]" }, "desiredState: an object is needed, but found []; allowed: a JSON object"],
    [
      "an unknown property",
      changed({ Sources: "x" }),
      'desiredState.Sources: there is no such property, but found "x"; allowed: Name, Source, Destinations, Tags',
    ],
    [
      "the property that is read-only",
      changed({ ChannelArn: "x" }),
      'desiredState.ChannelArn: there is no such property, but found "x"; allowed: Name, Source, Destinations, Tags',
    ],
    ["no Source", changed({ Source: undefined }), "desiredState.Source: it is required, but nothing is given"],
    [
      "another Source",
      changed({ Source: "Okta" }),
      `desiredState.Source: it is not among the listed values, but found "Okta"; allowed: ${channelSources.join(", ")}`,
    ],
    [
      "a name with a slash",
      changed({ Name: "a/b" }),
      'desiredState.Name: it has another form, but found "a/b"; allowed: letters, digits, . _ and -',
    ],
    [
      "no store",
      changed({ Destinations: [] }),
      "desiredState.Destinations: it has 0 entries, but found []; allowed: 1 to 10 entries",
    ],
    [
      "eleven stores",
      changed({ Destinations: Array.from({ length: 11 }, (_, end) => destination(end)) }),
      `desiredState.Destinations: it has 11 entries, but found ${JSON.stringify([destination(0), destination(1)]).slice(0, 120)}...; allowed: 1 to 10 entries`,
    ],
    [
      "a store twice",
      changed({ Destinations: [destination(1), destination(1)] }),
      `desiredState.Destinations: an entry stands twice, but found ${JSON.stringify(destination(1)).slice(0, 120)}...; allowed: each destination once`,
    ],
    [
      "a store by its id",
      changed({ Destinations: [{ Type: "EVENT_DATA_STORE", Location: "3d2c4b5a" }] }),
      'desiredState.Destinations[0].Location: it has another form, but found "3d2c4b5a"; allowed: an ARN of cloudtrail (arn:partition:service:region:account:resource)',
    ],
    [
      "another kind of destination",
      changed({ Destinations: [{ Type: "AWS_SERVICE", Location: location }] }),
      'desiredState.Destinations[0].Type: it is not among the listed values, but found "AWS_SERVICE"; allowed: EVENT_DATA_STORE',
    ],
    [
      "a tag of AWS's own",
      changed({ Tags: [{ Key: "aws:x", Value: "" }] }),
      'desiredState.Tags[0].Key: it has another form, but found "aws:x"; allowed: keys that do not begin with aws:',
    ],
  ]);

  test("refuses text that is no JSON", () => {
    expect(() => declareResource(resourceType, "x", { ...inputs, desiredState: "{" }, context)).toThrow(
      /desiredState: it is not JSON \(.*\), but found "\{"; allowed: JSON in a string$/,
    );
  });
});

describe("a channel's own policy", () => {
  const channel = "arn:aws:cloudtrail:eu-west-1:123456789012:channel/3d2c4b5a-0000-4000-8000-000000000002";
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "cloudtrail-data:PutAuditEvents",
    Resource: channel,
  };
  const withStatements = (...Statement: readonly object[]) => ({
    desiredState: JSON.stringify({ ResourceArn: channel, ResourcePolicy: { Version: "2012-10-17", Statement } }),
  });
  const inputs = { typeName: "AWS::CloudTrail::ResourcePolicy", ...withStatements(statement) };

  test("has the channel's ARN for its id", () => {
    const { id, outputs } = declareResource(resourceType, "policy", inputs, context);
    expect(id).toBe(channel);
    expect(outputs).toEqual({ ...inputs, properties: inputs.desiredState, region: "eu-west-1" });
  });

  const at = "desiredState.ResourcePolicy";

  expectAllowed(resourceType, inputs, [
    ["twenty statements", withStatements(...Array.from({ length: 20 }, () => statement))],
    ["an external id", withStatements({ ...statement, Condition: { StringEquals: { "cloudtrail:ExternalId": "x" } } })],
  ]);

  expectViolations(resourceType, inputs, [
    [
      "another action",
      withStatements({ ...statement, Action: "cloudtrail:*" }),
      `${at}.Statement: a channel's policy grants one action only, but found "cloudtrail:*"; allowed: cloudtrail-data:PutAuditEvents`,
    ],
    [
      "another resource",
      withStatements({ ...statement, Resource: "*" }),
      `${at}.Statement: a channel's policy is about the channel only, but found "*"; allowed: ${channel}`,
    ],
    [
      "a statement without a principal",
      withStatements({ ...statement, Principal: undefined }),
      `${at}: MalformedPolicyDocument: The policy ${at} is malformed at Statement[0]: a statement has either Principal or NotPrincipal.`,
    ],
    [
      "twenty-one statements",
      withStatements(...Array.from({ length: 21 }, () => statement)),
      `${at}.Statement: it has 21 statements, but found [${JSON.stringify(statement).slice(0, 119)}...; allowed: 1 to 20 statements`,
    ],
  ]);
});

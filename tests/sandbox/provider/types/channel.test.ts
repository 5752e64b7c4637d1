import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context } from "../cases";
import happyPaths from "../happyPaths.json";

const resourceType = "aws:cloudcontrol/resource:Resource";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describe("a channel", () => {
  const inputs = happyPaths[resourceType];
  const state = JSON.parse(inputs.desiredState) as Readonly<Record<string, unknown>>;

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
});

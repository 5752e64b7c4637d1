import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context } from "../cases";
import happyPaths from "../happyPaths.json";

const storeType = "aws:cloudtrail/eventDataStore:EventDataStore";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describe("an event data store", () => {
  const inputs = happyPaths[storeType];

  test("has an ARN with a UUID for its id, and the provider's defaults", () => {
    const { id, outputs } = declareResource(storeType, "okta", { name: "okta-store" }, context);
    expect(id).toMatch(new RegExp(`^arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/${uuid}$`));
    expect(outputs).toEqual({
      arn: id,
      billingMode: "EXTENDABLE_RETENTION_PRICING",
      multiRegionEnabled: true,
      name: "okta-store",
      organizationEnabled: false,
      region: "eu-west-1",
      retentionPeriod: 2555,
      tagsAll: {},
      terminationProtectionEnabled: true,
    });
  });

  test("keeps what was given", () => {
    const { id, outputs } = declareResource(storeType, "okta", inputs, context);
    expect(outputs).toEqual({
      ...inputs,
      arn: id,
      organizationEnabled: false,
      region: "eu-west-1",
      tagsAll: inputs.tags,
    });
  });

  test("is another one in another Region, account or partition, or under another logical name", () => {
    const ids = [
      declareResource(storeType, "okta", inputs, context).id,
      declareResource(storeType, "okta-emea", inputs, context).id,
      declareResource(storeType, "okta", inputs, { ...context, region: "us-east-1" }).id,
      declareResource(storeType, "okta", inputs, { ...context, accountId: "210987654321" }).id,
      declareResource(storeType, "okta", { ...inputs, region: "us-west-2" }, context).id,
      declareResource(storeType, "okta", inputs, { ...context, partition: "aws-us-gov" }).id,
    ];
    expect(new Set(ids.map((id) => id.replace(/.*\//, ""))).size).toBe(ids.length);
    expect(ids[4]).toMatch(/^arn:aws:cloudtrail:us-west-2:/);
    expect(ids[5]).toMatch(/^arn:aws-us-gov:cloudtrail:/);
  });

  test("is replaced for another name or key", () => {
    const { replaceOnChanges } = resourceTypes[storeType] ?? {};
    expect(replaceOnChanges).toEqual(["kmsKeyId", "name", "region"]);
  });
});

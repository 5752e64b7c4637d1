import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { characters, context, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

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

  const selector = (...fieldSelectors: readonly object[]) => ({ fieldSelectors });
  const audit = { field: "eventCategory", equals: ["ActivityAuditLog"] };

  expectAllowed(storeType, inputs, [
    ["the shortest retention", { retentionPeriod: 7 }],
    ["the longest retention", { retentionPeriod: 2555 }],
    ["a name of 3 characters", { name: "abc" }],
    ["a name of 128 characters", { name: characters(128) }],
    ["AWS events from every Region", { multiRegionEnabled: true, advancedEventSelectors: [] }],
    ["nothing for null", { kmsKeyId: null }],
  ]);

  expectViolations(storeType, inputs, [
    ["a short name", { name: "ab" }, 'name: it has 2 characters, but found "ab"; allowed: 3 to 128 characters'],
    [
      "a long name",
      { name: characters(129) },
      `name: it has 129 characters, but found "${characters(119)}...; allowed: 3 to 128 characters`,
    ],
    [
      "a name with a space",
      { name: "a store" },
      'name: it has another form, but found "a store"; allowed: letters, digits, . _ and -',
    ],
    [
      "a retention of 6 days",
      { retentionPeriod: 6 },
      "retentionPeriod: it is out of range, but found 6; allowed: whole numbers 7 to 2555",
    ],
    [
      "a retention of 2556 days",
      { retentionPeriod: 2556 },
      "retentionPeriod: it is out of range, but found 2556; allowed: whole numbers 7 to 2555",
    ],
    [
      "half a day",
      { retentionPeriod: 7.5 },
      "retentionPeriod: it is out of range, but found 7.5; allowed: whole numbers 7 to 2555",
    ],
    [
      "a number in a string",
      { retentionPeriod: "90" },
      'retentionPeriod: it is out of range, but found "90"; allowed: whole numbers 7 to 2555',
    ],
    [
      "another billing mode",
      { billingMode: "FIXED" },
      'billingMode: it is not among the listed values, but found "FIXED"; allowed: EXTENDABLE_RETENTION_PRICING, FIXED_RETENTION_PRICING',
    ],
    [
      "a flag in a string",
      { terminationProtectionEnabled: "true" },
      'terminationProtectionEnabled: true or false is needed, but found "true"; allowed: true, false',
    ],
    [
      "suspend as a flag",
      { suspend: true },
      "suspend: it is not among the listed values, but found true; allowed: true, false",
    ],
    [
      "an unknown field",
      { advancedEventSelectors: [selector({ field: "eventcategory", equals: ["ActivityAuditLog"] })] },
      'advancedEventSelectors[0].fieldSelectors[0].field: it is not among the listed values, but found "eventcategory"; allowed: readOnly, eventSource, eventName, eventCategory, resources.type, resources.ARN',
    ],
    [
      "an unknown operator",
      { advancedEventSelectors: [selector({ ...audit, equal: ["x"] })] },
      'advancedEventSelectors[0].fieldSelectors[0].equal: there is no such property, but found ["x"]; allowed: field, equals, notEquals, startsWiths, notStartsWiths, endsWiths, notEndsWiths',
    ],
    [
      "no values",
      { advancedEventSelectors: [selector({ field: "eventName", equals: [] })] },
      "advancedEventSelectors[0].fieldSelectors[0].equals: it has 0 entries, but found []; allowed: from 1 entries",
    ],
    [
      "many Regions for events from outside AWS",
      { multiRegionEnabled: true },
      "multiRegionEnabled: a store of ActivityAuditLog events is of one Region and one account, but found true; allowed: false",
    ],
    [
      "the default of many Regions for events from outside AWS",
      { multiRegionEnabled: undefined, organizationEnabled: true },
      "multiRegionEnabled: a store of ActivityAuditLog events is of one Region and one account, but found true; allowed: false",
      "organizationEnabled: a store of ActivityAuditLog events is of one Region and one account, but found true; allowed: false",
    ],
    [
      "another filter for events from outside AWS",
      { advancedEventSelectors: [selector(audit, { field: "eventName", equals: ["x"] })] },
      'advancedEventSelectors: a store of ActivityAuditLog events takes no other filter, but found [{"fieldSelectors":[{"field":"eventCategory","equals":["ActivityAuditLog"]},{"field":"eventName","equals":["x"]}]}]; allowed: that one field selector',
    ],
  ]);
});

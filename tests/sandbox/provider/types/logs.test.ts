import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { characters, context, expectAllowed, expectViolations, resourcePolicy } from "../cases";
import { happyPaths } from "../happyPaths";

const groupType = "aws:cloudwatch/logGroup:LogGroup";
const policyType = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const queryType = "aws:cloudwatch/queryDefinition:QueryDefinition";

describe("a log group", () => {
  const inputs = happyPaths[groupType];

  test("has its name for its id", () => {
    expect(declareResource(groupType, "group", inputs, context)).toEqual({
      id: "/aws/lambda/okta",
      outputs: {
        ...inputs,
        arn: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/okta",
        deletionProtectionEnabled: false,
        logGroupClass: "STANDARD",
        region: "eu-west-1",
        skipDestroy: false,
        tagsAll: { team: "audit" },
      },
    });
  });

  const tagsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
  const days =
    "0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";

  expectAllowed(groupType, inputs, [
    ...days.split(", ").map((count) => [`${count} days`, { retentionInDays: Number(count) }] as const),
    ["512 characters", { name: characters(512) }],
    ["50 tags", { tags: tagsOf(50) }],
    ["a tag of 128 and 256 characters", { tags: { [characters(128)]: characters(256) } }],
    ["a prefix", { name: undefined, namePrefix: "/okta/" }],
  ]);

  expectViolations(groupType, inputs, [
    [
      "2555 days",
      { retentionInDays: 2555 },
      `retentionInDays: it is not among the listed values, but found 2555; allowed: ${days}`,
    ],
    [
      "513 characters",
      { name: characters(513) },
      `name: it has 513 characters, but found "${characters(119)}...; allowed: 1 to 512 characters`,
    ],
    [
      "a colon",
      { name: "a:b" },
      'name: it has another form, but found "a:b"; allowed: letters, digits, . _ - / and #, not beginning with aws/',
    ],
    [
      "another class",
      { logGroupClass: "INFREQUENT" },
      'logGroupClass: it is not among the listed values, but found "INFREQUENT"; allowed: STANDARD, INFREQUENT_ACCESS, DELIVERY',
    ],
    [
      "51 tags",
      { tags: tagsOf(51) },
      `tags: it has 51 tags, but found ${JSON.stringify(tagsOf(51)).slice(0, 120)}...; allowed: up to 50 tags`,
    ],
    [
      "a tag's key of 129 characters",
      { tags: { [characters(129)]: "" } },
      `tags: it has 129 characters, but found "${characters(119)}...; allowed: 1 to 128 characters`,
    ],
    [
      "a tag's value of 257 characters",
      { tags: { team: characters(257) } },
      `tags.team: it has 257 characters, but found "${characters(119)}...; allowed: 0 to 256 characters`,
    ],
    [
      "a tag of AWS's own, in any case",
      { tags: { "AWS:x": "y" } },
      'tags: it has another form, but found "AWS:x"; allowed: keys that do not begin with aws:',
    ],
    [
      "a tag with other characters",
      { tags: { team: "a;b" } },
      'tags.team: it has another form, but found "a;b"; allowed: letters, digits, spaces and _ . : / = + - @',
    ],
    [
      "a tag's value that is a number",
      { tags: { team: 1 } },
      "tags.team: a string is needed, but found 1; allowed: a string",
    ],
    [
      "a Region that is none",
      { region: "Ireland" },
      'region: it has another form, but found "Ireland"; allowed: a Region such as us-east-1',
    ],
  ]);
});

describe("a log resource policy", () => {
  const inputs = happyPaths[policyType];

  test("has its name for its id, and its document on one line", () => {
    const { id, outputs } = declareResource(policyType, "policy", inputs, context);
    expect(id).toBe("events");
    expect(outputs).toEqual({
      policyName: "events",
      policyDocument: JSON.stringify(resourcePolicy),
      policyScope: "ACCOUNT",
      region: "eu-west-1",
      revisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  const group = "arn:aws:logs:eu-west-1:123456789012:log-group:x";
  const ofLength = (length: number) => {
    const document = (sid: string) => ({
      ...resourcePolicy,
      Statement: [{ ...resourcePolicy.Statement[0], Sid: sid }],
    });
    return document(characters(length - JSON.stringify(document("")).length));
  };

  expectAllowed(policyType, inputs, [
    ["5,120 characters", { policyDocument: ofLength(5120) }],
    ["one on a log group", { policyName: undefined, resourceArn: group }],
    ["text with space", { policyDocument: JSON.stringify(resourcePolicy, undefined, 2) }],
  ]);

  expectViolations(policyType, inputs, [
    [
      "5,121 characters",
      { policyDocument: ofLength(5121) },
      `policyDocument: it has 5121 characters, but found ${JSON.stringify(ofLength(5121)).slice(0, 120)}...; allowed: up to 5120 characters`,
    ],
    [
      "neither a name nor a resource",
      { policyName: undefined },
      "policyName: one of policyName and resourceArn is required, but nothing is given",
    ],
    [
      "a name and a resource",
      { resourceArn: group },
      `resourceArn: it conflicts with policyName, but found "${group}"; allowed: one of them`,
    ],
    [
      "a list for a document",
      { policyDocument: [] },
      "policyDocument: a policy document is needed, but found []; allowed: JSON in a string, or an object",
    ],
  ]);
});

describe("a saved query", () => {
  const inputs = happyPaths[queryType];
  const groups = (count: number) => ({ logGroupNames: Array.from({ length: count }, (_, index) => `/audit/${index}`) });

  test("has an id of CloudWatch's, by which it may change its name", () => {
    const { id, outputs } = declareResource(queryType, "query", inputs, context);
    expect(outputs).toEqual({
      ...inputs,
      arn: `arn:aws:logs:eu-west-1:123456789012:query-definition:${id}`,
      queryDefinitionId: id,
      region: "eu-west-1",
    });
    expect(resourceTypes[queryType]?.replaceOnChanges).toEqual(["region"]);
  });

  expectAllowed(queryType, inputs, [
    ["no log group", { logGroupNames: undefined }],
    ["fifty log groups", groups(50)],
    ["a query of 10,000 characters", { queryString: characters(10_000) }],
  ]);

  expectViolations(queryType, inputs, [
    ["no query", { queryString: undefined }, "queryString: it is required, but nothing is given"],
    [
      "a query of 10,001 characters",
      { queryString: characters(10_001) },
      `queryString: it has 10001 characters, but found ${JSON.stringify(characters(120)).slice(0, 120)}...; allowed: 1 to 10000 characters`,
    ],
    [
      "a name with a colon",
      { name: "okta: sign-ins" },
      'name: it has another form, but found "okta: sign-ins"; allowed: names with / between them, without : and *',
    ],
    [
      "a name that ends in a folder",
      { name: "okta/" },
      'name: it has another form, but found "okta/"; allowed: names with / between them, without : and *',
    ],
    [
      "fifty-one log groups",
      groups(51),
      `logGroupNames: it has 51 entries, but found ${JSON.stringify(groups(20).logGroupNames).slice(0, 120)}...; allowed: up to 50 entries`,
    ],
  ]);
});

import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { characters, context, resourcePolicy } from "../cases";
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

  const _tagsOf = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"]));
  const _days =
    "0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";
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

  const _group = "arn:aws:logs:eu-west-1:123456789012:log-group:x";
  const _ofLength = (length: number) => {
    const document = (sid: string) => ({
      ...resourcePolicy,
      Statement: [{ ...resourcePolicy.Statement[0], Sid: sid }],
    });
    return document(characters(length - JSON.stringify(document("")).length));
  };
});

describe("a saved query", () => {
  const inputs = happyPaths[queryType];
  const _groups = (count: number) => ({
    logGroupNames: Array.from({ length: count }, (_, index) => `/audit/${index}`),
  });

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
});

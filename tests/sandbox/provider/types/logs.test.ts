import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context, resourcePolicy } from "../cases";
import happyPaths from "../happyPaths.json";

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
});

describe("a saved query", () => {
  const inputs = happyPaths[queryType];

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

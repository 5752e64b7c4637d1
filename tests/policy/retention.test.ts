import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { retention } from "../../policy/retention";
import { declareStack } from "../support/declare";

async function messages(type: string, props: object): Promise<readonly string[]> {
  const verdicts = await judge([retention], [{ type, name: "okta", urn: "urn", props: { ...props } }]);
  return verdicts.map(({ message }) => message);
}

describe("retention", () => {
  it.each<[string, object, readonly string[]]>([
    ["aws:cloudtrail/eventDataStore:EventDataStore", { retentionPeriod: 90 }, []],
    ["aws:cloudtrail/eventDataStore:EventDataStore", {}, []],
    [
      "aws:cloudtrail/eventDataStore:EventDataStore",
      { retentionPeriod: 89 },
      ["The event data store okta keeps events for 89 days (retentionPeriod); set it to 90 days or more."],
    ],
    ["aws:cloudwatch/logGroup:LogGroup", { retentionInDays: 30 }, []],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      { retentionInDays: 14 },
      ["The log group okta keeps events for 14 days (retentionInDays); set it to 30 days or more."],
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      {},
      ["The log group okta keeps its events for ever; set retentionInDays to 30 days or more."],
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      { retentionInDays: 0 },
      ["The log group okta keeps its events for ever; set retentionInDays to 30 days or more."],
    ],
    ["aws:cloudwatch/eventArchive:EventArchive", { retentionDays: 0 }, []],
    ["aws:sqs/queue:Queue", {}, []],
    [
      "aws:sqs/queue:Queue",
      { messageRetentionSeconds: 86_400 },
      ["The queue okta keeps events for 1 days (messageRetentionSeconds); set it to 4 days or more."],
    ],
    ["aws:s3/bucket:Bucket", {}, []],
  ])("judges %s with %j", async (type, props, expected) => {
    expect(await messages(type, props)).toEqual(expected);
  });
});

describe("the pack", () => {
  it("finds nothing in the project's own stack", async () => {
    const { resources } = await declareStack();
    const judged = resources.map(({ type, name, urn, inputs }) => ({ type, name, urn, props: inputs }));
    expect(await judge(policies, judged)).toEqual([]);
  });

  it("finds a store that is kept too short in the project's own stack", async () => {
    const { resources } = await declareStack({
      vendors: { okta: { eventSourceName: "aws.partner/okta.com/acme/audit", retentionDays: 7 } },
    });
    const judged = resources.map(({ type, name, urn, inputs }) => ({ type, name, urn, props: inputs }));
    expect((await judge(policies, judged)).map(({ subject }) => subject)).toEqual(["retentionPeriod::7"]);
  });
});

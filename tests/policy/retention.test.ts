import { retention } from "../../policy/policies/retention";
import { verdictsOn } from "./verdictsOn";

async function messages(type: string, props: object): Promise<readonly string[]> {
  const verdicts = await verdictsOn([retention], { type, name: "okta", props });
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

  it.each([
    [
      { retentionDays: 0 },
      { archiveCeilingDays: 30 },
      "The archive okta keeps events for ever (retentionDays); set it to 30 days or fewer.",
    ],
    [
      { retentionDays: 31 },
      { archiveCeilingDays: 30 },
      "The archive okta keeps events for 31 days (retentionDays); set it to 30 days or fewer.",
    ],
  ])("holds an archive with %j to the ceiling %j", async (props, configuration, expected) => {
    const archive = { type: "aws:cloudwatch/eventArchive:EventArchive", name: "okta", props };
    const verdicts = await verdictsOn([retention], archive, { configuration: { retention: configuration } });
    expect(verdicts.map(({ message }) => message)).toEqual([expected]);
  });

  it("takes other bounds for a stack with a tag", async () => {
    const store = {
      type: "aws:cloudtrail/eventDataStore:EventDataStore",
      name: "okta",
      props: { retentionPeriod: 100 },
    };
    const configuration = { retention: { perTagValue: { prod: { eventDataStoreFloorDays: 366 } } } };
    const subjects = async (environment: string) =>
      (await verdictsOn([retention], store, { configuration, stackTags: new Map([["environment", environment]]) })).map(
        ({ subject }) => subject,
      );
    expect(await subjects("prod")).toEqual(["retentionPeriod::100"]);
    expect(await subjects("dev")).toEqual([]);
    expect(await subjects("constructor")).toEqual([]);
  });
});

import { declareResource } from "../../../../sandbox/provider";
import { context, resourcePolicy } from "../cases";
import happyPaths from "../happyPaths.json";

const keyType = "aws:kms/key:Key";
const topicType = "aws:sns/topic:Topic";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("a KMS key", () => {
  const inputs = happyPaths[keyType];

  test("has a UUID for its id", () => {
    const { id, outputs } = declareResource(keyType, "key", inputs, context);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(outputs).toEqual({
      ...inputs,
      arn: `arn:aws:kms:eu-west-1:123456789012:key/${id}`,
      bypassPolicyLockoutSafetyCheck: false,
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      isEnabled: true,
      keyId: id,
      keyUsage: "ENCRYPT_DECRYPT",
      multiRegion: false,
      policy: JSON.stringify(resourcePolicy),
      region: "eu-west-1",
      tagsAll: {},
    });
  });

  test("of many Regions has an id that says so", () => {
    const { id } = declareResource(keyType, "key", { ...inputs, multiRegion: true }, context);
    expect(id).toMatch(/^mrk-[0-9a-f]{32}$/);
  });
});

describe("a topic", () => {
  const inputs = happyPaths[topicType];

  test("has its ARN for its id", () => {
    const arn = "arn:aws:sns:eu-west-1:123456789012:alarms";
    expect(declareResource(topicType, "topic", inputs, context)).toEqual({
      id: arn,
      outputs: {
        ...inputs,
        arn,
        beginningArchiveTime: "",
        contentBasedDeduplication: false,
        fifoTopic: false,
        owner: "123456789012",
        region: "eu-west-1",
        tagsAll: {},
      },
    });
  });
});

describe("an alarm", () => {
  const inputs = happyPaths[alarmType];

  test("has its name for its id", () => {
    expect(declareResource(alarmType, "alarm", inputs, context)).toEqual({
      id: "dead-letters",
      outputs: {
        ...inputs,
        actionsEnabled: true,
        arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:dead-letters",
        region: "eu-west-1",
        tagsAll: {},
        treatMissingData: "missing",
      },
    });
  });
});

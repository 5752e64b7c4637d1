import { declareResource } from "../../../../sandbox/provider";
import { context, expectAllowed, expectViolations, resourcePolicy } from "../cases";
import { happyPaths } from "../happyPaths";

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

  expectAllowed(keyType, inputs, [
    ["7 days", { deletionWindowInDays: 7 }],
    ["a rotation every 90 days", { rotationPeriodInDays: 90 }],
  ]);

  expectViolations(keyType, inputs, [
    [
      "6 days",
      { deletionWindowInDays: 6 },
      "deletionWindowInDays: it is out of range, but found 6; allowed: whole numbers 7 to 30",
    ],
    [
      "a rotation every 89 days",
      { rotationPeriodInDays: 89 },
      "rotationPeriodInDays: it is out of range, but found 89; allowed: whole numbers 90 to 2560",
    ],
    [
      "a period without a rotation",
      { rotationPeriodInDays: 90, enableKeyRotation: false },
      "rotationPeriodInDays: it needs enableKeyRotation, but found 90; allowed: nothing",
    ],
    [
      "another usage",
      { keyUsage: "ENCRYPT" },
      'keyUsage: it is not among the listed values, but found "ENCRYPT"; allowed: ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC',
    ],
  ]);
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

  expectViolations(topicType, inputs, [
    [
      "a FIFO topic's name for another",
      { name: "alarms.fifo" },
      'name: it does not fit fifoTopic, but found "alarms.fifo"; allowed: only a FIFO topic\'s name ends with .fifo',
    ],
    [
      "another signature",
      { signatureVersion: 3 },
      "signatureVersion: it is not among the listed values, but found 3; allowed: 1, 2",
    ],
    [
      "a rate of more than all",
      { sqsSuccessFeedbackSampleRate: 101 },
      "sqsSuccessFeedbackSampleRate: it is out of range, but found 101; allowed: whole numbers 0 to 100",
    ],
  ]);
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

  const topicArn = "arn:aws:sns:eu-west-1:123456789012:alarms";

  expectAllowed(alarmType, inputs, [
    ["ten seconds", { period: 10 }],
    ["an hour", { period: 3600 }],
    ["five actions", { alarmActions: Array.from({ length: 5 }, () => topicArn) }],
    ["a percentile", { statistic: undefined, extendedStatistic: "p99" }],
  ]);

  expectViolations(alarmType, inputs, [
    ["45 seconds", { period: 45 }, "period: it is no period, but found 45; allowed: 10, 20, 30 and multiples of 60"],
    ["no period", { period: undefined }, "period: it is required with metricName, but nothing is given"],
    [
      "another operator",
      { comparisonOperator: ">" },
      'comparisonOperator: it is not among the listed values, but found ">"; allowed: GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, LessThanOrEqualToThreshold, LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold, GreaterThanUpperThreshold',
    ],
    [
      "two statistics",
      { extendedStatistic: "p99" },
      'statistic: a metric has one statistic, but found ["statistic","extendedStatistic"]; allowed: one of statistic and extendedStatistic',
    ],
    [
      "a metric and a formula",
      { metricQueries: [] },
      'metricName: an alarm is about one thing, but found ["metricName","metricQueries"]; allowed: one of metricName, metricQueries and evaluationCriteria',
    ],
    [
      "more data points than periods",
      { datapointsToAlarm: 2 },
      "datapointsToAlarm: it is out of range, but found 2; allowed: up to evaluationPeriods (1)",
    ],
    [
      "an action by its name",
      { alarmActions: ["alarms"] },
      'alarmActions[0]: it has another form, but found "alarms"; allowed: an ARN (arn:partition:service:region:account:resource)',
    ],
    [
      "six actions",
      { alarmActions: Array.from({ length: 6 }, () => "arn:aws:sns:eu-west-1:123456789012:a") },
      `alarmActions: it has 6 entries, but found ["arn:aws:sns:eu-west-1:123456789012:a","arn:aws:sns:eu-west-1:123456789012:a","arn:aws:sns:eu-west-1:123456789012:a","a...; allowed: up to 5 entries`,
    ],
  ]);
});

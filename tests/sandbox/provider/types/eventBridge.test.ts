import { declareResource } from "../../../../sandbox/provider";
import { characters, context, expectAllowed, expectViolations } from "../cases";
import { happyPaths } from "../happyPaths";

const busType = "aws:cloudwatch/eventBus:EventBus";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const archiveType = "aws:cloudwatch/eventArchive:EventArchive";
const events = "arn:aws:events:eu-west-1:123456789012";
const partnerBus = "aws.partner/okta.com/acme/audit";

describe("an event bus", () => {
  const inputs = happyPaths[busType];

  test("has its name for its id", () => {
    expect(declareResource(busType, "bus", inputs, context)).toEqual({
      id: partnerBus,
      outputs: { ...inputs, arn: `${events}:event-bus/${partnerBus}`, region: "eu-west-1", tagsAll: {} },
    });
  });

  expectAllowed(busType, inputs, [["a custom bus", { name: "own", eventSourceName: undefined }]]);

  expectViolations(busType, inputs, [
    [
      "a partner's bus under another name",
      { name: "okta" },
      `name: it differs from eventSourceName, but found "okta"; allowed: ${partnerBus}`,
    ],
    [
      "a source that is no partner's",
      { name: "aws.partner/okta.com", eventSourceName: "aws.partner/okta.com" },
      'eventSourceName: it has another form, but found "aws.partner/okta.com"; allowed: aws.partner/ followed by at least two names',
    ],
    [
      "a slash in a custom bus's name",
      { eventSourceName: undefined },
      `name: a custom bus cannot have a / in its name, but found "${partnerBus}"; allowed: names without /, or the name of a partner event source that eventSourceName repeats`,
    ],
    [
      "the default bus",
      { name: "default", eventSourceName: undefined },
      'name: every account has the default bus already, but found "default"; allowed: another name',
    ],
    [
      "a name of 257 characters",
      { name: characters(257), eventSourceName: undefined },
      `name: it has 257 characters, but found "${characters(119)}...; allowed: 1 to 256 characters`,
    ],
    [
      "a dead-letter queue by its name",
      { deadLetterConfig: { arn: "dead" } },
      'deadLetterConfig.arn: it has another form, but found "dead"; allowed: an ARN of sqs (arn:partition:service:region:account:resource)',
    ],
  ]);
});

describe("a rule", () => {
  const inputs = happyPaths[ruleType];

  test("has the bus and its name for its id, and its pattern on one line", () => {
    expect(declareResource(ruleType, "rule", inputs, context)).toEqual({
      id: `${partnerBus}/okta-rule`,
      outputs: {
        ...inputs,
        arn: `${events}:rule/${partnerBus}/okta-rule`,
        eventPattern: `{"source":["${partnerBus}"]}`,
        forceDestroy: false,
        region: "eu-west-1",
        tagsAll: {},
      },
    });
  });

  test("on the default bus has its name for its id", () => {
    const { id, outputs } = declareResource(
      ruleType,
      "rule",
      { name: "r", scheduleExpression: "rate(1 hour)" },
      context,
    );
    expect([id, outputs.arn, outputs.eventBusName, outputs.state]).toEqual([
      "r",
      `${events}:rule/r`,
      "default",
      "ENABLED",
    ]);
  });

  test("on a bus given by its ARN has the bus's name in its own ARN", () => {
    const eventBusName = `${events}:event-bus/own`;
    const { id, outputs } = declareResource(ruleType, "rule", { ...inputs, eventBusName }, context);
    expect([id, outputs.arn]).toEqual([`${eventBusName}/okta-rule`, `${events}:rule/own/okta-rule`]);
  });

  test("is named after its logical name", () => {
    const { id } = declareResource(ruleType, "okta", { eventPattern: '{"source":["x"]}' }, context);
    expect(id).toMatch(/^okta-[0-9a-f]{7}$/);
  });

  expectAllowed(ruleType, inputs, [
    ["a name of 64 characters", { name: characters(64) }],
    ["a pattern of 4,096 characters", { eventPattern: JSON.stringify({ source: [characters(4096 - 15)] }) }],
    ["a prefix of 38 characters", { name: undefined, namePrefix: characters(38) }],
  ]);

  expectViolations(ruleType, inputs, [
    [
      "a name of 65 characters",
      { name: characters(65) },
      `name: it has 65 characters, but found "${characters(65)}"; allowed: 1 to 64 characters`,
    ],
    [
      "a slash in its name",
      { name: "a/b" },
      'name: it has another form, but found "a/b"; allowed: letters, digits, . _ and -',
    ],
    [
      "a pattern that EventBridge refuses",
      { eventPattern: '{"source":"x"}' },
      'eventPattern: Event pattern is not valid. Reason: source: "source" must be an object or an array, but found "x"; allowed: an array of values to match, or an object of fields',
    ],
    [
      "a pattern of 4,097 characters",
      { eventPattern: JSON.stringify({ source: [characters(4097 - 15)] }) },
      "eventPattern: Event pattern is not valid. Reason: The pattern has 4097 characters; allowed: at most 4096 characters",
    ],
    [
      "a pattern that is an object",
      { eventPattern: {} },
      "eventPattern: a string is needed, but found {}; allowed: JSON in a string",
    ],
    [
      "neither a pattern nor a schedule",
      { eventPattern: undefined },
      "eventPattern: one of eventPattern and scheduleExpression is required, but nothing is given",
    ],
    [
      "a schedule on a partner's bus",
      { scheduleExpression: "rate(1 hour)" },
      `eventBusName: schedules run on the default bus only, but found "${partnerBus}"; allowed: default`,
    ],
    [
      "another state",
      { state: "enabled" },
      'state: it is not among the listed values, but found "enabled"; allowed: ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    ],
    ["two states", { isEnabled: true }, "isEnabled: it conflicts with state, but found true; allowed: state alone"],
    [
      "a prefix of 39 characters",
      { name: undefined, namePrefix: "x".repeat(39) },
      expect.stringMatching(/^name: it has 65 characters, but found "x{39}[0-9a-f]{26}"; allowed: 1 to 64 characters$/),
    ],
  ]);
});

describe("a target", () => {
  const inputs = happyPaths[targetType];

  test("has the bus, the rule and the target for its id", () => {
    expect(declareResource(targetType, "target", inputs, context)).toEqual({
      id: `${partnerBus}-okta-rule-queue`,
      outputs: { ...inputs, forceDestroy: false, region: "eu-west-1" },
    });
  });

  expectAllowed(targetType, inputs, [
    ["no retries", { retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 } }],
    ["a target id of 64 characters", { targetId: characters(64) }],
    ["input", { input: '{"a":1}' }],
  ]);

  expectViolations(targetType, inputs, [
    ["no rule", { rule: undefined }, "rule: it is required, but nothing is given"],
    [
      "a target by its name",
      { arn: "events" },
      'arn: it has another form, but found "events"; allowed: an ARN (arn:partition:service:region:account:resource)',
    ],
    [
      "a target id of 65 characters",
      { targetId: characters(65) },
      `targetId: it has 65 characters, but found "${characters(65)}"; allowed: 1 to 64 characters`,
    ],
    [
      "186 retries",
      { retryPolicy: { maximumRetryAttempts: 186 } },
      "retryPolicy.maximumRetryAttempts: it is out of range, but found 186; allowed: whole numbers 0 to 185",
    ],
    [
      "an age of 59 seconds",
      { retryPolicy: { maximumEventAgeInSeconds: 59 } },
      "retryPolicy.maximumEventAgeInSeconds: it is out of range, but found 59; allowed: whole numbers 60 to 86400",
    ],
    [
      "an age of more than a day",
      { retryPolicy: { maximumEventAgeInSeconds: 86_401 } },
      "retryPolicy.maximumEventAgeInSeconds: it is out of range, but found 86401; allowed: whole numbers 60 to 86400",
    ],
    [
      "a retry policy in words of its own",
      { retryPolicy: { retries: 1 } },
      "retryPolicy.retries: there is no such property, but found 1; allowed: maximumEventAgeInSeconds, maximumRetryAttempts",
    ],
    [
      "a topic for dead letters",
      { deadLetterConfig: { arn: "arn:aws:sns:eu-west-1:123456789012:x" } },
      'deadLetterConfig.arn: it has another form, but found "arn:aws:sns:eu-west-1:123456789012:x"; allowed: an ARN of sqs (arn:partition:service:region:account:resource)',
    ],
    [
      "two inputs",
      { input: "1", inputPath: "$.detail" },
      'inputPath: it conflicts with input, but found "$.detail"; allowed: one of them',
    ],
  ]);
});

describe("an archive", () => {
  const inputs = happyPaths[archiveType];

  test("has its name for its id", () => {
    expect(declareResource(archiveType, "archive", inputs, context)).toEqual({
      id: "okta-archive",
      outputs: { ...inputs, arn: `${events}:archive/okta-archive`, region: "eu-west-1" },
    });
  });

  expectAllowed(archiveType, inputs, [
    ["48 characters", { name: characters(48) }],
    ["no end", { retentionDays: 0 }],
  ]);

  expectViolations(archiveType, inputs, [
    [
      "49 characters",
      { name: characters(49) },
      `name: it has 49 characters, but found "${characters(49)}"; allowed: 1 to 48 characters`,
    ],
    [
      "a negative retention",
      { retentionDays: -1 },
      "retentionDays: it is out of range, but found -1; allowed: whole numbers from 0",
    ],
    [
      "a queue for a source",
      { eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:x" },
      'eventSourceArn: it has another form, but found "arn:aws:sqs:eu-west-1:123456789012:x"; allowed: an ARN of events (arn:partition:service:region:account:resource)',
    ],
    [
      "tags, which the provider does not take",
      { tags: { a: "b" } },
      'tags: there is no such property, but found {"a":"b"}; allowed: name, eventSourceArn, description, eventPattern, kmsKeyIdentifier, retentionDays, region',
    ],
  ]);
});

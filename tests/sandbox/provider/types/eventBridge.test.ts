import { declareResource } from "../../../../sandbox/provider";
import { context } from "../cases";
import happyPaths from "../happyPaths.json";

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
});

describe("a target", () => {
  const inputs = happyPaths[targetType];

  test("has the bus, the rule and the target for its id", () => {
    expect(declareResource(targetType, "target", inputs, context)).toEqual({
      id: `${partnerBus}-okta-rule-queue`,
      outputs: { ...inputs, forceDestroy: false, region: "eu-west-1" },
    });
  });
});

describe("an archive", () => {
  const inputs = happyPaths[archiveType];

  test("has its name for its id", () => {
    expect(declareResource(archiveType, "archive", inputs, context)).toEqual({
      id: "okta-archive",
      outputs: { ...inputs, arn: `${events}:archive/okta-archive`, region: "eu-west-1" },
    });
  });
});

import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context } from "../cases";
import happyPaths from "../happyPaths.json";

const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
const inputs = happyPaths[type];
const stream = "arn:aws:kinesis:eu-west-1:123456789012:stream/x";

describe("an event source mapping", () => {
  test("has a UUID for its id", () => {
    const { id, outputs } = declareResource(type, "mapping", inputs, context);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(outputs).toEqual({
      ...inputs,
      arn: `arn:aws:lambda:eu-west-1:123456789012:event-source-mapping:${id}`,
      enabled: true,
      functionArn: "arn:aws:lambda:eu-west-1:123456789012:function:okta-forwarder",
      lastModified: "2026-01-01T00:00:00Z",
      lastProcessingResult: "",
      region: "eu-west-1",
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      tagsAll: {},
      uuid: id,
    });
  });

  test("of a function given by its ARN keeps it, and says when it is off", () => {
    const functionName = "arn:aws:lambda:eu-west-1:123456789012:function:other";
    const { outputs } = declareResource(type, "mapping", { ...inputs, functionName, enabled: false }, context);
    expect([outputs.functionArn, outputs.state]).toEqual([functionName, "Disabled"]);
  });

  test("has batches of 10 for a queue, and of 100 for a stream", () => {
    const sizeOf = (eventSourceArn: string) =>
      declareResource(type, "mapping", { functionName: "x", eventSourceArn }, context).outputs.batchSize;
    expect([sizeOf(inputs.eventSourceArn), sizeOf(stream)]).toEqual([10, 100]);
  });

  test("is replaced for another source, but not for another function", () => {
    expect(resourceTypes[type]?.replaceOnChanges).toEqual([
      "eventSourceArn",
      "startingPosition",
      "startingPositionTimestamp",
      "region",
    ]);
  });
});

import fc from "fast-check";
import { declareResource, invokeFunction, ProviderError, resourceTypes } from "../../../sandbox/provider";
import { context } from "./cases";

const queueType = "aws:sqs/queue:Queue";

function errorOf(call: () => unknown): ProviderError {
  try {
    call();
  } catch (error) {
    if (error instanceof ProviderError) {
      return error;
    }
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("a declared resource", () => {
  test("that is wrong is refused with every failure and its logical name", () => {
    const inputs = { name: "a b", delaySeconds: 901, delay: 1 };
    const error = errorOf(() => declareResource(queueType, "okta-queue", inputs, context));
    expect(error.failures).toHaveLength(3);
    expect(error.message.split("\n").map((line) => line.replace(/, but found.*/, ""))).toEqual([
      'Resource "okta-queue" (aws:sqs/queue:Queue) is refused:',
      "  - delay: there is no such property",
      "  - name: it has another form",
      "  - delaySeconds: it is out of range",
    ]);
  });

  test.each(["aws:s3/bucket:Bucket", "toString", "queue"])("of the type %s, which nobody knows, is refused", (type) => {
    const error = errorOf(() => declareResource(type, "x", {}, context));
    expect(error.message).toBe(
      `Resource "x" (${type}) is refused:\n  - the sandbox does not know this type of resource; it knows ${Object.keys(resourceTypes).join(", ")}`,
    );
  });

  test("whose logical name makes the automatic name too long is refused", () => {
    const ofLength = (length: number) => () => declareResource(queueType, "x".repeat(length), {}, context);
    expect(ofLength(72)().outputs.name).toHaveLength(80);
    expect(errorOf(ofLength(73)).failures).toEqual([
      expect.stringMatching(/^name: it has 81 characters, but found "x{73}-[0-9a-f]{7}"; allowed: 1 to 80 characters$/),
    ]);
  });

  test("treats null and undefined as nothing", () => {
    const { outputs } = declareResource(queueType, "x", { name: "q", delaySeconds: null, tags: undefined }, context);
    expect(outputs).toMatchObject({ name: "q", delaySeconds: 0, tagsAll: {} });
    expect(outputs).not.toHaveProperty("tags");
  });

  test("is refused or answered, whatever its inputs are, and never fails in another way", () => {
    const types = fc.constantFrom(...Object.keys(resourceTypes));
    const names = fc.constantFrom("name", "policy", "desiredState", "typeName", "eventPattern", "arn", "role", "tags");
    fc.assert(
      fc.property(types, fc.dictionary(names, fc.jsonValue()), (type, inputs) => {
        try {
          expect(declareResource(type, "x", inputs, context).id).not.toBe("");
        } catch (error) {
          expect(error).toBeInstanceOf(ProviderError);
        }
      }),
      { examples: [["aws:cloudwatch/eventBus:EventBus", { name: { toString: 0 } }]] },
    );
  });
});

describe("a call of one of the provider's functions", () => {
  const china = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };

  test("says who calls", () => {
    expect(invokeFunction("aws:index/getCallerIdentity:getCallerIdentity", {}, context)).toEqual({
      accountId: "123456789012",
      arn: "arn:aws:iam::123456789012:user/sandbox",
      id: "123456789012",
      userId: "AIDASANDBOXSANDBOXSAN",
    });
  });

  test("says which Region it is, or tells of another", () => {
    const getRegion = (args: Readonly<Record<string, unknown>>) =>
      invokeFunction("aws:index/getRegion:getRegion", args, context);
    expect(getRegion({})).toEqual({
      description: "eu-west-1",
      endpoint: "ec2.eu-west-1.amazonaws.com",
      id: "eu-west-1",
      name: "eu-west-1",
      region: "eu-west-1",
    });
    expect(getRegion({ region: "us-west-2" })).toMatchObject({ region: "us-west-2", id: "us-west-2" });
    expect(getRegion({ name: "us-west-2" })).toMatchObject({ region: "us-west-2" });
  });

  test("says which partition it is", () => {
    const token = "aws:index/getPartition:getPartition";
    expect(invokeFunction(token, {}, context)).toEqual({
      dnsSuffix: "amazonaws.com",
      id: "aws",
      partition: "aws",
      reverseDnsPrefix: "com.amazonaws",
    });
    expect(invokeFunction(token, {}, china)).toEqual({
      dnsSuffix: "amazonaws.com.cn",
      id: "aws-cn",
      partition: "aws-cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
  });

  test("that nobody knows is refused", () => {
    const error = errorOf(() => invokeFunction("aws:s3/getBucket:getBucket", {}, context));
    expect(error.message).toBe(
      "Function aws:s3/getBucket:getBucket is refused:\n  - the sandbox does not know this function; it knows aws:index/getCallerIdentity:getCallerIdentity, aws:index/getDefaultTags:getDefaultTags, aws:index/getPartition:getPartition, aws:index/getRegion:getRegion",
    );
  });

  test("with an argument that nobody knows is refused", () => {
    const error = errorOf(() => invokeFunction("aws:index/getRegion:getRegion", { current: true }, context));
    expect(error.failures).toEqual(["current: there is no such argument; allowed: endpoint, id, name, region"]);
  });
});

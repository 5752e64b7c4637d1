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
    const inputs = { name: "a b", maxMessageSize: 901, delay: 1 };
    const error = errorOf(() => declareResource(queueType, "okta-queue", inputs, context));
    expect(error.message.split("\n").map((line) => line.replace(/, but found.*/, ""))).toEqual([
      'Resource "okta-queue" (aws:sqs/queue:Queue) is refused:',
      "  - delay: the sandbox does not support this property",
      "  - name: it has another form",
      "  - maxMessageSize: it is out of range",
    ]);
  });

  test.each(["aws:s3/bucket:Bucket", "toString", "queue"])("of the unknown type %s is refused", (type) => {
    expect(errorOf(() => declareResource(type, "x", {}, context)).message).toBe(
      `Resource "x" (${type}) is refused:\n  - the sandbox does not support this type of resource; it supports ${Object.keys(resourceTypes).join(", ")}`,
    );
  });

  test("treats null and undefined as nothing", () => {
    const { outputs } = declareResource(queueType, "x", { maxMessageSize: null, tags: undefined }, context);
    expect(outputs).toMatchObject({ maxMessageSize: 262_144, tagsAll: {} });
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
  test.each([
    ["getCallerIdentity", { accountId: "123456789012", arn: "arn:aws-cn:iam::123456789012:user/sandbox" }],
    ["getRegion", { id: "cn-north-1", name: "cn-north-1", region: "cn-north-1" }],
    ["getPartition", { dnsSuffix: "amazonaws.com.cn", id: "aws-cn", partition: "aws-cn" }],
    ["getDefaultTags", { tags: { team: "audit" } }],
  ])("%s is answered by the place", (name, answer) => {
    const china = { ...context, partition: "aws-cn", region: "cn-north-1", defaultTags: { team: "audit" } };
    expect(invokeFunction(`aws:index/${name}:${name}`, {}, china)).toMatchObject(answer);
  });
});

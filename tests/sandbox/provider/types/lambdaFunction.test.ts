import { declareResource, resourceTypes } from "../../../../sandbox/provider";
import { context } from "../cases";
import happyPaths from "../happyPaths.json";

const type = "aws:lambda/function:Function";
const inputs = happyPaths[type];
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:okta-forwarder";
const invoke = "arn:aws:apigateway:eu-west-1:lambda:path";

describe("a function", () => {
  test("has its name for its id, and the ARNs that Lambda gives it", () => {
    expect(declareResource(type, "forwarder", inputs, context)).toEqual({
      id: "okta-forwarder",
      outputs: {
        ...inputs,
        arn,
        invokeArn: `${invoke}/2015-03-31/functions/${arn}/invocations`,
        lastModified: "2026-01-01T00:00:00.000+0000",
        packageType: "Zip",
        publish: false,
        qualifiedArn: `${arn}:$LATEST`,
        qualifiedInvokeArn: `${invoke}/2015-03-31/functions/${arn}:$LATEST/invocations`,
        region: "eu-west-1",
        reservedConcurrentExecutions: -1,
        responseStreamingInvokeArn: `${invoke}/2021-11-15/functions/${arn}/response-streaming-invocations`,
        signingJobArn: "",
        signingProfileVersionArn: "",
        skipDestroy: false,
        sourceCodeSize: 0,
        tagsAll: {},
        version: "$LATEST",
      },
    });
  });

  test("logs as text into its own log group by default", () => {
    const { outputs } = declareResource(type, "forwarder", { ...inputs, loggingConfig: undefined }, context);
    expect(outputs.loggingConfig).toEqual({ logFormat: "Text", logGroup: "/aws/lambda/okta-forwarder" });
  });

  test("that is published has its first version", () => {
    const { outputs } = declareResource(type, "forwarder", { ...inputs, publish: true }, context);
    expect([outputs.version, outputs.qualifiedArn]).toEqual(["1", `${arn}:1`]);
  });

  test("keeps the archive itself, whose contents the sandbox runs", () => {
    expect(declareResource(type, "forwarder", inputs, context).outputs.code).toBe(inputs.code);
  });

  test("is replaced for another name, but not for other code", () => {
    expect(resourceTypes[type]?.replaceOnChanges).toEqual(["packageType", "tenancyConfig", "name", "region"]);
  });
});

import fc from "fast-check";
import {
  declareResource,
  type Inputs,
  invokeFunction,
  ProviderError,
  resourceTypes,
  unknownValue,
} from "../../../sandbox/provider";
import { context, inOrder } from "./cases";

const region = "eu-west-1";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const bus = "aws.partner/okta.com/acme/audit";
const url = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const tagged = { region, tagsAll: {} };
const ruleArn = arnOf("events", `rule/${bus}/okta-rule`);
const policyArn = "arn:aws:iam::123456789012:policy/audit/put-audit-events";
const roleArn = "arn:aws:iam::123456789012:role/audit/okta-forwarder";
const dashboardArn = "arn:aws:cloudwatch::123456789012:dashboard/partner-audit-dev";
const executionRole = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
const scheduleArn = arnOf("scheduler", "schedule/detector/okta-impersonation.okta");
const queueOutputs = {
  region,
  tagsAll: { team: "audit" },
  url,
  arn: arnOf("sqs", "events"),
  sqsManagedSseEnabled: true,
};

const answer = (type: string, change: Inputs = {}, place = context) =>
  declareResource(type, "okta", { ...inOrder[type], ...change }, place);

/** Returns the inputs of the happy path with the document of a property as JSON text. */
const asText = (type: string, property: string) => ({ [property]: JSON.stringify(inOrder[type]?.[property]) });

/** The additional outputs of each type that has more than a name and an ARN, besides the inputs of the happy path. */
test.each<[type: string, id: string, outputs: Inputs]>([
  ["aws:cloudwatch/dashboard:Dashboard", "partner-audit-dev", { region, dashboardArn }],
  [
    "aws:cloudwatch/eventRule:EventRule",
    `${bus}/okta-rule`,
    { ...tagged, arn: ruleArn, eventPattern: `{"source":["${bus}"]}`, state: "ENABLED" },
  ],
  ["aws:cloudwatch/eventTarget:EventTarget", `${bus}-okta-rule-queue`, { region }],
  ["aws:iam/policy:Policy", policyArn, { tagsAll: {}, arn: policyArn }],
  [
    "aws:iam/role:Role",
    "okta-forwarder",
    { tagsAll: {}, arn: roleArn, ...asText("aws:iam/role:Role", "assumeRolePolicy") },
  ],
  ["aws:iam/rolePolicy:RolePolicy", "okta-forwarder:send", asText("aws:iam/rolePolicy:RolePolicy", "policy")],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", `okta-forwarder/${executionRole}`, {}],
  ["aws:scheduler/schedule:Schedule", "detector/okta-impersonation.okta", { region, arn: scheduleArn }],
  ["aws:sqs/queue:Queue", url, queueOutputs],
  ["aws:sqs/queuePolicy:QueuePolicy", url, { region, ...asText("aws:sqs/queuePolicy:QueuePolicy", "policy") }],
])("%s has its id, its defaults and its generated values", (type, id, outputs) => {
  expect(answer(type)).toEqual({ id, outputs: { ...inOrder[type], ...outputs } });
});

/** For each type with a generated id, the id's form and output. */
test.each([
  ["aws:cloudcontrol/resource:Resource", arnOf("cloudtrail", `channel/${uuid}`), "properties"],
  ["aws:cloudtrail/eventDataStore:EventDataStore", arnOf("cloudtrail", `eventdatastore/${uuid}`), "arn"],
  ["aws:cloudwatch/queryDefinition:QueryDefinition", uuid, "queryDefinitionId"],
  ["aws:kms/key:Key", uuid, "keyId"],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", uuid, "uuid"],
])("%s has a generated id, which differs per account, Region and logical name", (type, form, output) => {
  const places = [context, { ...context, region: "us-east-1" }, { ...context, accountId: "210987654321" }];
  const ids = places.map((place) => answer(type, {}, place).id);
  ids.push(declareResource(type, "okta-emea", inOrder[type] ?? {}, context).id);
  expect(ids[0]).toMatch(new RegExp(`^${form}$`));
  expect(new Set(ids.map((id) => id.replace(/.*\//, ""))).size).toBe(ids.length);
  const { id, outputs } = answer(type);
  expect(id).toBe(ids[0]);
  expect(String(outputs[output])).toContain(id);
});

describe("a declared resource", () => {
  it("of Cloud Control has its properties as JSON, including those that the service adds", () => {
    const type = "aws:cloudcontrol/resource:Resource";
    const { id, outputs } = answer(type);
    const state = JSON.parse(String(inOrder[type]?.desiredState));
    expect(JSON.parse(String(outputs.properties))).toEqual({ ...state, ChannelArn: id });
    const desiredState = JSON.stringify({ Name: "okta", Widgets: [] });
    const made = answer(type, { typeName: "AWS::CloudTrail::Dashboard", desiredState });
    expect(made.id).toBe(arnOf("cloudtrail", "dashboard/okta"));
    const added = { DashboardArn: made.id, Status: "CREATED", Type: "CUSTOM" };
    expect(JSON.parse(String(made.outputs.properties))).toEqual({ Name: "okta", ...added });
  });

  it("may be in a Region other than its provider's, and in China", () => {
    const type = "aws:sqs/queue:Queue";
    expect(answer(type, { region: "us-west-2" }).outputs.arn).toBe("arn:aws:sqs:us-west-2:123456789012:events");
    const china = { ...context, partition: "aws-cn", region: "cn-north-1" };
    expect(answer(type, {}, china).id).toBe("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events");
  });

  it("on a bus with a given ARN, or on the default one, has the bus in its ARN and id", () => {
    const type = "aws:cloudwatch/eventRule:EventRule";
    const eventBusName = arnOf("events", "event-bus/own");
    const onOwn = answer(type, { eventBusName });
    expect([onOwn.id, onOwn.outputs.arn]).toEqual([`${eventBusName}/okta-rule`, arnOf("events", "rule/own/okta-rule")]);
    const onDefault = answer(type, { eventBusName: undefined });
    expect([onDefault.id, onDefault.outputs.arn]).toEqual(["okta-rule", arnOf("events", "rule/okta-rule")]);
  });

  it("with an unknown part in its document has an unknown document; null and undefined count as absent", () => {
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: unknownValue } };
    const { outputs } = answer("aws:iam/role:Role", { assumeRolePolicy: { Statement: [statement] } });
    expect(outputs.assumeRolePolicy).toBe(unknownValue);
    const queue = answer("aws:sqs/queue:Queue", { maxMessageSize: null, tags: undefined }).outputs;
    expect(queue).toMatchObject({ maxMessageSize: 262_144, tagsAll: {} });
    expect(queue).not.toHaveProperty("tags");
  });

  it("that is invalid is refused with every failure and its logical name", () => {
    expect(() => answer("aws:sqs/queue:Queue", { name: "a b", maxMessageSize: 901, delay: 1 })).toThrow(
      /^Resource "okta" \(aws:sqs\/queue:Queue\) is refused:\n {2}- delay: the sandbox does not support this property, .*\n {2}- name: it has another form, .*\n {2}- maxMessageSize: it is out of range, .*$/,
    );
  });

  it.each(["aws:s3/bucketLogging:BucketLogging", "toString", "queue"])("of the unknown type %s is refused", (type) => {
    const supported = Object.keys(resourceTypes).join(", ");
    const message = `the sandbox does not support this type of resource; it supports ${supported}`;
    expect(() => answer(type)).toThrow(new ProviderError(`Resource "okta" (${type})`, [message]));
  });

  it("is accepted or refused with any inputs, and never fails in another way", () => {
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

test.each([
  ["getCallerIdentity", { accountId: "123456789012", arn: "arn:aws-cn:iam::123456789012:user/sandbox" }],
  ["getRegion", { id: "cn-north-1", name: "cn-north-1", region: "cn-north-1" }],
  ["getPartition", { dnsSuffix: "amazonaws.com.cn", id: "aws-cn", partition: "aws-cn" }],
  ["getDefaultTags", { tags: { team: "audit" } }],
])("the provider's function %s returns values of the account and Region", (name, result) => {
  const china = { ...context, partition: "aws-cn", region: "cn-north-1", defaultTags: { team: "audit" } };
  expect(invokeFunction(`aws:index/${name}:${name}`, {}, china)).toMatchObject(result);
});

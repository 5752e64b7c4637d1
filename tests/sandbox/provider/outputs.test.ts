import { declareResource, type Inputs, resourceTypes, unknownValue } from "../../../sandbox/provider";
import { context, identityPolicy, resourcePolicy, trustPolicy } from "./cases";
import happyPaths from "./happyPaths.json";

const region = "eu-west-1";
const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const bus = "aws.partner/okta.com/acme/audit";
const url = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const tagged = { region, tagsAll: {} };
const teamTags = { region, tagsAll: { team: "audit" } };

/** Of each type whose id or outputs are more than its name and ARN, these besides the inputs of the happy path. */
const answers: readonly (readonly [type: keyof typeof happyPaths, id: string, outputs: Inputs])[] = [
  [
    "aws:cloudwatch/dashboard:Dashboard",
    "partner-audit-dev",
    { region, dashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/partner-audit-dev" },
  ],
  [
    "aws:cloudwatch/eventRule:EventRule",
    `${bus}/okta-rule`,
    {
      ...tagged,
      arn: arnOf("events", `rule/${bus}/okta-rule`),
      eventPattern: `{"source":["${bus}"]}`,
      state: "ENABLED",
    },
  ],
  ["aws:cloudwatch/eventTarget:EventTarget", `${bus}-okta-rule-queue`, { region }],
  [
    "aws:iam/policy:Policy",
    "arn:aws:iam::123456789012:policy/audit/put-audit-events",
    { tagsAll: {}, arn: "arn:aws:iam::123456789012:policy/audit/put-audit-events" },
  ],
  [
    "aws:iam/role:Role",
    "okta-forwarder",
    {
      tagsAll: {},
      arn: "arn:aws:iam::123456789012:role/audit/okta-forwarder",
      assumeRolePolicy: JSON.stringify(trustPolicy),
    },
  ],
  ["aws:iam/rolePolicy:RolePolicy", "okta-forwarder:send", { policy: JSON.stringify(identityPolicy) }],
  [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "okta-forwarder/arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    {},
  ],
  [
    "aws:scheduler/schedule:Schedule",
    "detector/okta-impersonation.okta",
    { region, arn: arnOf("scheduler", "schedule/detector/okta-impersonation.okta") },
  ],
  ["aws:sqs/queue:Queue", url, { ...teamTags, url, arn: arnOf("sqs", "events"), sqsManagedSseEnabled: true }],
  ["aws:sqs/queuePolicy:QueuePolicy", url, { region, policy: JSON.stringify(resourcePolicy) }],
];

test.each(answers)("%s has its id, its defaults and what the cloud makes", (type, id, outputs) => {
  const inputs: Inputs = happyPaths[type];
  expect(declareResource(type, "example", inputs, context)).toEqual({ id, outputs: { ...inputs, ...outputs } });
});

/** Of each type whose id the cloud makes, its form and the output that holds it. */
test.each<[keyof typeof happyPaths, string, string]>([
  ["aws:cloudcontrol/resource:Resource", arnOf("cloudtrail", `channel/${uuid}`), "properties"],
  ["aws:cloudtrail/eventDataStore:EventDataStore", arnOf("cloudtrail", `eventdatastore/${uuid}`), "arn"],
  ["aws:cloudwatch/queryDefinition:QueryDefinition", uuid, "queryDefinitionId"],
  ["aws:kms/key:Key", uuid, "keyId"],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", uuid, "uuid"],
])(
  "%s has an id of the cloud's making, another one in each place and under each logical name",
  (type, form, output) => {
    const places = [context, { ...context, region: "us-east-1" }, { ...context, accountId: "210987654321" }];
    const ids = places.map((place) => declareResource(type, "okta", happyPaths[type], place).id);
    ids.push(declareResource(type, "okta-emea", happyPaths[type], context).id);
    expect(ids[0]).toMatch(new RegExp(`^${form}$`));
    expect(new Set(ids.map((id) => id.replace(/.*\//, ""))).size).toBe(ids.length);
    const { id, outputs } = declareResource(type, "okta", happyPaths[type], context);
    expect(id).toBe(ids[0]);
    expect(String(outputs[output])).toContain(id);
  },
);

describe("a resource", () => {
  const answer = (type: keyof typeof happyPaths, change: Inputs, place = context) =>
    declareResource(type, "okta", { ...happyPaths[type], ...change }, place);

  it("of Cloud Control has its properties as JSON, those that the service adds included", () => {
    const type = "aws:cloudcontrol/resource:Resource";
    const { id, outputs } = answer(type, {});
    const state = JSON.parse(happyPaths[type].desiredState);
    expect(JSON.parse(String(outputs.properties))).toEqual({ ...state, ChannelArn: id });
    const dashboard = { Name: "okta", Widgets: [] };
    const made = answer(type, { typeName: "AWS::CloudTrail::Dashboard", desiredState: JSON.stringify(dashboard) });
    expect(made.id).toBe(arnOf("cloudtrail", "dashboard/okta"));
    expect(JSON.parse(String(made.outputs.properties))).toEqual({
      Name: "okta",
      DashboardArn: made.id,
      Status: "CREATED",
      Type: "CUSTOM",
    });
  });

  it("may be in another Region than its provider's, and in China", () => {
    const type = "aws:sqs/queue:Queue";
    expect(answer(type, { region: "us-west-2" }).outputs.arn).toBe("arn:aws:sqs:us-west-2:123456789012:events");
    const china = { ...context, partition: "aws-cn", region: "cn-north-1" };
    expect(answer(type, {}, china).id).toBe("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/events");
  });

  it("on a bus that is given by its ARN, or on the default one, has the bus in its ARN and id", () => {
    const type = "aws:cloudwatch/eventRule:EventRule";
    const eventBusName = arnOf("events", "event-bus/own");
    const onOwn = answer(type, { eventBusName });
    expect([onOwn.id, onOwn.outputs.arn]).toEqual([`${eventBusName}/okta-rule`, arnOf("events", "rule/own/okta-rule")]);
    const onDefault = answer(type, { eventBusName: undefined });
    expect([onDefault.id, onDefault.outputs.arn]).toEqual(["okta-rule", arnOf("events", "rule/okta-rule")]);
  });

  it("whose document has an unknown part has an unknown document", () => {
    const [statement] = trustPolicy.Statement;
    const assumeRolePolicy = { Statement: [{ ...statement, Principal: { AWS: unknownValue } }] };
    expect(answer("aws:iam/role:Role", { assumeRolePolicy }).outputs.assumeRolePolicy).toBe(unknownValue);
  });
});

/** Source: the AWS provider's schema, `replaceOnChanges` and `willReplaceOnChanges`. */
test.each([
  ["aws:cloudcontrol/resource:Resource", ["typeName", "desiredState.Source", "desiredState.ResourceArn", "region"]],
  ["aws:cloudtrail/eventDataStore:EventDataStore", ["kmsKeyId", "name", "region"]],
  ["aws:cloudwatch/queryDefinition:QueryDefinition", ["region"]],
  ["aws:iam/role:Role", ["path", "name"]],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", ["eventSourceArn", "region"]],
  ["aws:lambda/function:Function", ["name", "region"]],
  ["aws:sqs/queue:Queue", ["name", "region"]],
])("%s is replaced for %j alone", (type, properties) => {
  expect(resourceTypes[type]?.replaceOnChanges).toEqual(properties);
});

import fc from "fast-check";
import { resourcePolicies } from "../../../policy/policies/resourcePolicies";
import { documentOf } from "../planted/planted";
import { describeCases, verdictsOn } from "../verdictsOn";
import { account, documents, of, otherAccount, when } from "./statements";

const queueArn = `arn:aws:sqs:us-east-1:${account}:audit`;
const roleArn = `arn:aws:iam::${account}:role/x`;
const root = (id: string) => `arn:aws:iam::${id}:root`;
const send = { Action: "sqs:SendMessage", Resource: queueArn };
const open = (who: string) => `Principal::${who}::sqs:SendMessage::${queueArn}`;
const byAccount = { Principal: { AWS: account } };

describeCases(
  resourcePolicies,
  "aws:sqs/queuePolicy:QueuePolicy",
  documents("policy", send, [
    ["a named role", { Principal: { AWS: roleArn } }],
    ["all but one", { NotPrincipal: { AWS: account } }, `NotPrincipal::AWS:${account}::sqs:SendMessage::${queueArn}`],
    [
      "every action but one",
      { ...byAccount, Action: undefined, NotAction: "sqs:Send" },
      `NotAction::AWS:${account}::!sqs:Send::${queueArn}`,
    ],
    ["every action for its own account", { ...byAccount, Action: "sqs:*" }],
    [
      "every action for another account",
      { Principal: { AWS: otherAccount }, Action: "sqs:*" },
      `Action::AWS:${otherAccount}::sqs:*::${queueArn}`,
    ],
    [
      "wildcards, once, in one finding",
      { Principal: { AWS: roleArn }, Action: ["sqs:*", "sqs:Get*", "sqs:*"] },
      `Action::AWS:${roleArn}::sqs:*,sqs:Get*::${queueArn}`,
    ],
    ["everyone", { Sid: "Open", Principal: "*" }, `${open("*")}::Sid=Open`],
    ["everyone from everywhere", { Principal: "*", ...when("IpAddress", "aws:SourceIp", "::/0") }, open("*")],
    [
      "everyone, under a condition that excludes",
      { Principal: { AWS: "*" }, ...when("StringNotEquals", "aws:PrincipalAccount", otherAccount) },
      open("AWS:*"),
    ],
    ["a condition that all meet", { Principal: "*", ...when("StringLike", "aws:PrincipalOrgID", "*") }, open("*")],
    ["the endpoints of an account", { Principal: "*", ...when("StringEquals", "aws:VpceAccount", account) }],
    ["EventBridge in any account", of("events"), open("Service:events.amazonaws.com")],
    [
      "EventBridge for rules of any account",
      { ...of("events"), ...when("ArnLike", "aws:SourceArn", "arn:aws:events:eu-west-1:*:rule/orders") },
      open("Service:events.amazonaws.com"),
    ],
    // Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination".
    [
      "S3 by a bucket alone",
      { ...of("s3"), ...when("ArnLike", "aws:SourceArn", "arn:aws:s3:::reports") },
      open("Service:s3.amazonaws.com"),
    ],
    ["S3 for an account", { ...of("s3"), ...when("StringEquals", "aws:SourceAccount", account) }],
  ]),
);

const topicArn = `arn:aws:sns:us-east-1:${account}:alerts`;

describeCases(
  resourcePolicies,
  "aws:sns/topicPolicy:TopicPolicy",
  documents("policy", { Action: ["SNS:Publish", "SNS:Subscribe"], Resource: topicArn, Principal: { AWS: "*" } }, [
    // Amazon SNS Developer Guide, "Default access policy".
    ["the default statement of SNS", { ...when("StringEquals", "AWS:SourceOwner", account) }],
    ["everyone", {}, `Principal::AWS:*::SNS:Publish,SNS:Subscribe::${topicArn}`],
    // Amazon EventBridge User Guide, "Using resource-based policies": a topic's policy can have no condition for EventBridge.
    ["EventBridge, which takes no condition", { ...of("events"), Action: "sns:Publish" }],
    [
      "EventBridge by a condition that every account meets",
      { ...of("events"), Action: "sns:Publish", ...when("ArnLike", "aws:SourceArn", "arn:aws:events:*:*:rule/x") },
      `Principal::Service:events.amazonaws.com::sns:Publish::${topicArn}`,
    ],
  ]),
);

const keyArn = `arn:aws:kms:us-east-1:${account}:key/1234abcd`;
const logsContext = "kms:EncryptionContext:aws:logs:arn";
const useOfKey = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];

for (const type of ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"]) {
  describeCases(
    resourcePolicies,
    type,
    documents("policy", { Resource: "*", ...of("cloudtrail") }, [
      // CloudTrail encrypts an event data store without naming a source (AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail").
      ["what CloudTrail does without a source", { Action: ["kms:GenerateDataKey", "kms:Decrypt"] }],
      [
        "more for CloudTrail",
        { Action: "kms:CreateGrant" },
        "Principal::Service:cloudtrail.amazonaws.com::kms:CreateGrant::*",
      ],
      ["everyone", { Principal: "*", Action: "kms:Decrypt" }, "Principal::*::kms:Decrypt::*"],
      // Amazon DynamoDB Developer Guide, "Encryption at rest usage notes".
      ["how the key is set up", { ...of("dynamodb"), Action: ["kms:Describe*", "kms:Get*", "kms:List*"] }],
      [
        "more than how the key is set up",
        { ...of("dynamodb"), Action: ["kms:Describe*", "kms:Decrypt"] },
        "Principal::Service:dynamodb.amazonaws.com::kms:Decrypt,kms:Describe*::*",
      ],
      ["every action for the root of its account", { Principal: { AWS: root(account) }, Action: "kms:*" }],
      [
        "every action for two accounts, of which one alone can own the key",
        { Principal: { AWS: [root(account), root(otherAccount)] }, Action: "kms:*" },
        `Action::AWS:${root(account)},AWS:${root(otherAccount)}::kms:*::*`,
      ],
      [
        "every action for another account than the key's",
        { Principal: { AWS: root(otherAccount) }, Action: "kms:*", Resource: keyArn },
        `Action::AWS:${root(otherAccount)}::kms:*::${keyArn}`,
      ],
      // Amazon CloudWatch Logs User Guide, "Encrypt log data using AWS KMS".
      [
        "CloudWatch Logs for the log groups of an account",
        { ...of("logs.eu-west-1"), Action: useOfKey, ...when("ArnLike", logsContext, `arn:aws:logs:*:${account}:*`) },
      ],
      [
        "CloudWatch Logs for everyone's log groups",
        { ...of("logs.eu-west-1"), Action: "kms:Decrypt", ...when("ArnLike", logsContext, "arn:aws:logs:*:*:*") },
        "Principal::Service:logs.eu-west-1.amazonaws.com::kms:Decrypt::*",
      ],
      // AWS KMS Developer Guide, "Default key policy": the console's administrators and users.
      ["the console's key users", { Principal: { AWS: roleArn }, Action: ["kms:ReEncrypt*", "kms:GenerateDataKey*"] }],
      ["the console's key administrators", { Principal: { AWS: roleArn }, Action: ["kms:Create*", "kms:Put*"] }],
      [
        "key administrators of a whole account",
        { Principal: { AWS: root(otherAccount) }, Action: "kms:Put*" },
        // The account may be the key's own, as no other is given so much.
      ],
      ["every action for a role", { Principal: { AWS: roleArn }, Action: "kms:*" }, `Action::AWS:${roleArn}::kms:*::*`],
    ]),
  );
}

it("two statements that each share a key with another account are both found", async () => {
  const statement = (id: string) => ({ Effect: "Allow", Principal: { AWS: root(id) }, Action: "kms:*", Resource: "*" });
  const props = { policy: documentOf(statement(account), statement(otherAccount)) };
  const verdicts = await verdictsOn([resourcePolicies], { type: "aws:kms/key:Key", name: "it", props });
  expect(verdicts.map(({ subject }) => subject)).toEqual(
    [account, otherAccount].map((id) => `Action::AWS:${root(id)}::kms:*::*`),
  );
});

const logs = `arn:aws:s3:::logs/AWSLogs/${account}/*`;
const objects = ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"];

describeCases(
  resourcePolicies,
  "aws:s3/bucketPolicy:BucketPolicy",
  documents("policy", { ...of("logdelivery.elasticloadbalancing"), Action: "s3:PutObject" }, [
    // Elastic Load Balancing User Guide, "Enable access logs for your Application Load Balancer".
    ["the logs of an account's load balancers", { Resource: logs }],
    [
      "the logs of everyone's load balancers",
      { Resource: "arn:aws:s3:::logs/*" },
      "Principal::Service:logdelivery.elasticloadbalancing.amazonaws.com::s3:PutObject::arn:aws:s3:::logs/*",
    ],
    [
      "another service's logs",
      { ...of("cloudtrail"), Resource: logs },
      `Principal::Service:cloudtrail.amazonaws.com::s3:PutObject::${logs}`,
    ],
    // Amazon S3 User Guide, "Delegating access control to access points".
    [
      "what access points of an account decide",
      {
        Principal: { AWS: "*" },
        Action: "*",
        Resource: objects,
        ...when("StringEquals", "s3:DataAccessPointAccount", account),
      },
    ],
    [
      "everything for an organization",
      {
        Principal: { AWS: "*" },
        Action: "*",
        Resource: objects,
        ...when("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"),
      },
      `Action::AWS:*::*::${objects.join(",")}`,
    ],
  ]),
);

const invoke = { action: "lambda:InvokeFunction", function: "f" };
const invoked = (who: string) => `Principal::${who}::lambda:InvokeFunction::f`;

describeCases(resourcePolicies, "aws:lambda/permission:Permission", [
  ["a rule", { ...invoke, principal: "events.amazonaws.com", sourceArn: `arn:aws:events:us-east-1:${account}:rule/x` }],
  ["a service", { ...invoke, principal: "events.amazonaws.com" }, invoked("Service:events.amazonaws.com")],
  [
    "a service with an empty source",
    { ...invoke, principal: "sns.amazonaws.com", sourceArn: "" },
    invoked("Service:sns.amazonaws.com"),
  ],
  [
    "a bucket without an account",
    { ...invoke, principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads" },
    invoked("Service:s3.amazonaws.com"),
  ],
  [
    "a bucket of an account",
    { ...invoke, principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads", sourceAccount: account },
  ],
  ["everyone", { ...invoke, principal: "*" }, invoked("*")],
  ["everyone by every source", { ...invoke, principal: "*", sourceArn: "*" }, invoked("*")],
  ["an organization", { ...invoke, principal: "*", principalOrgId: "o-abcdef1234" }],
  ["an account", { ...invoke, principal: account }],
  [
    "every action for an account",
    { action: "*", function: "f", principal: account, statementId: "all" },
    `Action::AWS:${account}::*::f::Sid=all`,
  ],
  [
    "a family of actions",
    { action: "lambda:Invoke*", function: "f", principal: account },
    `Action::AWS:${account}::lambda:Invoke*::f`,
  ],
  [
    "everyone by a URL without authorization",
    { action: "lambda:InvokeFunctionUrl", function: "f", principal: "*", functionUrlAuthType: "NONE" },
    "Principal::*::lambda:InvokeFunctionUrl::f",
  ],
  // AWS Lambda Developer Guide, "Using Lambda with Alexa".
  ["a skill by its id", { ...invoke, principal: "alexa-appkit.amazon.com", eventSourceToken: "amzn1.ask.skill.1a2b" }],
  ["every skill", { ...invoke, principal: "alexa-appkit.amazon.com" }, invoked("Service:alexa-appkit.amazon.com")],
]);

// The provider adds a permission for everyone itself (Pulumi Registry, aws.lambda.FunctionUrl).
describeCases(resourcePolicies, "aws:lambda/functionUrl:FunctionUrl", [
  ["a URL for identities of IAM", { functionName: "f", authorizationType: "AWS_IAM" }],
  ["a URL for everyone", { functionName: "f", authorizationType: "NONE" }, "Principal::*::lambda:InvokeFunctionUrl::f"],
]);

const layer = { action: "lambda:GetLayerVersion", layerName: "tools", versionNumber: 3, statementId: "share" };

describeCases(resourcePolicies, "aws:lambda/layerVersionPermission:LayerVersionPermission", [
  ["an account", { ...layer, principal: otherAccount }],
  ["an organization", { ...layer, principal: "*", organizationId: "o-abcdef1234" }],
  ["everyone", { ...layer, principal: "*" }, "Principal::*::lambda:GetLayerVersion::tools::Sid=share"],
]);

const ofOrganization = { type: "StringEquals", key: "aws:PrincipalOrgID" };

describeCases(resourcePolicies, "aws:cloudwatch/eventPermission:EventPermission", [
  ["an account", { principal: otherAccount, statementId: "s" }],
  ["an organization", { principal: "*", statementId: "s", condition: { ...ofOrganization, value: "o-abcdef1234" } }],
  ["everyone", { principal: "*", statementId: "s" }, "Principal::*::events:PutEvents::default::Sid=s"],
  [
    "every organization",
    { principal: "*", statementId: "s", condition: { type: "StringLike", key: "aws:PrincipalOrgID", value: "*" } },
    "Principal::*::events:PutEvents::default::Sid=s",
  ],
]);

describe("the policy of a type that no table names is recognized by its form", () => {
  const everything = documentOf({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
  const subjectsOf = async (type: string, props: object) =>
    (await verdictsOn([resourcePolicies], { type, name: "it", props })).map(({ subject }) => subject);

  it.each([
    ["aws:ecr/repositoryPolicy:RepositoryPolicy", { policy: JSON.stringify(everything) }],
    ["aws:opensearch/domain:Domain", { accessPolicies: JSON.stringify(everything) }],
    ["aws:s3/bucketPolicy:BucketPolicy", { policy: everything }],
    ["aws:kinesis/resourcePolicy:ResourcePolicy", { policy: everything }],
    ["aws:iot/policy:Policy", { policy: everything }],
    ["AWS::Backup::BackupVault", { accessPolicy: everything }],
    ["aws-native:ecr:RegistryPolicy", { policyText: everything }],
    ["aws:future/thing:Thing", { settings: [{ access: { document: everything } }] }],
  ])("in %s", async (type, props) => {
    expect(await subjectsOf(type, props)).toEqual(["Principal::*::*::*", "Action::*::*::*"]);
  });

  it.each([
    ["aws:organizations/policy:Policy", { content: everything }],
    ["aws:cloudformation/stack:Stack", { policyBody: everything }],
    [
      "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy",
      { policyDocument: { Statement: [{ Sid: "x" }] } },
    ],
    ["aws:ssm/parameter:Parameter", { value: JSON.stringify(everything) }],
    ["aws:glue/connection:Connection", { connectionProperties: { x: '{"Statement": 1}' } }],
    ["random:index/randomPet:RandomPet", { prefix: JSON.stringify(everything) }],
  ])("and is not recognized in %s", async (type, props) => {
    expect(await subjectsOf(type, props)).toEqual([]);
  });

  it("and described in plain words", async () => {
    const messages = async (type: string, property: string) =>
      (await verdictsOn([resourcePolicies], { type, name: "it", props: { [property]: everything } }))[0]?.message;
    expect(await messages("aws:efs/fileSystemPolicy:FileSystemPolicy", "policy")).toMatch(
      /^The policy of the file system it allows everyone every action \(statement #1\); name the principals, /,
    );
    expect(await messages("aws:dynamodb/resourcePolicy:ResourcePolicy", "policy")).toMatch(
      / of the dynamodb resource it /,
    );
    expect(await messages("aws:apigateway/restApiPolicy:RestApiPolicy", "policy")).toMatch(/ of the REST API it /);
  });

  it.each([
    // Amazon S3 User Guide, "Setting permissions for website access".
    ["aws:s3/bucketPolicy:BucketPolicy", { Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" }, 0],
    [
      "aws:s3/bucketPolicy:BucketPolicy",
      { Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::site/*" },
      1,
    ],
    // Amazon API Gateway Developer Guide, "API Gateway resource policy examples".
    ["aws:apigateway/restApiPolicy:RestApiPolicy", { Action: "execute-api:Invoke", Resource: "execute-api:/*" }, 0],
    // AWS PrivateLink Guide, "Control access to VPC endpoints using endpoint policies".
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { Action: "s3:*", Resource: "arn:aws:s3:::reports/*" }, 0],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { Action: "s3:GetObject", Resource: "*" }, 0],
    ["aws:ec2/vpcEndpoint:VpcEndpoint", { Action: "s3:*", Resource: "*" }, 1],
    ["aws-native:ec2:VpcEndpoint", { Action: "s3:*", Resource: "arn:aws:s3:::reports/*" }, 0],
    ["aws-native:ec2:VpcEndpoint", { Action: "*", Resource: "*" }, 1],
  ])("and in %s access of everyone to %j has findings: %i", async (type, statement, found) => {
    const policy = documentOf({ Effect: "Allow", Principal: "*", ...statement });
    expect(await subjectsOf(type, { policy })).toHaveLength(found);
  });
});

// AWS CloudFormation Template Reference, AWS::Events::EventBusPolicy: a statement, or its older form as properties.
it.each([
  [
    { Statement: { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: "arn:aws:events:x" } },
    ["Principal::*::events:PutEvents::arn:aws:events:x"],
  ],
  [
    { StatementId: "s", Principal: "*", Action: "events:PutEvents", EventBusName: "b" },
    ["Principal::*::events:PutEvents::b::Sid=s"],
  ],
  [
    {
      StatementId: "s",
      Principal: "*",
      Action: "events:PutEvents",
      Condition: { Type: "StringEquals", Key: "aws:PrincipalOrgID", Value: "o-a1b2c3d4e5" },
    },
    [],
  ],
])("the policy of an event bus may be a single statement: %j", async (state, subjects) => {
  const props = { typeName: "AWS::Events::EventBusPolicy", desiredState: JSON.stringify(state) };
  const verdicts = await verdictsOn([resourcePolicies], {
    type: "aws:cloudcontrol/resource:Resource",
    name: "it",
    props,
  });
  expect(verdicts.map(({ subject }) => subject)).toEqual(subjects);
});

const anyStatement = fc.record({
  Effect: fc.constant("Allow"),
  Sid: fc.constantFrom("", "One"),
  Principal: fc.constantFrom("*", { AWS: account }, { AWS: root(otherAccount) }, { AWS: roleArn }, of("sns").Principal),
  Action: fc.constantFrom("kms:*", "kms:Decrypt", "kms:Put*", "*"),
  Resource: fc.constantFrom("*", queueArn, "arn:aws:s3:::reports"),
  Condition: fc.constantFrom({}, when("StringEquals", "aws:SourceAccount", account).Condition),
});

it("an added statement that allows something never removes a finding", async () => {
  const types = fc.constantFrom("aws:kms/key:Key", "aws:sqs/queue:Queue", "aws:ecr/repositoryPolicy:RepositoryPolicy");
  await fc.assert(
    fc.asyncProperty(
      types,
      fc.array(anyStatement, { maxLength: 3 }),
      anyStatement,
      fc.nat(3),
      async (type, few, one, at) => {
        const found = async (statements: readonly object[]) => {
          const props = { policy: documentOf(...statements) };
          const verdicts = await verdictsOn([resourcePolicies], { type, name: "it", props });
          return verdicts.map(({ subject }) => subject);
        };
        const more = [...few.slice(0, at), one, ...few.slice(at)];
        expect(await found(more)).toEqual(expect.arrayContaining([...(await found(few))]));
      },
    ),
    { numRuns: 300 },
  );
});

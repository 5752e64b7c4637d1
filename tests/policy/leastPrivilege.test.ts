import { policies } from "../../policy/policies";
import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { documentOf } from "./planted/planted";
import { type Case, describeCases, verdictsOn } from "./verdictsOn";

// Expected values: IAM User Guide ("IAM JSON policy elements: Action", "Resource", "What is ABAC"), Service
// Authorization Reference, parliament's checks RESOURCE_EFFECTIVELY_STAR, RESOURCE_MISMATCH and UNKNOWN_ACTION, and the
// documents named in single cases.
const grantType = "aws:iam/rolePolicy:RolePolicy";
const account = "123456789012";
const arn = (service: string, own: string, region = "us-east-1") => `arn:aws:${service}:${region}:${account}:${own}`;
const queueArn = arn("sqs", "audit");
const roleArn = `arn:aws:iam::${account}:role/x`;
const when = (operator: string, key: string, value: unknown) => ({ Condition: { [operator]: { [key]: value } } });

/** A policy variable of IAM. */
const variable = (name: string) => `\${${name}}`;

/** Cases of a document whose single statement is a queue's happy path with changes. */
const grants = (cases: readonly Case[]): readonly Case[] =>
  cases.map(([what, changes, ...subjects]) => {
    const statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn, ...changes };
    return [what, { policy: JSON.stringify(documentOf(statement)) }, ...subjects];
  });

/** An action on a resource that names nothing. */
const nothing = (Action: string, Resource: string): Case => [
  `${Action} on ${Resource}`,
  { Action, Resource },
  `Resource::${Action}::${Resource}`,
];
/** An action on a resource that names something. */
const something = (Action: string, Resource: string): Case => [`${Action} on ${Resource}`, { Action, Resource }];

describeCases(
  leastPrivilege,
  grantType,
  grants([
    ["a named action on a named resource", {}],
    ["a list of each", { Action: ["sqs:SendMessage", "sqs:ReceiveMessage"], Resource: [queueArn] }],
    ["a deny, however wide", { Effect: "Deny", Action: "*", Resource: "*" }],
    ["every action", { Action: ["*"], Resource: "*" }, "Action::*::*"],
    ["a service's every action in capitals", { Action: ["SQS:*"] }, `Action::SQS:*::${queueArn}`],
    ["a service's every action, written twice", { Action: ["sqs:*", "sqs:*", "SQS:*"] }, `Action::sqs:*::${queueArn}`],
    ["wildcards beside a named action", { Action: ["sqs:SendMessage", "sqs:Get*"] }, `Action::sqs:Get*::${queueArn}`],
    ["two wildcards", { Action: ["sqs:S*", "sqs:Get*"], Sid: "Two" }, `Action::sqs:Get*,sqs:S*::${queueArn}::Sid=Two`],
    ["a question mark in an action", { Action: "sqs:Se?dMessage" }, `Action::sqs:Se?dMessage::${queueArn}`],
    ["a wildcard in the service", { Action: "s?s:SendMessage" }, `Action::s?s:SendMessage::${queueArn}`],
    [
      "all actions but some",
      { Action: undefined, NotAction: "iam:CreateUser" },
      `NotAction::iam:CreateUser::${queueArn}`,
    ],
    [
      "all resources but some",
      { Resource: undefined, NotResource: queueArn },
      `NotResource::sqs:SendMessage::${queueArn}`,
    ],
    ["a blank in an action", { Action: "sqs: SendMessage" }, `UnknownAction::sqs: SendMessage::${queueArn}`],
    ["an action that SQS does not have", { Action: "sqs:SendMesage" }, `UnknownAction::sqs:SendMesage::${queueArn}`],
    ["the same on everything", { Action: "sqs:SendMesage", Resource: "*" }, "UnknownAction::sqs:SendMesage::*"],
    ["an unknown service", { Action: "constructor:Call", Resource: arn("constructor", "call/x") }],
    ["the same on everything", { Action: ["nobody:Call"], Resource: "*" }, "Resource::nobody:Call::*"],
  ]),
);

describe("a resource that names nothing", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      nothing("sqs:SendMessage", "*"),
      nothing("sqs:SendMessage", "arn:aws:sqs:*:*:*"),
      nothing("sqs:SendMessage", "arn:aws:sqs*"),
      nothing("sqs:SendMessage", `arn:aws:sqs:us-east-1:${account}*`),
      nothing("sqs:SendMessage", "arn:aws:sqs:us-east-1:*:audit"),
      nothing("sqs:SendMessage", `arn:*:*:us-east-1:${account}:audit`),
      nothing("sqs:SendMessage", "*:audit"),
      nothing("sns:Publish", arn("sns", "?*")),
      nothing("ssm:GetParameter", arn("ssm", "parameter*")),
      nothing("ssm:GetParameter", arn("ssm", "parameter/*")),
      nothing("dynamodb:PutItem", arn("dynamodb", "table/*")),
      nothing("dynamodb:PutItem", arn("dynamodb", "t?ble/*")),
      nothing("dynamodb:Query", arn("dynamodb", "*able/*/index/*")),
      nothing("logs:CreateLogStream", arn("logs", "log-group:*:log-stream:*", "*")),
      nothing("logs:PutLogEvents", arn("logs", "log-group:*:*")),
      nothing("lambda:InvokeFunction", arn("lambda", "function:*:*")),
      nothing("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:*-??????")),
      nothing("states:StartExecution", arn("states", "stateMachine*")),
      nothing("events:PutEvents", arn("events", "event-bus*")),
      nothing("s3:GetObject", "arn:aws:s3:::*-*"),
      nothing("s3:GetObject", "arn:aws:s3:::*/reports/*"),
      nothing("s3:GetObject", "arn:aws:s3:::*-reports/*"),
      nothing("sts:AssumeRole", `arn:aws:iam::${account}:role*`),
      nothing("kms:Decrypt", arn("kms", "key/????????-????-????-????-????????????")),
      nothing("kms:Decrypt", arn("kms", "key/mrk-*")),
      nothing("ec2:StopInstances", arn("ec2", "instance/i-*")),
      nothing("cloudtrail-data:PutAuditEvents", arn("cloudtrail", "channel/ab*")),
      nothing("autoscaling:SetDesiredCapacity", arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*")),
      nothing("wafv2:GetWebACL", arn("wafv2", "regional/webacl/*/*")),
      nothing("sqs:SendMessage", arn("sqs", variable("aws:RequestTag/queue"))),
    ]),
  );
});

describe("a resource that names something", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      something("sqs:SendMessage", arn("sqs", "audit", "*")),
      something("sqs:SendMessage", arn("sqs", "audit-*")),
      something("sqs:SendMessage", arn("sqs", "*-prod")),
      something("sqs:SendMessage", "arn:aws*:sqs:us-east-1:123456789012:audit"),
      something("dynamodb:Query", arn("dynamodb", "table/orders/index/*")),
      something("dynamodb:Query", arn("dynamodb", "table/*-orders/index/*")),
      something("logs:PutLogEvents", arn("logs", "log-group:*-audit:*")),
      something("kinesis:PutRecords", arn("kinesis", "stream/audit*")),
      something(
        "autoscaling:DeleteLaunchConfiguration",
        arn("autoscaling", "launchConfiguration:*:launchConfigurationName/audit-*"),
      ),
      something("lambda:UpdateFunctionCode", arn("lambda", "function:*-audit-*")),
      something(
        "autoscaling:SetDesiredCapacity",
        arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/audit-*"),
      ),
      something("logs:PutLogEvents", arn("logs", "log-group:/aws/lambda/audit:*")),
      something("lambda:InvokeFunction", arn("lambda", "function:audit:*")),
      something("s3:PutObject", "arn:aws:s3:::audit-*/*"),
      something("s3:PutObject", "arn:aws:s3:::a*/*"),
      something("secretsmanager:GetSecretValue", arn("secretsmanager", "secret:okta-??????")),
      // AWS's public parameters belong to no account (AWS Systems Manager User Guide, "Calling AMI public parameters").
      something("ssm:GetParameter", "arn:aws:ssm:us-east-1::parameter/aws/service/canonical/*"),
      // Amazon EC2 Auto Scaling User Guide, "Identity-based policy examples": the id of a group is a wildcard.
      something("autoscaling:SetDesiredCapacity", arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/audit")),
      something("iam:ListAccessKeys", `arn:aws:iam::${account}:user/${variable("aws:username")}`),
      something("s3:GetObject", `arn:aws:s3:::${variable("aws:PrincipalTag/team")}/*`),
    ]),
  );
});

describe("everything, for actions with no or optional resources", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      something("sqs:ListQueues", "*"),
      something("xray:PutTraceSegments", "*"),
      something("cloudwatch:GetMetricData", "*"),
      [
        "metrics of a namespace",
        { Action: "cloudwatch:PutMetricData", Resource: "*", ...when("StringEquals", "cloudwatch:namespace", "Audit") },
      ],
      something("polly:SynthesizeSpeech", "*"),
      something("translate:TranslateText", "*"),
      something("cloudformation:DescribeStacks", "*"),
      // AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC".
      [
        "a function's network interfaces",
        {
          Action: ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"],
          Resource: "*",
        },
      ],
      // AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
      something("logs:CreateLogGroup", arn("logs", "*")),
      nothing("logs:CreateLogGroup", "*"),
      nothing("s3:GetObject", "*"),
      nothing("s3:ListBucket", "*"),
      nothing("es:ESHttpGet", "*"),
      nothing("translate:DeleteTerminology", "*"),
    ]),
  );
});

const instances = { Action: "ec2:StopInstances", Resource: arn("ec2", "instance/*") };
const keys = { Action: "kms:Decrypt", Resource: arn("kms", "key/*") };
const reader = { Action: "sts:AssumeRole", Resource: "arn:aws:iam::*:role/audit-reader" };
const unboundInstances = `Resource::ec2:StopInstances::${instances.Resource}`;
const unboundKeys = `Resource::kms:Decrypt::${keys.Resource}`;

describe("conditions instead of a resource", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      ["a tag of the resource", { ...instances, ...when("StringEquals", "aws:ResourceTag/team", "audit") }],
      ["EC2's own key of a tag", { ...instances, ...when("StringLike", "ec2:ResourceTag/team", "audit-*") }],
      [
        "the caller's tag",
        { ...instances, ...when("StringEquals", "aws:ResourceTag/team", variable("aws:PrincipalTag/team")) },
      ],
      ["any tag", { ...instances, ...when("StringLike", "aws:ResourceTag/team", "*") }, unboundInstances],
      [
        "one of a tag and any",
        { ...instances, ...when("StringLike", "aws:ResourceTag/team", ["a", "?*"]) },
        unboundInstances,
      ],
      [
        "another tag than one",
        { ...instances, ...when("StringNotEquals", "aws:ResourceTag/team", "x") },
        unboundInstances,
      ],
      [
        "a tag, or none",
        { ...instances, ...when("StringEqualsIfExists", "aws:ResourceTag/team", "x") },
        unboundInstances,
      ],
      ["a tag of the request", { ...instances, ...when("StringEquals", "aws:RequestTag/team", "x") }, unboundInstances],
      [
        "a tag that the caller's request names",
        { ...instances, ...when("StringEquals", "aws:ResourceTag/team", variable("aws:RequestTag/team")) },
        unboundInstances,
      ],
      ["a key's alias", { ...keys, ...when("ForAnyValue:StringEquals", "kms:ResourceAliases", "alias/audit") }],
      ["any alias", { ...keys, ...when("ForAnyValue:StringLike", "kms:ResourceAliases", "alias/*") }, unboundKeys],
      [
        "the account's keys through SQS",
        { ...keys, ...when("StringEquals", "kms:ViaService", "sqs.us-east-1.amazonaws.com") },
      ],
      [
        "the account's keys through anything",
        { ...keys, ...when("StringLike", "kms:ViaService", "*.amazonaws.com") },
        unboundKeys,
      ],
      [
        "every account's keys through SQS",
        { ...keys, Resource: "*", ...when("StringEquals", "kms:ViaService", "sqs.us-east-1.amazonaws.com") },
        "Resource::kms:Decrypt::*",
      ],
      [
        "the caller's account's keys through SQS",
        {
          ...keys,
          Resource: "*",
          Condition: {
            StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com", "kms:CallerAccount": account },
          },
        },
      ],
      [
        "every account's keys through SQS, whatever the caller's account",
        {
          ...keys,
          Resource: "*",
          Condition: { StringLike: { "kms:ViaService": "sqs.us-east-1.amazonaws.com", "kms:CallerAccount": "*" } },
        },
        "Resource::kms:Decrypt::*",
      ],
      [
        "a database's tag",
        { Action: "rds:StopDBInstance", Resource: "*", ...when("StringEquals", "rds:db-tag/team", "audit") },
      ],
      [
        "tags of what a call makes",
        {
          Action: "ec2:CreateTags",
          Resource: arn("ec2", "volume/*"),
          ...when("StringEquals", "ec2:CreateAction", "CreateVolume"),
        },
      ],
      [
        "a tag that the request sets",
        { Action: "rds:StopDBInstance", Resource: "*", ...when("StringEquals", "rds:req-tag/team", "audit") },
        "Resource::rds:StopDBInstance::*",
      ],
      [
        "a named role in an organization's accounts",
        { ...reader, ...when("StringEquals", "aws:ResourceOrgID", "o-abcdef1234") },
      ],
      [
        "a named role in any organization's accounts",
        { ...reader, ...when("StringLike", "aws:ResourceOrgID", "*") },
        `Resource::sts:AssumeRole::${reader.Resource}`,
      ],
      [
        "every role in an organization's accounts",
        { ...reader, Resource: "arn:aws:iam::*:role/*", ...when("StringEquals", "aws:ResourceOrgID", "o-abcdef1234") },
        "Resource::sts:AssumeRole::arn:aws:iam::*:role/*",
      ],
      [
        "tasks of a cluster",
        { Action: "ecs:StopTask", Resource: "*", ...when("ArnEquals", "ecs:cluster", arn("ecs", "cluster/audit")) },
      ],
      [
        "tasks of every cluster",
        { Action: "ecs:StopTask", Resource: "*", ...when("ArnLike", "ecs:cluster", arn("ecs", "cluster/*")) },
        "Resource::ecs:StopTask::*",
      ],
    ]),
  );
});

const mismatch = (Action: string, ...Resource: readonly string[]): Case => [
  `${Action} on ${Resource.join()}`,
  { Action, Resource },
  `Mismatch::${Action}::${[...Resource].sort().join()}`,
];

describe("actions on resources that they do not support", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      mismatch("s3:GetObject", "arn:aws:s3:::reports"),
      mismatch("s3:ListBucket", "arn:aws:s3:::reports/*"),
      mismatch("sqs:SendMessage", arn("sns", "x")),
      mismatch("kms:Decrypt", arn("kms", "alias/audit")),
      mismatch("dynamodb:GetItem", queueArn, arn("dynamodb", "global-table/x")),
      [
        "a bucket and its objects for actions of both",
        { Action: ["s3:ListBucket", "s3:GetObject"], Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] },
      ],
      // A `*` at the end of a segment also matches beyond the colon (IAM User Guide, "IAM JSON policy elements:
      // Resource"), as in AWS's own policies.
      [
        "a wildcard that goes beyond a segment",
        { Action: "sqs:SendMessage", Resource: `arn:aws:sqs:*${account}:audit` },
        `Resource::sqs:SendMessage::arn:aws:sqs:*${account}:audit`,
      ],
      ["what is no ARN, which AWS refuses", { Resource: "audit" }],
    ]),
  );
});

const pass = { Action: "IAM:passrole", Resource: roleArn };
const passed = `PassRole::IAM:passrole::${roleArn}`;
const passedTo = (operator: string, service: string) => ({
  ...pass,
  ...when(operator, "IAM:PassedToService", service),
});
const policyArn = `arn:aws:iam::${account}:policy/x`;
const key = arn("kms", "key/6d2d1c33-7a34-4f4c-9e2c-6a6f3b0c1d2e");
const handOn = { Action: "kms:CreateGrant", Resource: key };
const self = `arn:aws:iam::${account}:user/${variable("aws:username")}`;

describe("permissions that are passed on", () => {
  describeCases(
    leastPrivilege,
    grantType,
    grants([
      ["a role to a named service", passedTo("StringEquals", "lambda.amazonaws.com")],
      // The form in AWS's managed policies, for example AmazonECS_FullAccess.
      ["a role to a named service, if to one", passedTo("StringEqualsIfExists", "ecs-tasks.amazonaws.com")],
      ["a role to any service", pass, passed],
      ["a role to all services but one", passedTo("StringNotEquals", "ec2.amazonaws.com"), passed],
      ["a role to a family of services", passedTo("StringLike", "*.amazonaws.com"), passed],
      [
        "every role to a named service",
        { ...passedTo("StringEquals", "lambda.amazonaws.com"), Resource: "*" },
        "Resource::IAM:passrole::*",
      ],
      [
        "a tagged role to a named service: PassRole knows no tags (IAM User Guide, 'Grant a user permissions to pass a role')",
        {
          ...pass,
          Resource: "*",
          Condition: {
            StringEquals: { "iam:PassedToService": "lambda.amazonaws.com", "iam:ResourceTag/team": "audit" },
          },
        },
        "Resource::IAM:passrole::*",
      ],
      [
        "a policy's new version",
        { Action: "iam:CreatePolicyVersion", Resource: policyArn },
        `Escalation::iam:CreatePolicyVersion::${policyArn}`,
      ],
      [
        "a policy of every role",
        { Action: "iam:PutRolePolicy", Resource: `arn:aws:iam::${account}:role/*` },
        `Resource::iam:PutRolePolicy::arn:aws:iam::${account}:role/*`,
        `Escalation::iam:PutRolePolicy::arn:aws:iam::${account}:role/*`,
      ],
      [
        "a role's policy under a boundary",
        {
          Action: "iam:PutRolePolicy",
          Resource: roleArn,
          ...when("StringEquals", "iam:PermissionsBoundary", policyArn),
        },
      ],
      [
        "a named policy to a role",
        { Action: "iam:AttachRolePolicy", Resource: roleArn, ...when("ArnEquals", "iam:PolicyARN", policyArn) },
      ],
      ["the caller's own access keys", { Action: "iam:CreateAccessKey", Resource: self }],
      [
        "another user's access keys",
        { Action: "iam:CreateAccessKey", Resource: `arn:aws:iam::${account}:user/x` },
        `Escalation::iam:CreateAccessKey::arn:aws:iam::${account}:user/x`,
      ],
      ["a grant of a key to anybody", handOn, `Grant::kms:CreateGrant::${key}`],
      ["a grant of a key to AWS's services", { ...handOn, ...when("Bool", "kms:GrantIsForAWSResource", "true") }],
      [
        "a grant of a key to whom is no service",
        { ...handOn, ...when("Bool", "kms:GrantIsForAWSResource", "false") },
        `Grant::kms:CreateGrant::${key}`,
      ],
      ["a grant of a key to a role", { ...handOn, ...when("ArnEquals", "kms:GranteePrincipal", roleArn) }],
    ]),
  );
});

it.each([
  [
    "a key twice",
    '{"Statement":[{"Effect":"Allow","Action":"sqs:*","Action":"sqs:SendMessage","Resource":"X"}]}',
    ["DuplicateKey::Action"],
  ],
  [
    "a key twice, once as an escape",
    '{"Statement":{"Effect":"Allow","\\u0041ction":"sqs:*","Action":[]}}',
    ["DuplicateKey::Action"],
  ],
  ["a key in two objects", '{"Statement":[{"Effect":"Deny","Sid":"a"},{"Effect":"Deny","Sid":"Sid\\": {"}]}', []],
])("a document that writes %s", async (_what, policy, subjects) => {
  const verdicts = await verdictsOn([leastPrivilege], { type: grantType, name: "it", props: { policy } });
  expect(verdicts.map(({ subject }) => subject)).toEqual(subjects);
});

it("a long list is shortened in the sentence, not in the subject", async () => {
  const Resource = Array.from({ length: 7 }, (_, index) => arn("sqs", `q${index}`));
  const props = { policy: documentOf({ Effect: "Allow", Action: "sqs:*", Resource, Sid: "All" }) };
  const [verdict] = await verdictsOn([leastPrivilege], { type: grantType, name: "okta-grant", props });
  expect(verdict?.subject).toBe(`Action::sqs:*::${Resource.join()}::Sid=All`);
  expect(verdict?.message).toBe(
    `okta-grant allows sqs:* on ${Resource.slice(0, 5).join(", ")} and 2 more (statement All), which grants actions with a wildcard; name each action in full.`,
  );
});

it("one statement with several faults has one finding of each kind, and other policies none", async () => {
  const statement = {
    Effect: "Allow",
    Action: ["sqs:DeleteQueue", "iam:CreateAccessKey", "sqs:Get*"],
    Resource: ["*", "arn:aws:sqs:*:*:*"],
  };
  const verdicts = await verdictsOn(policies, {
    type: grantType,
    name: "it",
    props: { policy: documentOf(statement) },
  });
  expect(verdicts.map(({ subject }) => subject)).toEqual([
    "Action::sqs:Get*::*,arn:aws:sqs:*:*:*",
    "Resource::iam:CreateAccessKey,sqs:DeleteQueue::*,arn:aws:sqs:*:*:*",
    "Escalation::iam:CreateAccessKey::*,arn:aws:sqs:*:*:*",
  ]);
});

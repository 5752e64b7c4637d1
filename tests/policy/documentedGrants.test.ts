import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { documentOf } from "./planted/planted";
import { type Case, describeCases } from "./verdictsOn";

// Grants from AWS's documents and AWS CDK. Expected values: each page's own policy passes; the negative cases leave out its restrictions.
const account = "123456789012";
const arn = (service: string, own: string) => `arn:aws:${service}:us-east-1:${account}:${own}`;
const key = arn("kms", "key/6d2d1c33-7a34-4f4c-9e2c-6a6f3b0c1d2e");
const variable = (name: string) => `\${${name}}`;
const own = `arn:aws:iam::*:user/${variable("aws:username")}`;

type Written = string | readonly string[];

/** A case of one statement: its title, actions and resources, and a condition's operator, key and value. */
const grant = (
  what: string,
  Action: Written,
  Resource: Written,
  [operator, conditionKey, value]: readonly [operator?: string, key?: string, value?: string] = [],
  ...subjects: readonly string[]
): Case => {
  const Condition = operator === undefined ? undefined : { [operator]: { [String(conditionKey)]: value } };
  return [what, { policy: documentOf({ Effect: "Allow", Action, Resource, Condition }) }, ...subjects];
};

describeCases(leastPrivilege, "aws:iam/policy:Policy", [
  // AWS CDK, aws-kms: grantEncryptDecrypt; Amazon SNS Developer Guide, "Key management".
  grant("families of a key's operations", ["kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"], key),
  grant("the same on every key", "kms:ReEncrypt*", "*", [], "Resource::kms:ReEncrypt*::*"),
  grant("another family", "kms:Create*", key, [], `Action::kms:Create*::${key}`),
  grant("a family on a queue", "kms:Encrypt*", arn("sqs", "q"), [], `Mismatch::kms:Encrypt*::${arn("sqs", "q")}`),
  // AWS CDK, aws-dynamodb: grantReadData; aws-kinesis: grantRead.
  grant("a table's grant with its stream's", ["dynamodb:Query", "dynamodb:GetRecords"], arn("dynamodb", "table/x")),
  grant(
    "a stream's grant with its consumers'",
    ["kinesis:GetRecords", "kinesis:SubscribeToShard"],
    arn("kinesis", "stream/x"),
  ),
  grant(
    "a stream's action on a table alone",
    "dynamodb:GetRecords",
    arn("dynamodb", "table/x"),
    [],
    `Mismatch::dynamodb:GetRecords::${arn("dynamodb", "table/x")}`,
  ),
  // IAM User Guide, "Example IAM identity-based policies": IAM acts on the caller's own account, even if the ARN has
  // another one.
  grant("the caller's own password", "iam:ChangePassword", own),
  grant("the caller's own SSH keys", ["iam:UploadSSHPublicKey", "iam:CreateServiceSpecificCredential"], own),
  grant("a role by its name", "iam:GetRole", "arn:aws:iam::*:role/audit-*"),
  grant("every role", "iam:GetRole", "arn:aws:iam::*:role/*", [], "Resource::iam:GetRole::arn:aws:iam::*:role/*"),
  grant(
    "a role of any account",
    "sts:AssumeRole",
    "arn:aws:iam::*:role/audit",
    [],
    "Resource::sts:AssumeRole::arn:aws:iam::*:role/audit",
  ),
  grant("an MFA device that is no user's yet", "iam:CreateVirtualMFADevice", "arn:aws:iam::*:mfa/*"),
  grant("policies, to show them", ["iam:GetPolicyVersion", "iam:ListGroupPolicies"], "*"),
  grant("the policy of a role", "iam:GetRolePolicy", "*", [], "Resource::iam:GetRolePolicy::*"),
  // AWS Systems Manager User Guide, "Sample IAM policies for Session Manager", "Create an IAM role with minimal Session Manager permissions".
  grant("the caller's own sessions", "ssm:TerminateSession", `arn:aws:ssm:*:*:session/${variable("aws:username")}-*`),
  grant("an agent's own word", ["ssm:UpdateInstanceInformation", "ssmmessages:OpenDataChannel"], "*"),
  // Amazon CloudWatch API Reference: "scoped to *". Amazon S3 User Guide, "Controlling access to a bucket with user policies".
  grant("composite alarms", ["cloudwatch:DescribeAlarms", "cloudwatch:PutCompositeAlarm"], "*"),
  grant("an alarm", "cloudwatch:PutMetricAlarm", "*", [], "Resource::cloudwatch:PutMetricAlarm::*"),
  grant("the Regions of buckets", ["s3:ListAllMyBuckets", "s3:GetBucketLocation"], "arn:aws:s3:::*"),
  grant("the account's hub and quotas", ["securityhub:GetFindings", "servicequotas:GetServiceQuota"], "*"),
  // IAM User Guide, "Create a service-linked role"; "Permissions boundaries: delegating responsibility".
  grant("a service's own role", "iam:CreateServiceLinkedRole", "*", [
    "StringEquals",
    "iam:AWSServiceName",
    "ecs.amazonaws.com",
  ]),
  grant(
    "the own role of any service",
    "iam:CreateServiceLinkedRole",
    "*",
    ["StringLike", "iam:AWSServiceName", "*.amazonaws.com"],
    "Resource::iam:CreateServiceLinkedRole::*",
  ),
  grant("users under a boundary", ["iam:CreateUser", "iam:PutUserPolicy"], "*", [
    "StringEquals",
    "iam:PermissionsBoundary",
    `arn:aws:iam::${account}:policy/XCompanyBoundaries`,
  ]),
  grant(
    "an end to a boundary",
    "iam:DeleteRolePermissionsBoundary",
    `arn:aws:iam::${account}:role/x`,
    [],
    `Escalation::iam:DeleteRolePermissionsBoundary::arn:aws:iam::${account}:role/x`,
  ),
  // Amazon SES Developer Guide, "Restricting From addresses"; AWS Secrets Manager User Guide, "Lambda rotation function execution role".
  grant("mail from one address", "ses:SendEmail", "*", ["StringEquals", "ses:FromAddress", "marketing@example.com"]),
  grant("mail from any", "ses:SendEmail", "*", ["StringLike", "ses:FromAddress", "*"], "Resource::ses:SendEmail::*"),
  grant("secrets that a function rotates", "secretsmanager:PutSecretValue", "*", [
    "StringEquals",
    "secretsmanager:resource/AllowRotationLambdaArn",
    arn("lambda", "function:rotate"),
  ]),
  // Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API": RunInstances.
  grant("what a call makes", "ec2:RunInstances", [
    "arn:aws:ec2:us-east-1::image/ami-0abcdef1234567890",
    ...["subnet/subnet-0abcdef1234567890", "instance/*", "volume/*", "network-interface/*"].map((one) =>
      arn("ec2", one),
    ),
  ]),
  grant("a store that is made", "cloudtrail:CreateEventDataStore", arn("cloudtrail", "eventdatastore/*")),
  grant(
    "what is there already",
    "ec2:CreateNetworkInterfacePermission",
    arn("ec2", "network-interface/*"),
    [],
    `Resource::ec2:CreateNetworkInterfacePermission::${arn("ec2", "network-interface/*")}`,
  ),
  grant("what a call makes, in any account", "ec2:CreateVolume", "*", [], "Resource::ec2:CreateVolume::*"),
  // Amazon Lex V1 Developer Guide, V2 Developer Guide: the reference has two forms of ARN for a bot's alias.
  grant("a bot's alias", "lex:RecognizeText", arn("lex", "bot-alias/ABCDEFGHIJ/TSTALIASID")),
  grant(
    "every alias",
    "lex:RecognizeText",
    arn("lex", "bot-alias/*/*"),
    [],
    `Resource::lex:RecognizeText::${arn("lex", "bot-alias/*/*")}`,
  ),
]);

// AWS IoT Core Developer Guide, "Thing policy variables"; the id of a client is the client's choice.
describeCases(leastPrivilege, "aws:iot/policy:Policy", [
  grant("a thing's own topic", "iot:Publish", arn("iot", `topic/things/${variable("iot:Connection.Thing.ThingName")}`)),
  grant(
    "any client's topic",
    "iot:Publish",
    arn("iot", `topic/${variable("iot:ClientId")}`),
    [],
    `Resource::iot:Publish::${arn("iot", `topic/${variable("iot:ClientId")}`)}`,
  ),
]);

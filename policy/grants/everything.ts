/**
 * Reports if `*` is the correct resource for an action: AWS's documents use it, or all resource types of the action are optional. In the latter case the
 * action must have no types, list the resources of its only type (Service Authorization Reference, "Actions table": an optional type "can be used"), or
 * read the request's data with the help of a resource. This excludes S3's actions, whose types are alternatives, such as objects and objects of access points.
 * @param types the action's resource types, as `SERVICE:TYPE`, with the action in lower case
 */
export function isForEverything(
  action: string,
  types: readonly { readonly name: string; readonly required: boolean }[],
  accessLevel: string,
): boolean {
  if (onEverything.has(action)) {
    return true;
  }
  const lists = types.length === 1 && accessLevel === "List";
  const reads = accessLevel === "Read" && types.every(({ name }) => helpers.has(name));
  return types.every(({ required }) => !required) && (types.length === 0 || lists || reads);
}

/**
 * Reports if an action creates the resource and AWS generates its id, so the ARN is not known in advance: `ec2:CreateVolume` on `volume/*` (Amazon EC2
 * User Guide, "Example policies to control access the Amazon EC2 API": RunInstances).
 * @param action in lower case
 */
export function isMadeBy(action: string, resource: string): boolean {
  const [, service, type] = /^arn:[^:]+:([^:]+):[^:]*:[^:]*:([\w-]+)\//.exec(resource) ?? [];
  const [ofAction, name] = action.split(":");
  if (service === undefined || type === undefined || service !== ofAction || !generatedIds.has(service)) {
    return false;
  }
  return name === `create${type.replaceAll("-", "")}` || (name === "runinstances" && madeWithInstances.has(type));
}

/**
 * The services whose ids, such as `i-0abc`, AWS generates (Amazon EC2 User Guide, "Resource IDs"; AWS KMS Developer Guide, "Key identifiers"; API
 * references of AWS CloudTrail, Amazon EFS, Amazon FSx and Amazon Cognito user pools).
 */
export const generatedIds: ReadonlySet<string> = new Set([
  "ec2",
  "kms",
  "cloudtrail",
  "elasticfilesystem",
  "fsx",
  "cognito-idp",
]);

const madeWithInstances: ReadonlySet<string> = new Set(["instance", "volume", "network-interface"]);

/**
 * Resource types that only help a call: vocabularies, models and views besides the request's text, image or period (Amazon Polly Developer Guide,
 * "Managing lexicons"; Amazon Translate Developer Guide, "Custom terminology", "Parallel data"; Amazon Comprehend, Amazon Rekognition and AWS Billing,
 * identity-based policy examples; Amazon CloudWatch User Guide, "Permissions reference"), and resources that every account has: its one Security Hub
 * hub, its quotas (Service Authorization Reference).
 */
const helpers: ReadonlySet<string> = new Set([
  "polly:lexicon",
  "translate:terminology",
  "translate:parallel-data",
  "comprehend:entity-recognizer-endpoint",
  "rekognition:projectversion",
  "ce:billingview",
  "cloudwatch:dataset",
  "securityhub:hub",
  "securityhub:hubv2",
  "servicequotas:quota",
]);

/**
 * Actions that AWS's documents allow on `*`:
 * - metrics (Amazon CloudWatch User Guide, "Using condition keys to limit access to CloudWatch namespaces");
 * - composite alarms (Amazon CloudWatch API Reference, DescribeAlarms, DescribeAlarmHistory, PutCompositeAlarm: "scoped to *");
 * - results identified only by the id of a call: the results of a query and the status of a change (Amazon CloudWatch Logs API Reference, GetQueryResults; Amazon
 *   Route 53 API Reference, GetChange);
 * - the response of an Object Lambda function (AWS managed policy AmazonS3ObjectLambdaExecutionRolePolicy);
 * - the network interfaces of functions in a VPC (AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC");
 * - the buckets' Regions, for the console's list (Amazon S3 User Guide, "Controlling access to a bucket with user policies");
 * - the policies of users and groups, for the console (IAM User Guide, "Policy examples: Allow users to view their own permissions");
 * - an agent's report on its instance (AWS Systems Manager User Guide, "Create an IAM role with minimal Session Manager permissions");
 * - an MFA device that is not assigned to a user yet (IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials").
 */
const onEverything: ReadonlySet<string> = new Set([
  "cloudwatch:putmetricdata",
  "cloudwatch:describealarms",
  "cloudwatch:describealarmhistory",
  "cloudwatch:putcompositealarm",
  "ec2:createnetworkinterface",
  "ec2:deletenetworkinterface",
  "ec2:assignprivateipaddresses",
  "ec2:unassignprivateipaddresses",
  "iam:createvirtualmfadevice",
  "iam:getgrouppolicy",
  "iam:getpolicy",
  "iam:getpolicyversion",
  "iam:listattachedgrouppolicies",
  "iam:listgrouppolicies",
  "iam:listpolicyversions",
  "logs:getqueryresults",
  "polly:startspeechsynthesistask",
  "route53:getchange",
  "s3:getbucketlocation",
  "s3-object-lambda:writegetobjectresponse",
  "ssm:updateinstanceinformation",
]);

/** The forms of a condition key's values. */
export type ValueKind =
  | "account"
  | "arn"
  | "context"
  | "literal"
  | "network"
  | "organization"
  | "organization path"
  | "true"
  | "user"
  | "VPC";

/** Condition keys in lower case, with the form of their values. */
export type ConditionKeys = Readonly<Record<string, ValueKind>>;

/**
 * The keys that a service sets when it acts on behalf of a resource (IAM User Guide, "The confused deputy problem", "AWS global condition context
 * keys"). Amazon SNS and Amazon S3 also know the older aws:SourceOwner (Amazon SNS Developer Guide, "Example cases for Amazon SNS access control").
 */
export const sourceKeys: ConditionKeys = {
  "aws:sourceaccount": "account",
  "aws:sourcearn": "arn",
  "aws:sourceorgid": "organization",
  "aws:sourceorgpaths": "organization path",
  "aws:sourceowner": "account",
};

/** Keys that restrict a service that assumes a role: its source, or an external ID (Amazon Cognito Developer Guide, "SMS message settings for user pools"). */
export const trustKeys: ConditionKeys = { ...sourceKeys, "sts:externalid": "literal" };

/**
 * Keys that restrict a service that uses a resource: its source; for a function also a skill's token (AWS Lambda API Reference, AddPermission:
 * EventSourceToken).
 */
export const serviceKeys: ConditionKeys = {
  ...sourceKeys,
  "aws:principalorgid": "organization",
  "lambda:eventsourcetoken": "literal",
};

/**
 * Keys that restrict a service that uses an encryption key: its source, or the encrypted resource (AWS KMS Developer Guide, "Encryption context"). A key
 * that ends in `*` stands for all keys with that prefix.
 */
export const keyServiceKeys: ConditionKeys = {
  ...serviceKeys,
  "kms:calleraccount": "account",
  "kms:encryptioncontext:*": "context",
};

/** The keys of requests through an access point of a bucket (Amazon S3 User Guide, "Configuring IAM policies for using access points"). */
export const accessPointKeys: ConditionKeys = {
  "s3:dataaccesspointaccount": "account",
  "s3:dataaccesspointarn": "arn",
};

/**
 * The keys that name the caller or its network (IAM User Guide, "AWS global condition context keys"). aws:VpcSourceIp is not among them: private
 * addresses are the same in many VPCs. elasticfilesystem:AccessedViaMountTarget restricts a file system to its own VPC (Amazon EFS User Guide, "Using
 * IAM to control file system data access"). Amazon VPC Lattice has its own keys for the caller's VPC (Amazon VPC Lattice User Guide, "Control access to
 * services using auth policies").
 */
export const callerKeys: ConditionKeys = {
  ...sourceKeys,
  ...accessPointKeys,
  "aws:ec2instancesourcevpc": "VPC",
  "aws:principalaccount": "account",
  "aws:principalarn": "arn",
  "aws:principalorgid": "organization",
  "aws:principalorgpaths": "organization path",
  "aws:sourceinstancearn": "arn",
  "aws:sourceip": "network",
  "aws:sourcevpc": "VPC",
  "aws:sourcevpcarn": "arn",
  "aws:sourcevpce": "VPC",
  "aws:userid": "user",
  "aws:vpceaccount": "account",
  "aws:vpceorgid": "organization",
  "aws:vpceorgpaths": "organization path",
  "ec2:sourceinstancearn": "arn",
  "elasticfilesystem:accessedviamounttarget": "true",
  "kms:calleraccount": "account",
  "lambda:sourcefunctionarn": "arn",
  "vpc-lattice-svcs:sourcevpc": "VPC",
  "vpc-lattice-svcs:sourcevpcowneraccount": "account",
};

/** Returns the form of a key's values; undefined if the keys do not include it. */
export function kindOf(keys: ConditionKeys, key: string): ValueKind | undefined {
  const pattern = Object.hasOwn(keys, key)
    ? key
    : Object.keys(keys).find((one) => one.endsWith("*") && key.startsWith(one.slice(0, -1)));
  return pattern === undefined ? undefined : keys[pattern];
}

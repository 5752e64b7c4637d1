import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, trustPolicy } from "./iamDocuments";
import { type IntegrationNames, type Location, resourceArn } from "./names";

/** What the forwarder's role is made with. */
export interface ForwarderRoleArgs {
  readonly names: IntegrationNames;
  readonly location: Location;
  /** The channel that audit events are put into, where they go to CloudTrail Lake. */
  readonly channelArn?: pulumi.Input<string>;
  /** The log group that audit events are put into, where they go to CloudWatch Logs. */
  readonly auditLogGroupArn?: pulumi.Input<string>;
  /** The secret that salts hashes, where there are any. */
  readonly saltSecretArn?: pulumi.Input<string>;
  /** The customer managed key of the queues, where they have one. */
  readonly queueKeyArn?: pulumi.Input<string> | undefined;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly path?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A role, and the policies that a function needs before it can work. */
export interface ForwarderRole {
  readonly role: aws.iam.Role;
  readonly policies: readonly aws.iam.RolePolicy[];
}

/**
 * The role of one function, with exactly the grants it uses, each on one named resource. The channel's grant is a document of
 * its own: the channel's ARN is unknown until it exists, and a document with one unknown value is wholly unknown at a preview.
 */
export function forwarderRole(
  name: string,
  args: ForwarderRoleArgs,
  options: pulumi.CustomResourceOptions,
): ForwarderRole {
  const { names, location } = args;
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: names.role,
      path: args.path,
      description: `What the forwarder of ${name} may do`,
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com"),
      permissionsBoundary: args.permissionsBoundary,
      tags: args.tags,
    },
    options,
  );
  const grant = (suffix: string, Sid: string, Action: readonly string[], Resource: pulumi.Input<string>) =>
    new aws.iam.RolePolicy(
      `${name}-${suffix}`,
      { name: suffix, role: role.name, policy: policyDocument({ Sid, Effect: "Allow", Action, Resource }) },
      options,
    );
  return {
    role,
    policies: [
      grant(
        "receive-events",
        "ReceiveEvents",
        ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        resourceArn(location, "sqs", names.queue),
      ),
      grant("park-rejects", "ParkRejects", ["sqs:SendMessage"], resourceArn(location, "sqs", names.deadLetterQueue)),
      grant(
        "write-log",
        "WriteLog",
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        resourceArn(location, "logs", `log-group:${names.logGroup}:*`),
      ),
      ...(args.channelArn === undefined
        ? []
        : [grant("put-audit-events", "PutAuditEvents", ["cloudtrail-data:PutAuditEvents"], args.channelArn)]),
      ...(args.auditLogGroupArn === undefined
        ? []
        : [
            grant(
              "put-log-events",
              "PutLogEvents",
              ["logs:CreateLogStream", "logs:PutLogEvents"],
              pulumi.interpolate`${args.auditLogGroupArn}:*`,
            ),
          ]),
      ...(args.queueKeyArn === undefined
        ? []
        : [grant("use-queue-key", "UseQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.queueKeyArn)]),
      ...(args.saltSecretArn === undefined
        ? []
        : [grant("read-salt", "ReadSalt", ["secretsmanager:GetSecretValue"], args.saltSecretArn)]),
    ],
  };
}

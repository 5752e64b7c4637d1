import * as pulumi from "@pulumi/pulumi";
import { trustPolicy } from "../aws/iamDocuments";
import { type Location, resourceArn } from "../aws/location";
import type { IntegrationNames } from "../aws/names";
import { type ServiceRole, serviceRole, useKeyThrough } from "../aws/serviceRole";

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
  /** The customer managed key of that secret, where it has one. */
  readonly saltKeyArn?: pulumi.Input<string> | undefined;
  /** The customer managed key of the queues, where they have one. */
  readonly queueKeyArn?: pulumi.Input<string> | undefined;
  readonly permissionsBoundary?: pulumi.Input<string>;
  readonly path?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The role of one function, with exactly the grants it uses, each on one named resource. */
export function forwarderRole(
  name: string,
  args: ForwarderRoleArgs,
  options: pulumi.CustomResourceOptions,
): ServiceRole {
  const { names, location, path, permissionsBoundary, tags } = args;
  const writing = ["logs:CreateLogStream", "logs:PutLogEvents"];
  const on = (Sid: string, Action: readonly string[], Resource: pulumi.Input<string> | undefined) =>
    Resource === undefined ? undefined : { Sid, Action, Resource };
  return serviceRole(
    name,
    `${name}/role`,
    {
      roleName: names.role,
      path,
      description: `What the forwarder of ${name} may do`,
      trust: trustPolicy("lambda.amazonaws.com"),
      permissionsBoundary,
      tags,
      grants: {
        "receive-events": on(
          "ReceiveEvents",
          ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          resourceArn(location, "sqs", names.queue),
        ),
        "park-rejects": on("ParkRejects", ["sqs:SendMessage"], resourceArn(location, "sqs", names.deadLetterQueue)),
        "write-log": on("WriteLog", writing, resourceArn(location, "logs", `log-group:${names.logGroup}:*`)),
        "put-audit-events": on("PutAuditEvents", ["cloudtrail-data:PutAuditEvents"], args.channelArn),
        "put-log-events": on(
          "PutLogEvents",
          writing,
          args.auditLogGroupArn && pulumi.interpolate`${args.auditLogGroupArn}:*`,
        ),
        "use-queue-key": on("UseQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.queueKeyArn),
        "read-salt": on("ReadSalt", ["secretsmanager:GetSecretValue"], args.saltSecretArn),
        "use-salt-key":
          args.saltKeyArn === undefined
            ? undefined
            : useKeyThrough("secretsmanager", "UseSaltKey", ["kms:Decrypt"], args.saltKeyArn, location),
      },
    },
    options,
  );
}

import * as pulumi from "@pulumi/pulumi";
import { trustPolicy } from "../aws/iamDocuments";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole, useKeyThrough } from "../aws/serviceRole";
import type { AuditLogGroupArg, BridgeArgs } from "./bridgeArgs";

/** The role of one function, with exactly the grants it uses, each on one named resource. */
export function forwarderRole(
  name: string,
  args: BridgeArgs & AuditLogGroupArg,
  options: pulumi.CustomResourceOptions,
): ServiceRole {
  const { names, location, rolePath: path, permissionsBoundary, tags, privacy = {} } = args;
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
        "use-queue-key": on("UseQueueKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.encryptionKeys?.queues),
        "read-salt": on("ReadSalt", ["secretsmanager:GetSecretValue"], privacy.saltSecretArn),
        "use-salt-key":
          privacy.saltKeyArn === undefined
            ? undefined
            : useKeyThrough("secretsmanager", "UseSaltKey", ["kms:Decrypt"], privacy.saltKeyArn, location),
      },
    },
    options,
  );
}

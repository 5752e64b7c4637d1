import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/iamDocuments";
import type { ChannelArgs } from "./bridgeArgs";

/** All that an application in this account needs to put audit events into the channel itself; attach it to the application's role. */
export function putAuditEventsPolicy(
  name: string,
  { names, channelArn, rolePath, tags }: ChannelArgs<"solution">,
  options: pulumi.CustomResourceOptions,
): aws.iam.Policy {
  return new aws.iam.Policy(
    `${name}/put-audit-events-policy`,
    {
      name: names.policy,
      path: rolePath,
      description: `Puts the audit events of ${name} into their channel`,
      policy: policyDocument({
        Sid: "PutAuditEvents",
        Effect: "Allow",
        Action: "cloudtrail-data:PutAuditEvents",
        Resource: channelArn,
      }),
      tags,
    },
    options,
  );
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument, policyDocument, refusePlainTransport, trustPolicy } from "../aws/documents";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole } from "../aws/serviceRole";
import type { DetectorArgs, QueriedStore } from "./detectorArgs";

/**
 * Makes a schedule for each scan, and their dead-letter queue. Source: Amazon EventBridge Scheduler User Guide, "Setting
 * up", "Adding context attributes", "Configuring a dead-letter queue".
 */
export function schedules(
  name: string,
  args: DetectorArgs & { readonly function: aws.lambda.Function },
  options: pulumi.CustomResourceOptions,
): aws.sqs.Queue {
  const { names, location, tags } = args;
  const queueArn = resourceArn(location, "sqs", names.deadLetterQueue);
  const deadLetterQueue = new aws.sqs.Queue(
    `${name}/dead-letter-queue`,
    { name: names.deadLetterQueue, sqsManagedSseEnabled: true, messageRetentionSeconds: 1_209_600, tags },
    options,
  );
  new aws.sqs.QueuePolicy(
    `${name}/dead-letter-queue-policy`,
    { queueUrl: deadLetterQueue.url, policy: policyDocument(refusePlainTransport(queueArn)) },
    options,
  );
  const group = new aws.scheduler.ScheduleGroup(`${name}/schedules`, { name: names.scheduleGroup, tags }, options);
  const { role, policies } = schedulerRole(name, args, queueArn, options);
  for (const [scan, { scheduleMinutes, store }] of Object.entries(args.scans)) {
    new aws.scheduler.Schedule(
      `${name}/${scan}`,
      {
        name: scan,
        groupName: group.name,
        description: `Runs the rules on the events of ${scan}`,
        scheduleExpression: rateOf(scheduleMinutes),
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.function.arn,
          roleArn: role.arn,
          // Scheduler replaces the attribute with the scheduled time.
          input: jsonDocument({ scan, store: requestedStore(store), scheduledTime: "<aws.scheduler.scheduled-time>" }),
          deadLetterConfig: { arn: queueArn },
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3_600 },
        },
      },
      pulumi.mergeOptions(options, { dependsOn: [...policies, deadLetterQueue] }),
    );
  }
  return deadLetterQueue;
}

/** Returns the store in the form of a detector request. */
function requestedStore(store: QueriedStore): object {
  switch (store.kind) {
    case "lake":
      return { kind: store.kind, eventDataStoreArn: store.eventDataStoreArn };
    case "logs":
      return { kind: store.kind, logGroupName: store.logGroupName };
    case "athena":
      return { kind: store.kind, workgroup: store.workgroup, database: store.database, table: store.table };
  }
}

/** Writes a rate (Amazon EventBridge Scheduler User Guide, "Rate-based schedules"). */
function rateOf(minutes: number): string {
  if (minutes % 60 === 0) {
    return minutes === 60 ? "rate(1 hour)" : `rate(${minutes / 60} hours)`;
  }
  return minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`;
}

/** Makes the role that the schedules assume: it may call the detector, and send undelivered requests to the dead-letter queue. */
function schedulerRole(
  name: string,
  { names, location, permissionsBoundary, rolePath, tags }: DetectorArgs,
  queueArn: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): ServiceRole {
  return serviceRole(
    name,
    `${name}/schedules-role`,
    {
      roleName: names.schedulerRole,
      path: rolePath,
      description: "Permissions of the schedules of the detections",
      trust: trustPolicy("scheduler.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": location.accountId },
        ArnEquals: { "aws:SourceArn": resourceArn(location, "scheduler", `schedule-group/${names.scheduleGroup}`) },
      }),
      permissionsBoundary,
      tags,
      grants: {
        "call-detector": {
          Sid: "CallDetector",
          Action: ["lambda:InvokeFunction"],
          Resource: resourceArn(location, "lambda", `function:${names.function}`),
        },
        "park-undelivered": { Sid: "ParkUndelivered", Action: ["sqs:SendMessage"], Resource: queueArn },
      },
    },
    options,
  );
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument, policyDocument, refusePlainTransport, trustPolicy } from "../aws/documents";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole } from "../aws/serviceRole";
import type { DetectorArgs, QueriedStore } from "./detectorArgs";

/**
 * Makes a schedule for each detection of each integration, and their dead-letter queue. Source: Amazon EventBridge Scheduler User Guide, "Setting
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
  for (const { logicalName, scheduleName, description, names: requested, schedule, store } of args.requests) {
    new aws.scheduler.Schedule(
      `${name}/${logicalName}`,
      {
        name: scheduleName,
        groupName: group.name,
        description,
        scheduleExpression: schedule,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.function.arn,
          roleArn: role.arn,
          // Scheduler writes its own time in place of the attribute.
          input: jsonDocument({
            ...requested,
            store: requestedStore(store),
            scheduledTime: "<aws.scheduler.scheduled-time>",
          }),
          deadLetterConfig: { arn: queueArn },
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3_600 },
        },
      },
      pulumi.mergeOptions(options, { dependsOn: [...policies, deadLetterQueue] }),
    );
  }
  return deadLetterQueue;
}

/** Gives the store as a request names it. */
function requestedStore(store: QueriedStore): object {
  if (store.kind !== "athena") {
    return store;
  }
  const { kind, workgroup, database, table } = store;
  return { kind, workgroup, database, table };
}

/** What the schedules act as: it may call the one function, and put what it could not hand over into the one queue. */
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
      description: "What the schedules of the detections may do",
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

import { findingEvent } from "../../../functions/detector/findingEvent";
import {
  actions,
  arnPattern,
  ownLogGroups,
  ownNames,
  type PolicyStatement,
  policyText,
  withProjectTag,
} from "./bounds";

/**
 * Writes the permissions boundary of every role that a stack makes as JSON text: the union of what the roles of forwarders, detector and
 * schedules are granted, on the project's own resources. A boundary grants nothing by itself.
 */
export function permissionsBoundary(): string {
  const bound = (
    Sid: string,
    Resource: PolicyStatement["Resource"],
    Action: readonly string[],
    Condition?: PolicyStatement["Condition"],
  ): PolicyStatement => ({ Sid, Effect: "Allow", Action, Resource, ...(Condition && { Condition }) });
  return policyText([
    bound(
      "OwnNames",
      [
        arnPattern("dynamodb", `table/${ownNames}`),
        arnPattern("lambda", `function:${ownNames}`),
        ...ownLogGroups,
        arnPattern("secretsmanager", `secret:${ownNames}`),
        arnPattern("sns", ownNames),
        arnPattern("sqs", ownNames),
      ],
      [
        ...actions("dynamodb", "GetItem PutItem"),
        ...actions("lambda", "InvokeFunction"),
        ...actions("logs", "CreateLogStream GetQueryResults PutLogEvents StartQuery"),
        ...actions("secretsmanager", "GetSecretValue"),
        ...actions("sns", "Publish"),
        ...actions("sqs", "DeleteMessage GetQueueAttributes ReceiveMessage SendMessage"),
      ],
    ),
    bound(
      "Tagged",
      [arnPattern("cloudtrail", "channel/*"), arnPattern("cloudtrail", "eventdatastore/*")],
      [
        ...actions("cloudtrail", "CancelQuery GetQueryResults StartQuery"),
        ...actions("cloudtrail-data", "PutAuditEvents"),
      ],
      withProjectTag("aws:ResourceTag"),
    ),
    bound("Findings", arnPattern("events", "event-bus/*"), actions("events", "PutEvents"), {
      StringEquals: { "events:source": findingEvent.source },
    }),
    // A query that was started has no name.
    bound("StopQueries", "*", actions("logs", "StopQuery")),
    bound("Keys", arnPattern("kms", "key/*"), actions("kms", "Decrypt GenerateDataKey"), {
      Bool: { "aws:ViaAWSService": "true" },
    }),
  ]);
}

import type { ObservedCall } from "../cloudTrailData/options";
import { type CallFault, type FaultPlan, unansweredBy } from "../faults";
import type { HttpHandler } from "../http";
import { type AwsError, awsError, isAwsError } from "../protocol/awsError";
import {
  createJsonHandler,
  type JsonAnswer,
  type JsonCaller,
  operation,
  type ServiceAccess,
} from "../protocol/awsJson";
import { listOf, object, required, text, type ValidInputs, wholeNumber } from "../provider/values";
import { type LogGroup, putLogEvents as limits, type StoredLogEvent } from "./logGroup";
import { checkPutLogEvents } from "./putLogEvents";
import { type LogsQueriesOptions, logsQueryOperations } from "./queries";

interface CloudWatchLogsOptions extends LogsQueriesOptions, ServiceAccess {
  /** The reference time for events that are too new or too old, in milliseconds since 1970. */
  readonly now: () => number;
  /** The storage time of an event, in milliseconds since 1970. */
  readonly ingestionTime: () => number;
  readonly faults?: FaultPlan;
  readonly logged: (group: LogGroup, event: StoredLogEvent) => void;
  readonly called: (call: ObservedCall) => void;
}

/** CloudWatch Logs for writers (CreateLogStream, PutLogEvents) and for Logs Insights (Amazon CloudWatch Logs API Reference). */
export function createCloudWatchLogsHandler(options: CloudWatchLogsOptions): HttpHandler {
  return createJsonHandler({
    signingName: "logs",
    targetPrefix: "Logs_20140328.",
    signature: options.signature,
    invalidCode: "InvalidParameterException",
    operations: {
      ...logsQueryOperations(options),
      CreateLogStream: operation(streamMembers, (input, caller) => createLogStream(input, caller, options)),
      PutLogEvents: operation(putMembers, (input, caller) => putLogEvents(input, caller, options)),
    },
  });
}

const streamMembers = {
  logGroupName: required(text(1, 512)),
  logStreamName: required(text(1, 512, limits.streamName, "neither a colon nor an asterisk")),
};
const logEvent = object({ timestamp: required(wholeNumber({ minimum: 0 })), message: required(text(1)) });
const putMembers = { ...streamMembers, logEvents: required(listOf(logEvent, { minimum: 1, maximum: limits.events })) };

type StreamInput = ValidInputs<typeof streamMembers>;
type PutInput = ValidInputs<typeof putMembers>;

function createLogStream(input: StreamInput, caller: JsonCaller, options: CloudWatchLogsOptions): JsonAnswer {
  const target = findTarget("logs:CreateLogStream", input, caller, options);
  if (isAwsError(target)) {
    return target;
  }
  const { group, stream } = target;
  if (group.streams.has(stream)) {
    const message = "The specified log stream already exists";
    return awsError("ResourceAlreadyExistsException", message);
  }
  group.streams.add(stream);
  return { body: {} };
}

function putLogEvents(input: PutInput, caller: JsonCaller, options: CloudWatchLogsOptions): JsonAnswer {
  const { accessKeyId } = caller;
  const entries = input.logEvents.length;
  const fault = options.faults?.nextCall();
  const refusal = fault === undefined ? undefined : refusals[fault];
  const unanswered = unansweredBy(fault);
  const outcome = refusal ?? (fault === "reset" ? "reset" : take(input, caller, options));
  const taken = typeof outcome === "object" && "taken" in outcome ? outcome.taken : 0;
  const status = typeof outcome === "object" && isAwsError(outcome) ? outcome.status : 200;
  options.called({
    accessKeyId,
    status: unanswered === undefined ? status : 0,
    entries,
    successful: taken,
    failed: status === 200 && outcome !== "reset" ? entries - taken : 0,
    ...(fault !== undefined && { fault }),
  });
  if (unanswered !== undefined || outcome === "reset") {
    return unanswered ?? "reset";
  }
  return isAwsError(outcome) ? outcome : { body: outcome.body, cutShort: fault === "malformed" };
}

interface Taken {
  readonly taken: number;
  readonly body: object;
}

function take(input: PutInput, caller: JsonCaller, options: CloudWatchLogsOptions): Taken | AwsError {
  const target = findTarget("logs:PutLogEvents", input, caller, options);
  if (isAwsError(target)) {
    return target;
  }
  const { group, stream } = target;
  if (!group.streams.has(stream)) {
    return awsError("ResourceNotFoundException", "The specified log stream does not exist.");
  }
  const outcome = checkPutLogEvents(input.logEvents, group, options.now());
  if (isAwsError(outcome)) {
    return outcome;
  }
  const ingestionTime = options.ingestionTime();
  for (const written of outcome.taken) {
    const event = { ...written, ingestionTime, logStreamName: stream };
    group.logEvents.push(event);
    options.logged(group, event);
  }
  const rejectedLogEventsInfo = outcome.rejected;
  const body = Object.keys(rejectedLogEventsInfo).length === 0 ? {} : { rejectedLogEventsInfo };
  return { taken: outcome.taken.length, body };
}

/** Returns the group and stream of a call if the caller has permission to use them. */
function findTarget(
  action: string,
  { logGroupName, logStreamName }: StreamInput,
  caller: JsonCaller,
  { findLogGroup, refusal }: CloudWatchLogsOptions,
): { readonly group: LogGroup; readonly stream: string } | AwsError {
  const group = findLogGroup(logGroupName);
  if (group === undefined || group.arn.split(":")[3] !== caller.region) {
    return awsError("ResourceNotFoundException", "The specified log group does not exist.");
  }
  const denial = refusal(caller, action, `${group.arn}:log-stream:${logStreamName}`);
  return denial ?? { group, stream: logStreamName };
}

/** Amazon CloudWatch Logs API Reference, Common Errors and the errors of PutLogEvents. */
const refusals: Readonly<Partial<Record<CallFault, AwsError>>> = {
  throttle: awsError("ThrottlingException", "Rate exceeded"),
  "internal-error": awsError("InternalFailure", "The request processing has failed.", 500),
  unavailable: awsError("ServiceUnavailableException", "The service cannot complete the request.", 500),
  "access-denied": awsError("AccessDeniedException", "You do not have sufficient access."),
  "expired-token": awsError("ExpiredTokenException", "The security token is expired.", 403),
  "not-found": awsError("ResourceNotFoundException", "The specified log group does not exist."),
  validation: awsError("InvalidParameterException", "A parameter is specified incorrectly."),
};

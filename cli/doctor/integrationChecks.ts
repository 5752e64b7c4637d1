import { GetChannelCommand, GetEventDataStoreCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeEventSourceCommand, DescribeRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetFunctionConfigurationCommand, InvokeCommand, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { cloudTrailDataPackage, packClient, saysClientIsMissing } from "../../functions/clients/cloudTrailDataPackage";
import { haltedQuery } from "../../functions/forwarder/metrics";
import type { VendorOutput } from "../../sandbox/integration";
import { type Answer, type Clients, check, type Finding, failure, gone, ok, warning } from "./check";
import { queueChecks, sinkSubject } from "./queueChecks";

/** Checks the resources of one integration, in the order in which an event passes through them. */
export async function integrationChecks(
  vendor: string,
  output: VendorOutput,
  clients: Clients,
): Promise<readonly Finding[]> {
  const { eventBusName, ruleArn, channelArn, eventDataStoreArn, deliveries = {} } = output;
  const names = Object.entries(deliveries);
  const of = (subject: string) => ({ vendor, subject });
  return (
    await Promise.all([
      eventBusName?.startsWith("aws.partner/")
        ? check(of("event source"), () => eventSource(eventBusName, clients), goneSource)
        : undefined,
      ruleArn !== undefined && eventBusName !== undefined
        ? check(of("rule"), () => rule(ruleArn, eventBusName, clients), gone)
        : undefined,
      queueChecks(vendor, output, clients),
      ...names.flatMap(([sink, { functionName }]) => {
        const ofSink = (subject: string) => of(sinkSubject(subject, sink, names.length));
        return [
          check(ofSink("function"), () => functionState(functionName, clients), gone),
          check(ofSink("function start"), () => functionStart(functionName, clients), gone),
          check(ofSink("event source mapping"), () => mapping(functionName, clients), gone),
        ];
      }),
      channelArn && check(of("channel"), () => channel(channelArn, clients), gone),
      eventDataStoreArn && check(of("event data store"), () => store(eventDataStoreArn, clients), gone),
    ])
  )
    .flat()
    .filter((found): found is Finding => typeof found === "object");
}

const goneSource = failure(
  "The vendor's event source does not exist.",
  "Create it again at the vendor, under the same name, then run pulumi up.",
);

/** Source: Amazon EventBridge API Reference, DescribeEventSource, `State`. */
async function eventSource(Name: string, { eventBridge }: Clients): Promise<Answer> {
  const { State, ExpirationTime } = await eventBridge.send(new DescribeEventSourceCommand({ Name }));
  switch (State) {
    case "ACTIVE":
      return ok("It is active.");
    case "PENDING":
      return failure(
        `It is pending: no event bus is associated with it${ExpirationTime ? `, and it expires at ${ExpirationTime.toISOString()}` : ""}.`,
        "Run pulumi up, which creates its event bus.",
      );
    default:
      return failure(
        "The vendor has deleted it; no events arrive.",
        "Create it again at the vendor, under the same name, then replace its event bus: pulumi up --replace with the bus's URN. An archive is replaced too and loses its events: run npx partner-audit replay first.",
      );
  }
}

async function rule(arn: string, EventBusName: string, { eventBridge }: Clients): Promise<Answer> {
  const Name = arn.split("/").at(-1) ?? "";
  const { State } = await eventBridge.send(new DescribeRuleCommand({ Name, EventBusName }));
  return State === "DISABLED"
    ? failure(
        "It is disabled: events are not delivered.",
        `aws events enable-rule --name ${Name} --event-bus-name ${EventBusName}`,
      )
    : ok("It is enabled.");
}

async function functionState(FunctionName: string, { lambda }: Clients): Promise<Answer> {
  const { State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  if (State === "Failed" || LastUpdateStatus === "Failed") {
    return failure(
      `It is in the state ${State}: ${StateReason ?? LastUpdateStatusReason ?? "no reason is given"}.`,
      "Run pulumi up.",
    );
  }
  return State === "Inactive"
    ? warning("It is inactive: its next start takes longer.", "Nothing, if events are rare.")
    : ok(`It is ${State?.toLowerCase()}.`);
}

async function mapping(FunctionName: string, { lambda }: Clients): Promise<Answer> {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  const [first] = EventSourceMappings;
  if (first === undefined) {
    return failure("There is none: nothing reads the queue.", "Run pulumi refresh, then pulumi up.");
  }
  return first.State === "Enabled"
    ? ok("It is enabled.")
    : failure(
        `It is in the state ${first.State}: the queue is not read.`,
        `aws lambda update-event-source-mapping --uuid ${first.UUID ?? "UUID"} --enabled`,
      );
}

/** Source: AWS CloudTrail API Reference, GetChannel, IngestionStatus. */
async function channel(Channel: string, { cloudTrail }: Clients): Promise<Answer> {
  const { IngestionStatus: status } = await cloudTrail.send(new GetChannelCommand({ Channel }));
  const {
    LatestIngestionAttemptTime: attempt,
    LatestIngestionSuccessTime: success,
    LatestIngestionErrorCode: code,
  } = status ?? {};
  if (attempt === undefined) {
    return warning(
      "No events were put into it yet.",
      "Do something at the vendor that it logs, and run the doctor again in a few minutes.",
    );
  }
  const last =
    success === undefined ? "no attempt ever succeeded" : `the latest success was at ${success.toISOString()}`;
  return code === undefined
    ? ok(`The latest attempt succeeded, at ${attempt.toISOString()}.`)
    : failure(
        `The latest attempt, at ${attempt.toISOString()}, failed with ${code}; ${last}.`,
        `Query the function's log group in Logs Insights: ${haltedQuery}. Its lines have the sink's message under Errors.`,
      );
}

async function store(EventDataStore: string, { cloudTrail }: Clients): Promise<Answer> {
  const { Status } = await cloudTrail.send(new GetEventDataStoreCommand({ EventDataStore }));
  return Status === "ENABLED"
    ? ok("It is enabled.")
    : failure(
        `It is in the state ${Status}.`,
        "Within seven days of its deletion: aws cloudtrail restore-event-data-store.",
      );
}

/**
 * Invokes a forwarder with an empty batch, which starts it but forwards nothing. Reports errors at its start.
 * Sources: AWS Lambda API Reference, Invoke, `FunctionError`; AWS Lambda Developer Guide, "Troubleshoot invocation issues".
 */
export async function functionStart(FunctionName: string, { lambda }: Pick<Clients, "lambda">): Promise<Answer> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify({ Records: [] }) }),
  );
  if (FunctionError === undefined) {
    return ok("It starts, and accepts an empty batch.");
  }
  const { errorType = FunctionError, errorMessage = "no message" } = errorOf(Payload);
  if (saysClientIsMissing(errorMessage)) {
    return failure(
      `The Lambda runtime does not contain ${cloudTrailDataPackage.name}, so the function cannot start (${errorType}).`,
      ["Pack the client with the functions:", ...packClient.map((line) => `  ${line}`), "then run pulumi up."].join(
        "\n",
      ),
    );
  }
  const [problem] = errorMessage.split("\n");
  return failure(
    `It fails on an empty batch: ${errorType}: ${problem}`,
    "Read the function's log, fix the cause, then run pulumi up.",
  );
}

interface FunctionError {
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** An error in the form of the Node.js runtime (AWS Lambda Developer Guide, "Using the Lambda runtime API", initialization error). */
function errorOf(payload: { transformToString(): string } | undefined): FunctionError {
  try {
    return JSON.parse(payload?.transformToString() ?? "{}");
  } catch {
    return {};
  }
}

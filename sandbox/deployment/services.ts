import type { Athena } from "../athena/athena";
import { createAthenaHandler } from "../athena/endpoint";
import type { Workgroup } from "../athena/endpointOptions";
import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import { createCloudTrailHandler, IngestionBook } from "../cloudTrail/endpoint";
import { createCloudTrailDataHandler } from "../cloudTrailData/endpoint";
import {
  type AcceptedEvent,
  type CloudTrailDataOptions,
  channelFinder,
  type ObservedCall,
  parseChannelArn,
} from "../cloudTrailData/options";
import { createCloudWatchLogsHandler } from "../cloudWatchLogs/endpoint";
import type { LogGroup, StoredLogEvent } from "../cloudWatchLogs/logGroup";
import type { CredentialIssuer } from "../credentials";
import { createDynamoDbHandler } from "../dynamoDb/endpoint";
import type { Table } from "../dynamoDb/table";
import type { EventBus } from "../eventBridge/bus";
import { createEventBridgeHandler, type EventSourceState } from "../eventBridge/endpoint";
import type { PutEvent } from "../eventBridge/putEvents";
import { createGateway } from "../gateway";
import type { CatalogTable } from "../glue/table";
import type { HttpHandler, HttpRequest, HttpResponse } from "../http";
import type { Principal } from "../iam/accessRequest";
import { createIdentifiers } from "../identifiers";
import type { Lake } from "../lake/lake";
import { lakeRecord } from "../lake/record";
import { createLambdaHandler } from "../lambda/endpoint";
import type { EventSourceMapping } from "../lambda/eventSourceMapping";
import type { LambdaFunction } from "../lambda/lambdaFunction";
import type { AwsError } from "../protocol/awsError";
import type { JsonCaller } from "../protocol/awsJson";
import type { Bucket, StoredObject } from "../s3/bucket";
import { createS3Handler } from "../s3/endpoint";
import type { ObjectEvent } from "../s3/notifications";
import { createSecretsManagerHandler, type Secret } from "../secretsManager/endpoint";
import { createSnsHandler, type PublishedMessage, type Topic, topicKeyRefusal } from "../sns/endpoint";
import { createSqsHandler } from "../sqs/endpoint";
import type { Queue } from "../sqs/queue";
import { type ChannelSettings, storeId } from "./channels";

interface ServicesOptions {
  readonly clock: Clock;
  readonly lake: Lake;
  readonly credentials: CredentialIssuer;
  readonly authorize: Authorize;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  readonly logGroups: ReadonlyMap<string, LogGroup>;
  /** By name. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly athena: Athena;
  readonly catalogTables: readonly CatalogTable[];
  /** By name. */
  readonly workgroups: ReadonlyMap<string, Workgroup>;
  readonly buses: ReadonlyMap<string, EventBus>;
  /** By name. */
  readonly tables: ReadonlyMap<string, Table>;
  /** By ARN. */
  readonly topics: ReadonlyMap<string, Topic>;
  readonly eventSourceStates: Readonly<Record<string, EventSourceState>>;
  /** The ARNs of the event data stores. */
  readonly eventDataStores: readonly string[];
  /** Functions and mappings are created after the services that they call. */
  readonly functions: () => ReadonlyMap<string, LambdaFunction>;
  readonly mappings: () => readonly EventSourceMapping[];
  readonly secrets: readonly Secret[];
  /** Behaviour of CloudTrail Data, and faults of CloudWatch Logs and Amazon S3. */
  readonly behaviour: Pick<CloudTrailDataOptions, "callsPerSecond" | "faults" | "latencyMilliseconds">;
  readonly seed: number;
  readonly accepted: (event: AcceptedEvent) => void;
  readonly logged: (group: LogGroup, event: StoredLogEvent) => void;
  readonly written: (bucket: Bucket, object: StoredObject) => Promise<number>;
  readonly happened: (bucket: Bucket, event: ObjectEvent) => void;
  readonly called: (call: ObservedCall) => void;
  readonly published: (message: PublishedMessage) => void;
  readonly put: (event: PutEvent) => void;
}

/** The services that functions and operators call. CloudTrail Data writes accepted events into the lake. */
export function createServices(options: ServicesOptions): HttpHandler {
  const { clock, credentials, authorize, queues, channels } = options;
  const queuesByUrl = new Map([...queues.values()].map((queue) => [queue.settings.url, queue]));
  const signature = {
    // Functions sign with the sandbox's clock, outside callers with the machine's.
    now: (signedAt: number) =>
      new Date(Math.abs(signedAt - clock.now()) < Math.abs(signedAt - Date.now()) ? clock.now() : Date.now()),
    secretFor: (accessKeyId: string, sessionToken?: string) => credentials.secretFor(accessKeyId, sessionToken),
  };
  const principalOf = (accessKeyId: string) => credentials.principalOf(accessKeyId);
  const groupsByName = new Map([...options.logGroups.values()].map((group) => [group.name, group]));
  const owned = [...channels.keys()].map((arn) => ({ arn, accountId: parseChannelArn(arn)?.accountId ?? "" }));
  const ingestion = new IngestionBook(() => clock.now());
  const refusal = (
    { accessKeyId }: JsonCaller,
    action: string,
    resource: string,
    context: Readonly<Record<string, string>> = {},
  ) => denied(authorize, principalOf(accessKeyId), action, resource, context);
  const operator = { refusal, signature };
  const gateway = createGateway({
    events: createEventBridgeHandler({
      ...operator,
      clock,
      buses: options.buses,
      newIdentifier: createIdentifiers(`events ${options.seed}`),
      put: options.put,
      eventSourceStates: options.eventSourceStates,
    }),
    cloudtrail: createCloudTrailHandler({
      ...operator,
      channels,
      eventDataStores: options.eventDataStores,
      ingestion,
      lake: options.lake,
    }),
    dynamodb: createDynamoDbHandler({ ...operator, tables: options.tables }),
    sns: createSnsHandler({
      ...operator,
      keyRefusal: ({ accessKeyId }, topicArn) => {
        const principal = principalOf(accessKeyId);
        const topic = options.topics.get(topicArn);
        return principal && topic && topicKeyRefusal(authorize, principal, topic, {});
      },
      topics: options.topics,
      now: () => clock.now(),
      newIdentifier: createIdentifiers(`publications ${options.seed}`),
      published: options.published,
    }),
    lambda: createLambdaHandler({ ...operator, functions: options.functions, mappings: options.mappings }),
    sqs: createSqsHandler({
      findQueue: (url) => queuesByUrl.get(url),
      principalOf,
      authorize,
      signature,
    }),
    logs: createCloudWatchLogsHandler({
      ...operator,
      findLogGroup: (name) => groupsByName.get(name),
      now: () => clock.now(),
      ingestionTime: () => clock.now(),
      ...(options.behaviour.faults && { faults: options.behaviour.faults }),
      logged: options.logged,
      called: options.called,
    }),
    s3: createS3Handler({
      ...{ principalOf, authorize, signature },
      findBucket: (name) => options.buckets.get(name),
      ...(options.behaviour.faults && { faults: options.behaviour.faults }),
      written: options.written,
      happened: options.happened,
      called: options.called,
    }),
    athena: createAthenaHandler({
      ...operator,
      athena: options.athena,
      tables: options.catalogTables,
      workgroups: options.workgroups,
      now: () => clock.now(),
    }),
    secretsmanager: createSecretsManagerHandler({ secrets: options.secrets, principalOf, authorize, signature }),
    "cloudtrail-data": createCloudTrailDataHandler({
      ...options.behaviour,
      now: () => clock.now(),
      seed: options.seed,
      findChannel: channelFinder(owned),
      signature,
      authorize: ({ accessKeyId, action, resource, context }) => {
        const principal = credentials.principalOf(accessKeyId);
        return principal && authorize({ principal, action, resource, context });
      },
      accept: (event) => {
        ingest(options, event);
        options.accepted(event);
      },
      observe: (call) => {
        ingestion.add(call);
        options.called(call);
      },
    }),
  });
  return async (request) => withDateOf(request, await gateway(request));
}

/** The time of an answer is the caller's own: with another time the SDK would correct the caller's clock, which may be the sandbox's. */
function withDateOf({ headers }: HttpRequest, response: HttpResponse): HttpResponse {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(headers["x-amz-date"] ?? "") ?? [];
  if (day === undefined || time === undefined) {
    return response;
  }
  const iso = `${day.replace(/(....)(..)(..)/, "$1-$2-$3")}T${time.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`;
  return { ...response, headers: { ...response.headers, date: new Date(iso).toUTCString() } };
}

function denied(
  authorize: Authorize,
  principal: Principal | undefined,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>>,
): AwsError | undefined {
  const message =
    principal === undefined
      ? "The security token included in the request is invalid."
      : authorize({ principal, action, resource, context });
  return message === undefined ? undefined : { code: "AccessDeniedException", status: 400, message };
}

function ingest({ channels, lake, clock }: ServicesOptions, event: AcceptedEvent): void {
  const region = parseChannelArn(event.channelArn)?.region ?? "";
  for (const destination of channels.get(event.channelArn)?.destinations ?? []) {
    lake.ingest(storeId(destination), lakeRecord({ ...event, ingestionTime: clock.now(), region }));
  }
}

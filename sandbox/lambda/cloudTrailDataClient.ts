/*
 * Stands in for `@aws-sdk/client-cloudtrail-data` where that package is not installed, under the same names. It is put
 * together from the SDK's own published parts, so that signing, retries, time-outs and error handling are the SDK's; only
 * the operation's shape is declared here, as the service's API model has it.
 *
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents; Smithy documentation, HTTP binding traits.
 */
import {
  CloudTrailClient,
  type CloudTrailClientConfig,
  type CloudTrailClientResolvedConfig,
} from "@aws-sdk/client-cloudtrail";
import { AwsRestJsonProtocol } from "@aws-sdk/core/protocols";
import { type Client, Command, ServiceException, type ServiceExceptionOptions } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import { TypeRegistry } from "@smithy/core/schema";
import type {
  HttpHandlerOptions,
  MetadataBearer,
  StaticErrorSchema,
  StaticListSchema,
  StaticOperationSchema,
  StaticStructureSchema,
} from "@smithy/types";

/** One event of a call. */
export interface AuditEvent {
  readonly id: string | undefined;
  readonly eventData: string | undefined;
  readonly eventDataChecksum?: string | undefined;
}

/** What PutAuditEvents takes. */
export interface PutAuditEventsCommandInput {
  readonly auditEvents: readonly AuditEvent[] | undefined;
  /** The channel's ARN, or its ID. */
  readonly channelArn: string | undefined;
  readonly externalId?: string | undefined;
}

/** An event that was ingested. */
export interface AuditEventResultEntry {
  readonly id: string | undefined;
  readonly eventID: string | undefined;
}

/** An event that could not be ingested. */
export interface ResultErrorEntry {
  readonly id: string | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
}

/** What PutAuditEvents answers. */
export interface PutAuditEventsCommandOutput extends MetadataBearer {
  readonly successful: readonly AuditEventResultEntry[] | undefined;
  readonly failed: readonly ResultErrorEntry[] | undefined;
}

/** The configuration every client of the SDK takes. */
export type CloudTrailDataClientConfig = CloudTrailClientConfig;

/** Every error of the service is one of these. */
export class CloudTrailDataServiceException extends ServiceException {
  constructor(options: ServiceExceptionOptions) {
    super(options);
    Object.setPrototypeOf(this, new.target.prototype);
  }
}

const namespace = "com.amazonaws.cloudtraildata";
const syntheticNamespace = `smithy.ts.sdk.synthetic.${namespace}`;
const registries = [TypeRegistry.for(syntheticNamespace), TypeRegistry.for(namespace)];
const baseSchema: StaticErrorSchema = [-3, syntheticNamespace, "CloudTrailDataServiceException", 0, [], []];
registries[0]?.registerError(baseSchema, CloudTrailDataServiceException);

/** The caller's account is not the channel owner's. */
export const ChannelInsufficientPermission = modelledException("ChannelInsufficientPermission");
/** There is no such channel. */
export const ChannelNotFound = modelledException("ChannelNotFound");
/** The channel takes events of another schema. */
export const ChannelUnsupportedSchema = modelledException("ChannelUnsupportedSchema");
/** Two entries of one request have the same ID. */
export const DuplicatedAuditEventId = modelledException("DuplicatedAuditEventId");
/** What was given is no channel's ARN. */
export const InvalidChannelARN = modelledException("InvalidChannelARN");
/** The Region or the account does not have the operation. */
export const UnsupportedOperationException = modelledException("UnsupportedOperationException");

/** A client of the CloudTrail Data service; its endpoint may be set by `endpoint`, `AWS_ENDPOINT_URL_CLOUDTRAIL_DATA` or `AWS_ENDPOINT_URL`. */
export class CloudTrailDataClient extends sdkClient() {
  constructor(config: CloudTrailDataClientConfig = {}) {
    super({
      serviceId: "CloudTrail Data",
      protocol: AwsRestJsonProtocol,
      protocolSettings: { defaultNamespace: namespace, errorTypeRegistries: registries },
      endpointProvider: ({ Endpoint, Region }) => ({
        url: new URL(Endpoint ?? `https://cloudtrail-data.${Region}.amazonaws.com`),
        properties: {
          authSchemes: [{ name: "sigv4", signingName: "cloudtrail-data", signingRegion: Region ?? "", properties: {} }],
        },
      }),
      ...config,
    });
  }
}

const auditEventSchema: StaticStructureSchema = [
  ...structure("AuditEvent"),
  ["eventData", "id", "eventDataChecksum"],
  [0, 0, 0],
];
const requestSchema: StaticStructureSchema = [
  ...structure("PutAuditEventsRequest"),
  ["auditEvents", "channelArn", "externalId"],
  [
    () => list("AuditEvents", () => auditEventSchema),
    [0, { httpQuery: "channelArn" }],
    [0, { httpQuery: "externalId" }],
  ],
];
const successSchema: StaticStructureSchema = [...structure("AuditEventResultEntry"), ["eventID", "id"], [0, 0]];
const failureSchema: StaticStructureSchema = [
  ...structure("ResultErrorEntry"),
  ["errorCode", "errorMessage", "id"],
  [0, 0, 0],
];
const responseSchema: StaticStructureSchema = [
  ...structure("PutAuditEventsResponse"),
  ["failed", "successful"],
  [() => list("ResultErrorEntries", () => failureSchema), () => list("AuditEventResultEntries", () => successSchema)],
];
const operationSchema: StaticOperationSchema = [
  9,
  namespace,
  "PutAuditEvents",
  { http: ["POST", "/PutAuditEvents", 200] },
  () => requestSchema,
  () => responseSchema,
];

/** Ingests up to 100 events into CloudTrail Lake. */
export class PutAuditEventsCommand extends Command.classBuilder<
  PutAuditEventsCommandInput,
  PutAuditEventsCommandOutput,
  CloudTrailClientResolvedConfig,
  PutAuditEventsCommandInput,
  PutAuditEventsCommandOutput
>()
  .ep({
    Endpoint: { type: "builtInParams", name: "endpoint" },
    Region: { type: "builtInParams", name: "region" },
  })
  .m((command, _stack, config) => [getEndpointPlugin(config, command.getEndpointParameterInstructions())])
  .s("CloudTrailDataService", "PutAuditEvents", {})
  .n("CloudTrailDataClient", "PutAuditEventsCommand")
  .sc(operationSchema)
  .build() {}

type SdkClient = Client<
  HttpHandlerOptions,
  PutAuditEventsCommandInput,
  PutAuditEventsCommandOutput,
  CloudTrailClientResolvedConfig
>;

/** The SDK's CloudTrail client, known by what it does for any operation: only its types name CloudTrail's own. */
function sdkClient(): new (config: CloudTrailDataClientConfig) => SdkClient {
  return CloudTrailClient as unknown as new (
    config: CloudTrailDataClientConfig,
  ) => SdkClient;
}

function modelledException(name: string) {
  const exception = class extends CloudTrailDataServiceException {
    constructor(options: Omit<ServiceExceptionOptions, "name" | "$fault">) {
      super({ ...options, name, $fault: "client" });
    }
  };
  const schema: StaticErrorSchema = [-3, namespace, name, { error: "client", httpError: 400 }, ["message"], [0]];
  TypeRegistry.for(namespace).registerError(schema, exception);
  return exception;
}

function structure(name: string): [3, string, string, 0] {
  return [3, namespace, name, 0];
}

function list(name: string, member: () => StaticStructureSchema): StaticListSchema {
  return [1, namespace, name, 0, member];
}

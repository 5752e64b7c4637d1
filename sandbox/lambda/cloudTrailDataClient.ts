/*
 * Replaces `@aws-sdk/client-cloudtrail-data` where it is not installed, under the names that the forwarder uses. Signing, retries, time-outs and
 * errors are the SDK's own; only the operation's shape is declared here. Every error is a CloudTrailDataServiceException.
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
  StaticListSchema,
  StaticOperationSchema,
  StaticStructureSchema,
} from "@smithy/types";

export interface PutAuditEventsCommandInput {
  readonly auditEvents: readonly Readonly<Partial<Record<"id" | "eventData" | "eventDataChecksum", string>>>[];
  /** The channel's ARN, or its ID. */
  readonly channelArn: string;
  readonly externalId?: string;
}

export interface PutAuditEventsCommandOutput extends MetadataBearer {
  readonly successful?: readonly Readonly<Partial<Record<"id" | "eventID", string>>>[];
  readonly failed?: readonly Readonly<Partial<Record<"id" | "errorCode" | "errorMessage", string>>>[];
}

export class CloudTrailDataServiceException extends ServiceException {
  constructor(options: ServiceExceptionOptions) {
    super(options);
    Object.setPrototypeOf(this, new.target.prototype);
  }
}

const namespace = "com.amazonaws.cloudtraildata";
const syntheticNamespace = `smithy.ts.sdk.synthetic.${namespace}`;
const registry = TypeRegistry.for(syntheticNamespace);
registry.registerError(
  [-3, syntheticNamespace, "CloudTrailDataServiceException", 0, [], []],
  CloudTrailDataServiceException,
);

type SdkClient = Client<
  HttpHandlerOptions,
  PutAuditEventsCommandInput,
  PutAuditEventsCommandOutput,
  CloudTrailClientResolvedConfig
>;

// The SDK's CloudTrail client sends any operation: only its types are limited to CloudTrail's own.
const AnyClient = CloudTrailClient as unknown as new (config: CloudTrailClientConfig) => SdkClient;

/** A client of the CloudTrail Data service. Its endpoint can be set with `endpoint`, `AWS_ENDPOINT_URL_CLOUDTRAIL_DATA` or `AWS_ENDPOINT_URL`. */
export class CloudTrailDataClient extends AnyClient {
  constructor(config: CloudTrailClientConfig = {}) {
    super({
      serviceId: "CloudTrail Data",
      protocol: AwsRestJsonProtocol,
      protocolSettings: { defaultNamespace: namespace, errorTypeRegistries: [registry] },
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

const request: StaticStructureSchema = [
  3,
  namespace,
  "PutAuditEventsRequest",
  0,
  ["auditEvents", "channelArn", "externalId"],
  [
    () => listOf("AuditEvent", ["eventData", "id", "eventDataChecksum"]),
    [0, { httpQuery: "channelArn" }],
    [0, { httpQuery: "externalId" }],
  ],
];
const response: StaticStructureSchema = [
  3,
  namespace,
  "PutAuditEventsResponse",
  0,
  ["failed", "successful"],
  [
    () => listOf("ResultErrorEntry", ["errorCode", "errorMessage", "id"]),
    () => listOf("AuditEventResultEntry", ["eventID", "id"]),
  ],
];
const operation: StaticOperationSchema = [
  9,
  namespace,
  "PutAuditEvents",
  { http: ["POST", "/PutAuditEvents", 200] },
  () => request,
  () => response,
];

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
  .sc(operation)
  .build() {}

function listOf(name: string, members: string[]): StaticListSchema {
  return [1, namespace, `${name}s`, 0, () => [3, namespace, name, 0, members, members.map(() => 0)]];
}

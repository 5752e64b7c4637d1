/**
 * Types of AWS's client for the CloudTrail Data Service, as far as the forwarder uses it. Not every registry has the package; the compiler
 * uses these types if it is not installed (`paths` in tsconfig.json), and the package's own types otherwise.
 * Source: AWS SDK for JavaScript v3, client-cloudtrail-data.
 */
interface CloudTrailDataClientConfig {
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly requestHandler?: {
    readonly connectionTimeout?: number;
    readonly requestTimeout?: number;
    readonly throwOnRequestTimeout?: boolean;
  };
}

interface AuditEvent {
  readonly id: string;
  readonly eventData: string;
  readonly eventDataChecksum?: string;
}

interface PutAuditEventsCommandInput {
  readonly auditEvents: AuditEvent[];
  readonly channelArn: string;
  readonly externalId?: string;
}

interface PutAuditEventsCommandOutput {
  readonly successful?: { readonly id?: string; readonly eventID?: string }[];
  readonly failed?: { readonly id?: string; readonly errorCode?: string; readonly errorMessage?: string }[];
}

export declare class PutAuditEventsCommand {
  constructor(input: PutAuditEventsCommandInput);
}

export declare class CloudTrailDataClient {
  constructor(configuration: CloudTrailDataClientConfig);
  send(
    command: PutAuditEventsCommand,
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<PutAuditEventsCommandOutput>;
}

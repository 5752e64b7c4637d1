/**
 * The names of AWS's client for the CloudTrail Data Service that the forwarder uses. Not every registry carries the package,
 * so the compiler has them from here where it is not
 * installed (`paths` in tsconfig.json); the package's own types come first.
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

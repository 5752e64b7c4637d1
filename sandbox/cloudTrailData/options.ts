import type { CallFault, FaultPlan } from "../faults";
import type { SignatureExpectations } from "../protocol/signature";

export interface CloudTrailDataOptions {
  /** Milliseconds since the epoch; calls are counted against the rate by this clock. */
  readonly now: () => number;
  /** Calls per second in one Region. @default 100, CloudTrail's own quota */
  readonly callsPerSecond?: number;
  /** Finds a channel by its ARN or its ID. `channelFinder` creates this function from a list. */
  readonly findChannel: (arnOrId: string) => Channel | undefined;
  /** Accepted signatures. */
  readonly signature: Omit<SignatureExpectations, "service">;
  /** Returns the message of a denial. @default every caller may put events */
  readonly authorize?: (call: AuthorizationCall) => string | undefined;
  /** Faults to inject. @default none */
  readonly faults?: FaultPlan;
  /** Delay of every answer, in milliseconds. @default 0 */
  readonly latencyMilliseconds?: number;
  /** Waits for the given milliseconds. @default the machine's timer */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Makes the service's event IDs the same in every run. @default they are random */
  readonly seed?: number;
  /** Receives each ingested event, in the order of the call. */
  readonly accept: (event: AcceptedEvent) => void;
  /** Receives each call to PutAuditEvents, once, when its answer is known. */
  readonly observe?: (call: ObservedCall) => void;
}

interface AuthorizationCall {
  readonly accessKeyId: string;
  readonly action: "cloudtrail-data:PutAuditEvents";
  readonly resource: string;
  /** Condition keys: `cloudtrail:ExternalId` if the call has one. */
  readonly context: Readonly<Record<string, string>>;
}

export interface AcceptedEvent {
  readonly channelArn: string;
  /** The caller's ID of the event. */
  readonly id: string;
  /** The service's ID of the event, a UUID. */
  readonly eventID: string;
  /** The event's JSON text, as sent. */
  readonly eventData: string;
  readonly accessKeyId: string;
}

export interface ObservedCall {
  /** The channel's ARN, or the caller's name for a channel that does not exist. */
  readonly channelArn?: string;
  readonly accessKeyId?: string;
  /** The HTTP status sent; 0 if the connection was cut instead or no answer was sent. */
  readonly status: number;
  readonly errorCode?: string;
  /** Number of events in the call, if its body was read. */
  readonly entries: number;
  readonly successful: number;
  readonly failed: number;
  readonly fault?: CallFault;
}

export interface Channel {
  readonly arn: string;
  readonly accountId: string;
}

/** Parses `arn:PARTITION:cloudtrail:REGION:ACCOUNT:channel/ID`; `undefined` for anything else (Service Authorization Reference). */
export function parseChannelArn(arn: string) {
  const match = /^arn:aws[a-z-]*:cloudtrail:([a-z]{2}(?:-[a-z]+)+-\d+):(\d{12}):channel\/([A-Za-z0-9-]{1,128})$/.exec(
    arn,
  );
  const [, region = "", accountId = "", channelId = ""] = match ?? [];
  return match === null ? undefined : { region, accountId, channelId };
}

/** Accepts the last part of a channel's ARN, which PutAuditEvents accepts in place of the ARN. */
export function isChannelId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,128}$/.test(text);
}

export function channelFinder(channels: readonly Channel[]): (arnOrId: string) => Channel | undefined {
  const found = new Map<string, Channel>(
    channels.flatMap((channel) => [
      [channel.arn, channel],
      [parseChannelArn(channel.arn)?.channelId ?? channel.arn, channel],
    ]),
  );
  return (arnOrId) => found.get(arnOrId);
}

/** Accepts every well-formed channel ARN as an existing channel, owned by the account in it. An ID alone does not contain an account. */
export function everyChannel(arnOrId: string): Channel | undefined {
  const parts = parseChannelArn(arnOrId);
  return parts === undefined ? undefined : { arn: arnOrId, accountId: parts.accountId };
}

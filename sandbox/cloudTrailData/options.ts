import type { CallFault, FaultPlan } from "../faults";
import type { SignatureExpectations } from "../signature";

export interface CloudTrailDataOptions {
  /** Milliseconds since the epoch: the clock by which calls are counted against the rate. */
  readonly now: () => number;
  /** Calls a second in one Region. @default 100, CloudTrail's own quota */
  readonly callsPerSecond?: number;
  /** Finds a channel by its ARN or by its ID; `channelFinder` makes one from a list. */
  readonly findChannel: (arnOrId: string) => Channel | undefined;
  /** Accepted signatures. */
  readonly signature: Omit<SignatureExpectations, "service">;
  /** Answers with the message of a denial. @default every caller may put events */
  readonly authorize?: (call: AuthorizationCall) => string | undefined;
  /** Faults to inject. @default none */
  readonly faults?: FaultPlan;
  /** Delay of every answer, in milliseconds. @default 0 */
  readonly latencyMilliseconds?: number;
  /** Waits that many milliseconds. @default the machine's timer */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Makes the service's event IDs the same from run to run. @default they are random */
  readonly seed?: number;
  /** Takes each event that is ingested, in the order of the call. */
  readonly accept: (event: AcceptedEvent) => void;
  /** Learns of each call to PutAuditEvents, once, when its answer is known. */
  readonly observe?: (call: ObservedCall) => void;
}

interface AuthorizationCall {
  readonly accessKeyId: string;
  readonly action: "cloudtrail-data:PutAuditEvents";
  readonly resource: string;
  /** Condition keys: `cloudtrail:ExternalId` where the call has one. */
  readonly context: Readonly<Record<string, string>>;
}

export interface AcceptedEvent {
  readonly channelArn: string;
  /** The ID that the caller gave. */
  readonly id: string;
  /** The ID that the service gave, a UUID. */
  readonly eventID: string;
  /** The event's JSON text, as it was sent. */
  readonly eventData: string;
  readonly accessKeyId: string;
}

export interface ObservedCall {
  /** The channel's ARN; as the caller named it where there is no such channel. */
  readonly channelArn?: string;
  readonly accessKeyId?: string;
  /** The HTTP status that was sent; 0 where the connection was cut instead, or nothing came. */
  readonly status: number;
  readonly errorCode?: string;
  /** Number of events in the call, once its body was read. */
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

/** Accepts the last part of a channel's ARN, which PutAuditEvents takes in the ARN's place. */
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

/** Takes every well-formed channel ARN for a channel that exists and is owned by the account in it; no ID alone tells an account. */
export function everyChannel(arnOrId: string): Channel | undefined {
  const parts = parseChannelArn(arnOrId);
  return parts === undefined ? undefined : { arn: arnOrId, accountId: parts.accountId };
}

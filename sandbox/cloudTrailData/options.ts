import type { CallFault, FaultPlan } from "../faults";
import type { SignatureExpectations } from "../signature";
import type { Channel } from "./channel";

/** How the CloudTrail Data endpoint behaves and whom it tells. */
export interface CloudTrailDataOptions {
  /** Milliseconds since the epoch: the clock by which calls are counted against the rate. */
  readonly now: () => number;
  /** Calls a second in one Region. @default 100, CloudTrail's own quota */
  readonly callsPerSecond?: number;
  /** Finds a channel by its ARN or by its ID; `channelFinder` makes one from a list. */
  readonly findChannel: (arnOrId: string) => Channel | undefined;
  /** Whose signatures are taken, for which Region and by which clock. */
  readonly signature: Omit<SignatureExpectations, "service">;
  /** Answers with the message of a denial. @default every caller may put events */
  readonly authorize?: (call: AuthorizationCall) => string | undefined;
  /** What goes wrong on purpose. @default nothing */
  readonly faults?: FaultPlan;
  /** How long every answer takes, in milliseconds, on top of the work. @default 0 */
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

/** A call as IAM sees it. */
export interface AuthorizationCall {
  readonly accessKeyId: string;
  readonly action: "cloudtrail-data:PutAuditEvents";
  /** The channel's ARN. */
  readonly resource: string;
  /** Condition keys: `cloudtrail:ExternalId` where the call has one. */
  readonly context: Readonly<Record<string, string>>;
}

/** An event that the service took. */
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

/** A call and how it ended. */
export interface ObservedCall {
  /** The channel's ARN; as the caller named it where there is no such channel. */
  readonly channelArn?: string;
  readonly accessKeyId?: string;
  /** The HTTP status that was sent; 0 where the connection was cut instead, or nothing came. */
  readonly status: number;
  /** The error's code where the call as a whole was refused. */
  readonly errorCode?: string;
  /** How many events the call held, once its body was read. */
  readonly entries: number;
  readonly successful: number;
  readonly failed: number;
  /** The fault that befell the whole call. */
  readonly fault?: CallFault;
}

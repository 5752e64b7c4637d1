import { createHash } from "node:crypto";
import {
  CancelReplayCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  type DescribeReplayCommandOutput,
  type EventBridgeClient,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import { PersonError } from "../../components/personError";
import type { WaitingWatch } from "../command/progress";

/** The events to replay. Times are in milliseconds since 1970. */
export interface ReplayOptions {
  readonly archiveArn: string;
  /** The only rule that receives the events; other rules of the bus do not receive them again. */
  readonly ruleArn: string;
  readonly since: number;
  readonly until: number;
  /** Starts the replay. Without it, the archive is only read. */
  readonly execute: boolean;
  /** Ends the replay of this time range that is under way. */
  readonly cancel: boolean;
  /** A name in place of the one made from archive, rule and time, to replay the same time range again. */
  readonly name?: string;
}

/** The archive, or the result of the replay. */
export interface ReplayReport {
  readonly name: string;
  readonly archive: { readonly events: number; readonly bytes: number; readonly retentionDays: number };
  /** `NONE` if no replay was started. */
  readonly state: "NONE" | "STARTING" | "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly stateReason?: string;
  /** True if this run started the replay; false if an earlier run did. */
  readonly started: boolean;
}

/**
 * Makes EventBridge send archived events to their bus again, for one rule, and waits for the end. Its progress is from 0 to 1. The replay's name
 * is derived from its options, so the same command resumes watching it. Source: Amazon EventBridge API Reference, StartReplay, DescribeReplay.
 */
export async function replay(
  client: EventBridgeClient,
  options: ReplayOptions,
  watch: WaitingWatch,
): Promise<ReplayReport> {
  const { archiveArn, ruleArn, since, until } = options;
  const ArchiveName = archiveArn.split(":archive/")[1];
  const found = await client.send(new DescribeArchiveCommand({ ArchiveName }));
  const { EventCount = 0, SizeBytes = 0, RetentionDays = 0, EventSourceArn = "" } = found;
  const archive = { events: EventCount, bytes: SizeBytes, retentionDays: RetentionDays };
  const name = options.name ?? nameOf(options);
  if (options.cancel) {
    await client.send(new CancelReplayCommand({ ReplayName: name }));
    return { name, archive, state: "CANCELLING", started: false };
  }
  if (!options.execute) {
    return { name, archive, state: "NONE", started: false };
  }
  const started = await start(client, {
    ReplayName: name,
    EventSourceArn: archiveArn,
    EventStartTime: new Date(since),
    EventEndTime: new Date(until),
    Destination: { Arn: EventSourceArn, FilterArns: [ruleArn] },
  });
  for (;;) {
    const seen = await client.send(new DescribeReplayCommand({ ReplayName: name }));
    watch.progress(shareOf(seen, since, until));
    const state = seen.State ?? "RUNNING";
    if (watch.stopped() || !["STARTING", "RUNNING", "CANCELLING"].includes(state)) {
      return { name, archive, state, started, ...(seen.StateReason && { stateReason: seen.StateReason }) };
    }
    await watch.sleep(watchInterval);
  }
}

/** Interval between status requests, in milliseconds. */
const watchInterval = 5_000;

/** A name that is the same for the same archive, rule and time. A name has at most 64 letters, digits and `. - _`. */
function nameOf({ archiveArn, ruleArn, since, until }: ReplayOptions): string {
  const digest = createHash("sha256").update(`${archiveArn}\n${ruleArn}\n${since}\n${until}`).digest("hex");
  return `partner-audit-${digest.slice(0, 32)}`;
}

/** Starts the replay. Returns false if one of that name exists. */
async function start(
  client: EventBridgeClient,
  input: ConstructorParameters<typeof StartReplayCommand>[0],
): Promise<boolean> {
  try {
    await client.send(new StartReplayCommand(input));
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === "ResourceAlreadyExistsException") {
      return false;
    }
    throw new PersonError(`EventBridge does not start the replay: ${name}: ${message}`);
  }
}

function shareOf({ EventLastReplayedTime, State }: DescribeReplayCommandOutput, since: number, until: number): number {
  if (State === "COMPLETED") {
    return 1;
  }
  const last = EventLastReplayedTime?.getTime() ?? since;
  return Math.min(1, Math.max(0, (last - since) / (until - since)));
}

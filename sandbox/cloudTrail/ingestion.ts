import type { ObservedCall } from "../cloudTrailData/options";

/** How a channel's latest calls ended. Times are in milliseconds since 1970. */
export interface IngestionStatus {
  readonly latestAttempt: number;
  readonly latestSuccess?: number;
  /** The error of the latest attempt, where it failed. */
  readonly latestErrorCode?: string;
}

/** The ingestion status of channels, by ARN (AWS CloudTrail API Reference, IngestionStatus). */
export class IngestionBook {
  private readonly statuses = new Map<string, IngestionStatus>();

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  add({ channelArn, successful, errorCode }: ObservedCall): void {
    if (channelArn === undefined) {
      return;
    }
    const now = this.now();
    const before = this.statuses.get(channelArn)?.latestSuccess;
    const latestSuccess = successful > 0 ? now : before;
    this.statuses.set(channelArn, {
      latestAttempt: now,
      ...(latestSuccess !== undefined && { latestSuccess }),
      ...(errorCode !== undefined && { latestErrorCode: errorCode }),
    });
  }

  of(channelArn: string): IngestionStatus | undefined {
    return this.statuses.get(channelArn);
  }
}

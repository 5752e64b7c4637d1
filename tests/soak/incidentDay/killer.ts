import type { Authorize } from "../../../sandbox/authorization";
import type { Sandbox } from "../../../sandbox/sandbox";
import type { Random } from "../../../sandbox/traffic/madeUp";
import { hour } from "./detectorDay";

export const detectorName = "partner-audit-dev_detector";

/** Lambda repeats a failed call twice (AWS Lambda Developer Guide, asynchronous invocation). */
const mostKillsBetweenRuns = 2;

/**
 * Kills the detector's process at random calls to any service: half of these calls take effect, and none gets a
 * response. It kills at most twice between two runs, so Lambda's retries succeed.
 */
export class Killer {
  killed = 0;
  private sandbox: Sandbox | undefined;
  private readonly killsAfter = new Map<number, number>();

  constructor(
    private readonly random: Random,
    private readonly rate: number,
  ) {}

  /** Starts to kill. */
  watch(sandbox: Sandbox): void {
    this.sandbox = sandbox;
  }

  readonly authorize: Authorize = ({ principal }) => {
    const isDetectors = principal.type === "AWS" && principal.sessionArn?.endsWith(`/${detectorName}`) === true;
    if (this.sandbox === undefined || !isDetectors || this.random.next() >= this.rate) {
      return undefined;
    }
    const target = this.sandbox.functions.get(detectorName);
    // A process that was killed may have sent several calls; they end with it.
    if ((target?.counts.errors["Runtime.ExitError"] ?? 0) < this.killed) {
      return undefined;
    }
    const time = Math.floor(this.sandbox.clock.now() / hour);
    const kills = this.killsAfter.get(time) ?? 0;
    if (kills === mostKillsBetweenRuns) {
      return undefined;
    }
    this.killsAfter.set(time, kills + 1);
    this.killed += 1;
    target?.close();
    return this.random.next() < 0.5 ? undefined : "The caller is gone.";
  };
}

import { hidingFaults } from "../../../sandbox/faults";
import type { SandboxObservers } from "../../../sandbox/sandbox";

/**
 * Learns why an event may be stored although its sender could not know it, and so had to send it again: a fault hid the answer, or
 * the function was killed before it could tell the queue.
 */
export class Causes {
  private readonly causes = new Map<string, string>();
  /** The ids that the call under way has brought in. A call's events are accepted together, before anything else happens. */
  private accepted: string[] = [];
  /** By the session that sent them: ids, and when they were accepted, in milliseconds of the machine's clock. */
  private readonly recent = new Map<string, { readonly id: string; readonly at: number }[]>();

  /** When a function's process was last killed, on the same clock. */
  private readonly killed = new Map<string, number>();

  /** @param functionOf the ARN of the function whose session has this access key, or undefined where it is no function's */
  constructor(private readonly functionOf: (accessKeyId: string) => string | undefined) {}

  readonly observers: SandboxObservers = {
    accepted: ({ id, accessKeyId }) => {
      this.accepted.push(id);
      const functionArn = this.functionOf(accessKeyId);
      if (functionArn !== undefined) {
        const list = this.recent.get(functionArn) ?? [];
        this.recent.set(functionArn, list);
        const at = performance.now();
        list.push({ id, at });
        // A call may still be read when the process that made it is gone.
        if (at - (this.killed.get(functionArn) ?? Number.NEGATIVE_INFINITY) < longestReading) {
          this.add(id, "kill");
        }
      }
    },
    called: ({ fault }) => {
      for (const id of fault !== undefined && hidingFaults.has(fault) ? this.accepted : []) {
        this.causes.set(id, fault ?? "");
      }
      this.accepted = [];
    },
    invoked: (functionArn, { outcome, duration }) => {
      const began = performance.now() - duration;
      const recent = this.recent.get(functionArn) ?? [];
      if (outcome.status === "failed") {
        for (const { id, at } of recent) {
          if (at >= began) {
            this.add(id, "kill");
          }
        }
        this.killed.set(functionArn, performance.now());
      }
      // An invocation lasts its time-out at most.
      this.recent.set(
        functionArn,
        recent.filter(({ at }) => at > performance.now() - longestInvocation),
      );
    },
  };

  /** The first cause stays. */
  private add(id: string, cause: string): void {
    if (!this.causes.has(id)) {
      this.causes.set(id, cause);
    }
  }

  /** What may have had an event stored twice; undefined where nothing did. */
  causeOf(id: string): string | undefined {
    return this.causes.get(id);
  }
}

/** In milliseconds; more than the functions' time-out. */
const longestInvocation = 60_000;
/** In milliseconds: so long may a call lie at the endpoint of a busy machine. */
const longestReading = 5_000;

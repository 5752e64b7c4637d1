import type { Envelope } from "../envelope";
import type { Archive } from "./archive";
import { eventBridgeLimits } from "./limits";
import { compilePattern } from "./pattern";
import type { Target } from "./target";

/** A rule as it was declared. */
export interface RuleSettings {
  readonly name: string;
  readonly arn: string;
  /** Whether its state is `ENABLED`. */
  readonly enabled: boolean;
  /** The event pattern, as an object. */
  readonly pattern: unknown;
}

/** An event bus with its rules and archives; partner buses and others alike. */
export class EventBus {
  readonly rules: Rule[] = [];
  readonly archives: Archive[] = [];

  constructor(readonly name: string) {}

  /**
   * Puts an event on the bus, for every enabled rule that matches it. Throws a `RangeError` for one that is larger than
   * EventBridge takes.
   */
  put(envelope: Envelope): void {
    const event = JSON.stringify(envelope);
    const size = Buffer.byteLength(event);
    if (size > eventBridgeLimits.maximumEventSize) {
      throw new RangeError(
        `The event is ${size} bytes long; EventBridge takes at most ${eventBridgeLimits.maximumEventSize}.`,
      );
    }
    for (const archive of this.archives) {
      archive.offer(envelope, size);
    }
    deliver(
      event,
      this.rules.filter((rule) => rule.matches(envelope)),
    );
  }

  /** Puts an archived event on the bus once more, for those of the given rules that match it, or for every one. It is not archived again. */
  replay(envelope: Envelope, ruleArns: readonly string[]): void {
    const rules = this.rules.filter(({ settings }) => ruleArns.length === 0 || ruleArns.includes(settings.arn));
    deliver(
      JSON.stringify(envelope),
      rules.filter((rule) => rule.matches(envelope)),
    );
  }
}

function deliver(event: string, rules: readonly Rule[]): void {
  for (const target of rules.flatMap((rule) => rule.targets)) {
    target.deliver(event);
  }
}

/** A rule and its targets. */
export class Rule {
  readonly targets: Target[] = [];
  matched = 0;
  private readonly pattern: (event: Envelope) => boolean;

  /** Throws a `PatternError` for a pattern that EventBridge refuses. */
  constructor(readonly settings: RuleSettings) {
    this.pattern = compilePattern(settings.pattern);
  }

  matches(envelope: Envelope): boolean {
    const matches = this.settings.enabled && this.pattern(envelope);
    this.matched += matches ? 1 : 0;
    return matches;
  }
}

import type { Envelope } from "../envelope";
import type { Archive } from "./archive";
import { compilePattern } from "./pattern";
import type { Target } from "./target";

interface RuleSettings {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly pattern: unknown;
}

export class EventBus {
  readonly rules: Rule[] = [];
  readonly archives: Archive[] = [];

  constructor(readonly name: string) {}

  /** Delivers an event to every enabled rule that matches. @throws RangeError for an event that is too large */
  put(envelope: Envelope): void {
    const event = JSON.stringify(envelope);
    const size = Buffer.byteLength(event);
    if (size > eventBridgeLimits.maximumEventSize) {
      throw new RangeError(
        `The event is ${size} bytes long; EventBridge accepts at most ${eventBridgeLimits.maximumEventSize}.`,
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

  /** Puts an archived event on the bus again, for those of the given rules that match it, or for every rule. It is not archived again. */
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

export class Rule {
  readonly targets: Target[] = [];
  matched = 0;
  private readonly pattern: (event: Envelope) => boolean;

  /** Throws a `PatternError` for a pattern that EventBridge rejects. */
  constructor(readonly settings: RuleSettings) {
    this.pattern = compilePattern(settings.pattern);
  }

  matches(envelope: Envelope): boolean {
    const matches = this.settings.enabled && this.pattern(envelope);
    this.matched += matches ? 1 : 0;
    return matches;
  }
}

/** Sizes in bytes (Amazon EventBridge User Guide, Sending events with PutEvents). */
const eventBridgeLimits = {
  /** One event, with its envelope. The page gives 1 MB, read in SQS's meaning, so an event of that size fits into a queue. */
  maximumEventSize: 1_048_576,
} as const;

/** The bus of rules without a bus name. Source: "Amazon EventBridge User Guide, Event buses in Amazon EventBridge". */
export const defaultBusName = "default";

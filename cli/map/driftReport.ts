/** Collects the drift of many events: each kind once, with how often it occurs and where first. */
export class DriftReport {
  private readonly kinds = new Map<string, { events: number; readonly first: string }>();

  /**
   * @param place where the event stands, such as `okta.jsonl line 3`
   * @param kinds a sentence for each kind, repeated or not
   */
  add(place: string, kinds: readonly string[]): void {
    for (const kind of new Set(kinds)) {
      const known = this.kinds.get(kind);
      if (known === undefined) {
        this.kinds.set(kind, { events: 1, first: place });
      } else {
        known.events += 1;
      }
    }
  }

  /** One line for each kind; empty where there is none. */
  text(): string {
    return [...this.kinds]
      .map(([kind, { events, first }]) => `${kind} (events: ${events}, first in ${first})\n`)
      .join("");
  }
}

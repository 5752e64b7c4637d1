import { Heap } from "../heap";
import type { StoredMessage } from "./storedMessage";

/** The messages that are in flight, by the moment they appear. */
export class HiddenMessages {
  private readonly hidings = new Heap<Hiding>((left, right) => left.until < right.until);

  add(message: StoredMessage): void {
    this.hidings.push({ message, until: message.hiddenUntil });
  }

  /** When the next one appears, in milliseconds since 1970. */
  nextAppearance(): number | undefined {
    return this.next()?.until;
  }

  /** Takes out one message whose moment has come. */
  takeDue(now: number): StoredMessage | undefined {
    const next = this.next();
    return next !== undefined && next.until <= now ? this.hidings.pop()?.message : undefined;
  }

  /** What was deleted, or hidden anew until another moment, is passed over here rather than searched for then. */
  private next(): Hiding | undefined {
    for (let next = this.hidings.peek(); next !== undefined; next = this.hidings.peek()) {
      const { state, hiddenUntil } = next.message;
      if (state === "inFlight" && hiddenUntil === next.until) {
        return next;
      }
      this.hidings.pop();
    }
    return undefined;
  }
}

interface Hiding {
  readonly message: StoredMessage;
  readonly until: number;
}

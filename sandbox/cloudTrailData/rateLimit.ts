/**
 * Lets through at most `callsPerSecond` calls in any second of the given clock, for each Region apart; what it refuses
 * does not count.
 *
 * Source: AWS General Reference, "AWS CloudTrail endpoints and quotas" (transactions per second, per Region).
 */
export function createRateLimit(callsPerSecond: number, now: () => number): (region: string) => boolean {
  const admitted = new Map<string, { readonly times: number[]; next: number }>();
  return (region) => {
    const ring = admitted.get(region) ?? { times: [], next: 0 };
    admitted.set(region, ring);
    const time = now();
    const oldest = ring.times[ring.next];
    // The ring holds the latest admitted calls, so the slot that comes next is the one a full second must lie behind.
    if (oldest !== undefined && time - oldest < 1000) return false;
    ring.times[ring.next] = time;
    ring.next = (ring.next + 1) % callsPerSecond;
    return true;
  };
}

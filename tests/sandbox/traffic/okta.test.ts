import { trafficOf } from "../../../sandbox/traffic";

const end = Date.parse("2026-11-20T12:00:00Z");

function okta(count: number, seed: number) {
  return [...(trafficOf("okta")?.events({ count, seed, end }) ?? [])];
}

describe("made-up Okta traffic", () => {
  it("has as many events as asked for, and is the same for the same seed", () => {
    expect(okta(50, 7)).toHaveLength(50);
    expect(okta(50, 7)).toEqual(okta(50, 7));
    expect(okta(50, 7)).not.toEqual(okta(50, 8));
  });

  it("lies within the day before its end", () => {
    const times = okta(200, 1).map(({ published }) => Date.parse(String(published)));
    expect(Math.max(...times)).toBeLessThanOrEqual(end);
    expect(Math.min(...times)).toBeGreaterThan(end - 25 * 60 * 60 * 1000);
  });

  it("repeats about one event in a hundred whole, and no id with another content", () => {
    const events = okta(5000, 3);
    const distinct = new Map(events.map((event) => [event.uuid, JSON.stringify(event)]));
    expect(events.length - distinct.size).toBeGreaterThan(20);
    expect(events.length - distinct.size).toBeLessThan(100);
    for (const event of events) {
      expect(distinct.get(event.uuid)).toBe(JSON.stringify(event));
    }
  });

  it("knows no vendor by a name that is a prototype's", () => {
    expect(trafficOf("constructor")).toBeUndefined();
  });
});

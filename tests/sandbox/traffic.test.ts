import { vendors } from "../../functions/vendors";
import { trafficOf } from "../../sandbox/traffic";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { mapped } from "../functions/vendors/mapped";

const end = Date.parse("2026-11-20T12:00:00Z");
const day = 24 * 60 * 60 * 1000;

function made(vendor: string, count: number, seed: number) {
  return [...(trafficOf(vendor)?.events({ count, seed, end }) ?? [])];
}

const withTraffic = Object.keys(vendors).filter((vendor) => vendor !== "custom");

describe.each(withTraffic)("made-up traffic of %s", (vendor) => {
  it("has the requested number of events, and is the same for the same seed", () => {
    expect(made(vendor, 50, 7)).toHaveLength(50);
    expect(made(vendor, 50, 7)).toEqual(made(vendor, 50, 7));
    expect(made(vendor, 50, 7)).not.toEqual(made(vendor, 50, 8));
  });

  it("is within the day before its end, by event time", () => {
    const times = made(vendor, 200, 1).map((event) => Date.parse(mapped(vendor, event).event.eventTime));
    expect(Math.max(...times)).toBeLessThanOrEqual(end);
    expect(Math.min(...times)).toBeGreaterThan(end - day - 60_000);
  });

  it("repeats about one event in a hundred, and no id with different content", () => {
    const events = made(vendor, 5000, 3).map((event) => ({
      id: mapped(vendor, event).id,
      text: JSON.stringify(event),
    }));
    const distinct = new Map(events.map(({ id, text }) => [id, text]));
    expect(events.length - distinct.size).toBeGreaterThan(20);
    expect(events.length - distinct.size).toBeLessThan(100);
    expect(events.filter(({ id, text }) => distinct.get(id) !== text)).toEqual([]);
  });

  it("has only documented kinds and types", () => {
    const drifts = made(vendor, 300, 1).map((event) => mapped(vendor, event).drift);
    expect(drifts.filter(({ unknownKind, unexpectedTypes }) => unknownKind || unexpectedTypes > 0)).toEqual([]);
  });
});

it("a partner's own audit events belong to its account, and repeat like vendors' events", () => {
  const owner = { eventSource: "clumio", recipientAccountId: "210987654321" };
  const events = [...auditEvents({ count: 5000, seed: 1, end, ...owner })];
  expect(events).toEqual(Array(5000).fill(expect.objectContaining(owner)));
  const repeated = events.length - new Set(events.map(({ UID }) => UID)).size;
  expect(repeated).toBeGreaterThan(20);
  expect(repeated).toBeLessThan(100);
});

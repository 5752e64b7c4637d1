import type { MappedEvent } from "../../functions/mapping/mapping";
import { vendors } from "../../functions/vendors";
import { trafficOf } from "../../sandbox/traffic";
import { incidentOf } from "../../sandbox/traffic/incident";
import { mapped } from "../functions/vendors/mapped";

const end = Date.parse("2026-11-20T20:00:00Z");

function story(vendor: string, seed = 1): readonly MappedEvent[] {
  return incidentOf(vendor, { seed, end }).map((event) => mapped(vendor, event));
}

describe("the made-up incident", () => {
  it("affects four vendors in the last three hours, in order, with documented kinds and types", () => {
    const touched = Object.keys(vendors).filter((vendor) => story(vendor).length > 0);
    expect(touched.sort()).toEqual(["auth0", "github", "okta", "onelogin"]);
    const all = ["okta", "onelogin", "auth0", "github"].flatMap((vendor) => story(vendor));
    const times = all.map(({ event }) => Date.parse(event.eventTime));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.min(...times)).toBeGreaterThan(end - 3 * 60 * 60 * 1000);
    expect(Math.max(...times)).toBeLessThanOrEqual(end);
    expect(all.filter(({ drift }) => drift.unknownKind || drift.unexpectedTypes > 0)).toEqual([]);
  });

  it("has different ids per seed, and equal events for equal seeds", () => {
    const ids = [1, 2].flatMap((seed) => story("okta", seed).map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(incidentOf("okta", { seed: 1, end })).toEqual(incidentOf("okta", { seed: 1, end }));
  });
});

describe("the usual events of a day", () => {
  const eventsOf = (vendor: string) => [...(trafficOf(vendor)?.events({ count: 3_000, seed: 1, end }) ?? [])];

  it.each(["okta", "onelogin", "auth0", "github"])("of %s are mostly in working hours", (vendor) => {
    const hours = eventsOf(vendor).map((event) => new Date(mapped(vendor, event).event.eventTime).getUTCHours());
    const share = (from: number, until: number) =>
      hours.filter((hour) => hour >= from && hour < until).length / hours.length;
    expect(share(7, 18)).toBeGreaterThan(0.8);
    expect(share(0, 5)).toBeLessThan(0.05);
    expect(share(0, 5)).toBeGreaterThan(0);
  });

  it("have administrators who act on other users, and never on themselves", () => {
    const pairs = [
      ...eventsOf("okta").flatMap(({ actor, target }) => {
        const [user] = Array.isArray(target) ? target : [];
        return user?.type === "User" ? [[Object(actor).id, user.id]] : [];
      }),
      ...eventsOf("onelogin").flatMap(({ event_type_id, actor_user_id, user_id }) =>
        event_type_id === 4 || event_type_id === 13 || event_type_id === 24 ? [[actor_user_id, user_id]] : [],
      ),
      ...eventsOf("github").flatMap(({ actor, user }) => (user === undefined ? [] : [[actor, user]])),
    ];
    expect(pairs.length).toBeGreaterThan(40);
    expect(pairs.filter(([actor, user]) => actor === user)).toEqual([]);
  });

  it("have one address per user, and few rare events in a day of many", () => {
    const addresses = new Map<unknown, Set<unknown>>();
    const events = eventsOf("onelogin");
    for (const { actor_user_id, ipaddr } of events) {
      addresses.set(actor_user_id, (addresses.get(actor_user_id) ?? new Set()).add(ipaddr));
    }
    expect([...addresses.values()].filter(({ size }) => size > 1)).toEqual([]);
    expect(addresses.size).toBeGreaterThan(30);
    const rare = events.filter(({ event_type_id }) => [4, 19, 24].includes(Number(event_type_id)));
    expect(rare.length).toBeGreaterThan(0);
    expect(rare.length).toBeLessThan(20);
  });
});

import fc from "fast-check";
import type { ConfiguredMapping } from "../../../functions/mapping/configured/configuredMapping";
import { mostParts } from "../../../functions/mapping/configured/recordParts";
import { type MapResult, mapEvents } from "../../../functions/mapping/mapping";
import type { JsonObject, JsonValue } from "../../../functions/mapping/values/json";

/**
 * An activity of Google Workspace with two actions.
 * Source of the shape: Google Workspace Admin SDK, Reports API, Resource: activities (id, actor, events[], parameters[]).
 */
const activity = {
  id: { time: "2026-11-20T10:00:00.000Z", uniqueQualifier: "-4711", applicationName: "admin" },
  actor: { email: "ana@example.com", profileId: "117" },
  ipAddress: "203.0.113.7",
  events: [
    { type: "USER_SETTINGS", name: "CREATE_USER", parameters: [{ name: "USER_EMAIL", value: "bob@example.com" }] },
    { type: "USER_SETTINGS", name: "CHANGE_PASSWORD", parameters: [{ name: "USER_EMAIL", value: "eve@example.com" }] },
  ],
};

const workspace: ConfiguredMapping = {
  forEach: "event.events",
  id: "event.id.uniqueQualifier",
  eventTime: "event.id.time",
  eventName: "item.name",
  userIdentity: { type: "'User'", principalId: "event.actor.email" },
  sourceIPAddress: "event.ipAddress",
  requestParameters: "pairs(item.parameters, 'name', 'value')",
};

function map(detail: JsonObject, mapping = workspace): readonly MapResult[] {
  const envelope = { "detail-type": "x", source: "y", id: "env-1", time: "2026-11-20T11:00:00Z", detail };
  return mapEvents(envelope, {
    integration: "workspace",
    vendor: "custom",
    recipientAccountId: "123456789012",
    mapping,
  });
}

function mapped(detail: JsonObject, mapping?: ConfiguredMapping) {
  return map(detail, mapping).map((result) => {
    if (result.status === "rejected") {
      throw new Error(result.reason);
    }
    return result;
  });
}

test("each action of a record becomes a separate audit event, with the record's fields", () => {
  const events = mapped(activity).map(({ event }) => event);
  expect(events).toMatchObject([
    { UID: "-4711#0", eventName: "CREATE_USER", requestParameters: { USER_EMAIL: "bob@example.com" } },
    { UID: "-4711#1", eventName: "CHANGE_PASSWORD", requestParameters: { USER_EMAIL: "eve@example.com" } },
  ]);
  for (const event of events) {
    expect(event).toMatchObject({
      userIdentity: { principalId: "ana@example.com" },
      sourceIPAddress: "203.0.113.7",
      eventTime: "2026-11-20T10:00:00Z",
    });
  }
});

test("an audit event has its whole action, and no data of the others", () => {
  const [first, second] = mapped(activity).map(({ event }) => event.additionalEventData);
  expect(first).toMatchObject({ events: [activity.events[0]], id: { uniqueQualifier: "-4711" } });
  expect(JSON.stringify(second)).not.toContain("bob@example.com");
});

test.each<[string, JsonObject]>([
  ["absent", { ...activity, events: null }],
  ["empty", { ...activity, events: [] }],
  ["no list", { ...activity, events: { name: "x" } }],
])("a record whose list is %s becomes one audit event with its own id, and counts as schema drift", (_, detail) => {
  const results = mapped(detail, { ...workspace, eventName: ["item.name", "event.id.applicationName"] });
  expect(results.map(({ event }) => [event.UID, event.eventName])).toEqual([["-4711", "admin"]]);
  expect(results[0]?.drift.unexpectedTypes).toBeGreaterThan(0);
});

test("a list with more items than allowed is rejected", () => {
  const events = Array.from({ length: mostParts + 1 }, () => ({ name: "x" }));
  expect(map({ ...activity, events })).toEqual([
    { status: "rejected", code: "TooManyItems", reason: "The event's list has more than 1000 items." },
  ]);
  expect(map({ ...activity, events: events.slice(1) })).toHaveLength(mostParts);
});

test("every item has its own identity, the same at each delivery", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 20 }), fc.string(), (events, id) => {
      const detail = { ...activity, id: { ...activity.id, uniqueQualifier: id }, events: events as JsonValue };
      const ids = mapped(detail).map((result) => result.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(mapped(JSON.parse(JSON.stringify(detail))).map((result) => result.id)).toEqual(ids);
      for (const one of ids) {
        expect(one).toMatch(/^[-_A-Za-z0-9]{1,128}$/);
      }
    }),
  );
});

test("an event that makes the mapping fail is rejected without any of its content", () => {
  const detail = {
    get secret(): string {
      throw new RangeError("hunter2");
    },
  };
  expect(map(detail)).toEqual([
    { status: "rejected", code: "MappingFailed", reason: "The event could not be mapped: RangeError." },
  ]);
});

import type { JsonObject } from "../../../functions/mapping/values/json";
import { mapped, noDrift } from "./mapped";

const laura = { id: "P553OPV", type: "user_reference", summary: "Laura Haley" };

/** Source: PagerDuty Developer Documentation, Webhooks Overview (V3), its example, shortened. */
const v3 = {
  id: "5ac64822-4adc-4fda-ade0-410becf0de4f",
  event_type: "incident.priority_updated",
  resource_type: "incident",
  occurred_at: "2020-10-02T18:45:22.169Z",
  agent: laura,
  client: { name: "PagerDuty" },
  data: { id: "PGR0VU2", type: "incident", title: "A little bump in the road", urgency: "high" },
};

/** Source: PagerDuty Developer Documentation, V2 Overview, its example of `incident.trigger`, shortened. */
const v2 = {
  id: "8a1d6420-e9c4-11e5-b1d4-0242ac110002",
  event: "incident.trigger",
  created_on: "2017-09-26T15:14:36Z",
  log_entries: [
    {
      id: "R2XGXEI3W0FHMSDXHDIBQGBQ5E",
      type: "trigger_log_entry",
      created_at: "2017-09-26T15:14:36Z",
      agent: laura,
    },
  ],
  webhook: { id: "PKT9NNX", type: "webhook" },
  incident: { incident_number: 33, title: "My new incident", status: "triggered" },
};

test.each([
  ["within its wrapper", { event: v3 }],
  ["without it", v3],
])("a V3 event %s", (_how, detail) => {
  const { event, drift } = mapped("pagerduty", detail);
  expect(event).toMatchObject({
    version: "3",
    eventName: "incident.priority_updated",
    UID: v3.id,
    eventTime: "2020-10-02T18:45:22Z",
    userIdentity: { type: "user_reference", principalId: "P553OPV", details: { summary: "Laura Haley" } },
    requestParameters: v3.data,
  });
  expect([event.errorCode, drift]).toEqual([undefined, noDrift]);
});

describe("a V2 message", () => {
  const expected = {
    version: "2",
    eventName: "incident.trigger",
    UID: v2.id,
    eventTime: "2017-09-26T15:14:36Z",
    userIdentity: { type: "user_reference", principalId: "P553OPV" },
    requestParameters: { incident: v2.incident, log_entries: v2.log_entries, webhook: v2.webhook },
  };

  test("is mapped from its own fields", () => {
    const { event, drift } = mapped("pagerduty", v2);
    expect(event).toMatchObject(expected);
    expect(drift).toEqual(noDrift);
  });

  test("without an id and a time uses those of its log entry", () => {
    const { id: _id, created_on: _time, ...rest } = v2;
    expect(mapped("pagerduty", rest).event).toMatchObject({ ...expected, UID: "R2XGXEI3W0FHMSDXHDIBQGBQ5E" });
  });
});

// Source: Webhooks Overview (V3): `agent` "indicates who or what initiated the event", `client` "where the event was triggered"; both may be null.
test.each<[string, JsonObject, readonly [string, string]]>([
  ["a service", { agent: { id: "PS1", type: "service_reference" } }, ["service_reference", "PS1"]],
  ["a user without an id", { agent: { type: "user_reference", id: null } }, ["user_reference", "Unknown"]],
  ["a name without a type", { agent: { summary: "Laura Haley" } }, ["Unknown", "Laura Haley"]],
  ["an integration", { agent: null, client: { name: "Monitoring Service" } }, ["Application", "Monitoring Service"]],
  ["PagerDuty's own client", { agent: null, client: { name: "PagerDuty" } }, ["System", "PagerDuty"]],
  ["PagerDuty itself", { agent: null, client: null }, ["System", "PagerDuty"]],
])("%s is the actor, and no one else", (_who, fields, actor) => {
  const { type, principalId } = mapped("pagerduty", { event: { ...v3, ...fields } }).event.userIdentity;
  expect([type, principalId]).toEqual(actor);
});

test.each([
  ["incident.conference_bridge.updated", false],
  ["service.deleted", false],
  ["incident.of_tomorrow", true],
])("%s is counted as unknown: %s", (event_type, unknownKind) => {
  expect(mapped("pagerduty", { event: { ...v3, event_type } }).drift.unknownKind).toBe(unknownKind);
});

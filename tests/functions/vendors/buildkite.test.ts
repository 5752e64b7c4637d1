import published from "../../../functions/vendors/kinds/buildkite.json";
import { actorOf, mapped, noDrift } from "./mapped";

const context = {
  request_id: "r1",
  request_ip: "203.0.113.7",
  session_key: "pemF0aW9uLStMDE4NjDAtNzk1YS00YW",
  session_user_uuid: "da55860c-94f9-4275-91cb-3986590f45b5",
  request_user_agent: "Mozilla/5.0 (Macintosh)",
  session_created_at: "2023-03-25T23:30:54.559Z",
};

/** Source: Buildkite Documentation, Amazon EventBridge, "Audit Event Logged". */
const overEventBridge = {
  version: 1,
  organization: { uuid: "ae85860c-94f9-4275-91cb-3986590f45b5", graphql_id: "T3Jn", slug: "buildkite" },
  event: {
    uuid: "da55860c-94f9-4275-91cb-3986590f45b5",
    occurred_at: "2023-03-25 23:14:43 UTC",
    type: "ORGANIZATION_UPDATED",
    data: { name: "Buildkite" },
    subject_type: "Organization",
    subject_uuid: "af7e863c-94f9-4275-91sb-3986590f45b5",
    subject_name: "Buildkite",
    context: JSON.stringify(context),
  },
  actor: { name: "Buildkite member", type: null, uuid: "df75860c-94f9-4275-91cb-3986590f45b5" },
};

/** Source: Buildkite Documentation, Audit events API. */
const overRest = {
  uuid: "0191e71a-552b-7be5-8a3d-8e0fc2c84e52",
  graphql_id: "QXVk",
  type: "OrganizationUpdatedEvent",
  occurred_at: "2024-11-12T09:15:04.000Z",
  actor: { type: "User", uuid: "3d3c3bf0-7d58-4afe-8fe7-b3017d5504de", name: "Sam Kim" },
  subject: { type: "Organization", uuid: "bb3125de-4dc9-44cf-ad18-65d2b71a5a34", name: "acme-inc" },
  context: { type: "WebContext", request_ip: "192.0.2.1", request_user_agent: "Mozilla/5.0" },
  data: {},
  url: "https://api.buildkite.com/v2/organizations/acme-inc/audit_events/0191e71a-552b-7be5-8a3d-8e0fc2c84e52",
};

test("an event of EventBridge is read, including the context in a JSON text", () => {
  const { event, drift, eventData, redacted } = mapped("buildkite", overEventBridge);
  expect(event).toMatchObject({
    version: "1",
    eventName: "ORGANIZATION_UPDATED",
    UID: "da55860c-94f9-4275-91cb-3986590f45b5",
    eventTime: "2023-03-25T23:14:43Z",
    userIdentity: { type: "User", principalId: overEventBridge.actor.uuid, details: { name: "Buildkite member" } },
    sourceIPAddress: "203.0.113.7",
    userAgent: "Mozilla/5.0 (Macintosh)",
    requestParameters: {
      subject_type: "Organization",
      subject_uuid: "af7e863c-94f9-4275-91sb-3986590f45b5",
      subject_name: "Buildkite",
      data: { name: "Buildkite" },
      organization: overEventBridge.organization,
    },
    additionalEventData: { event: { context: { request_id: "r1", session_created_at: "2023-03-25T23:30:54.559Z" } } },
  });
  expect(drift).toEqual(noDrift);
  // The key of a session.
  expect(eventData).not.toContain(context.session_key);
  expect(redacted).toEqual(["event.context.session_key"]);
});

test("an event of the REST API has the same name", () => {
  const { event, drift } = mapped("buildkite", overRest);
  expect(event).toMatchObject({
    eventName: "ORGANIZATION_UPDATED",
    eventTime: "2024-11-12T09:15:04Z",
    UID: overRest.uuid,
    userIdentity: { type: "User", principalId: "3d3c3bf0-7d58-4afe-8fe7-b3017d5504de" },
    sourceIPAddress: "192.0.2.1",
    userAgent: "Mozilla/5.0",
    requestParameters: { subject: overRest.subject },
  });
  expect(drift).toEqual(noDrift);
});

// Source: Buildkite Documentation, Audit events API ("May be null for system-generated events").
test("the actor is Buildkite if none is named, and of unknown kind if the event does not state it", () => {
  expect(actorOf("buildkite", { ...overRest, actor: null, context: null })).toEqual(["System", "Buildkite"]);
  expect(actorOf("buildkite", { ...overEventBridge, event: { ...overEventBridge.event, context: null } })).toEqual([
    "Unknown",
    "df75860c-94f9-4275-91cb-3986590f45b5",
  ]);
});

test.each(["not JSON", "[1]", '"text"', "{", " "])("a context that is no JSON object stays unchanged: %j", (text) => {
  const { event } = mapped("buildkite", { ...overEventBridge, event: { ...overEventBridge.event, context: text } });
  expect(event.sourceIPAddress).toBeUndefined();
  expect(JSON.stringify(event.additionalEventData)).toContain(`"context":${JSON.stringify(text)}`);
});

// Buildkite Documentation, Audit events API: upper case with underscores, without the suffix `Event`.
test.each([
  ["AgentTokenCreatedEvent", "AGENT_TOKEN_CREATED"],
  ["APIAccessTokenCreatedEvent", "API_ACCESS_TOKEN_CREATED"],
  ["SSOProviderUpdatedEvent", "SSO_PROVIDER_UPDATED"],
  ["UserTotpDeletedEvent", "USER_TOTP_DELETED"],
])("%s is recognized by its constant, %s", (type, name) => {
  const { event, drift } = mapped("buildkite", { ...overRest, type });
  expect([event.eventName, drift]).toEqual([name, noDrift]);
  expect(published.kinds).toContain(name);
});

test("an undocumented type is kept and counted", () => {
  const { event, drift } = mapped("buildkite", { ...overRest, type: "OfTomorrowEvent" });
  expect([event.eventName, drift.unknownKind]).toEqual(["OfTomorrowEvent", true]);
});

import type { JsonObject } from "../../../functions/mapping/values/json";
import { oneLoginEventTypes, oneLoginFailures, oneLoginSignIns } from "../../../functions/vendors/oneLoginEventTypes";
import { actorOf, mapped, noDrift } from "./mapped";

const base = { uuid: "u1", event_timestamp: "2026-11-01 10:00:00 UTC" };

function event(fields: JsonObject) {
  return mapped("onelogin", { ...base, ...fields });
}

describe("event types", () => {
  // Sources: OneLogin API client for Python, tests of EventType; OneLogin webhook plugin for Mattermost.
  test.each([
    [1, "APP_ADDED_TO_ROLE"],
    [2, "APP_REMOVED_FROM_ROLE"],
    [3, "USER_ASSUMED_USER"],
    [4, "USER_ASSIGNED_ROLE"],
    [5, "USER_LOGGED_INTO_ONELOGIN"],
    [6, "USER_FAILED_ONELOGIN_LOGIN"],
    [12, "UNLOCKED_USER"],
    [13, "CREATED_USER"],
    [15, "DEACTIVATED_USER"],
    [17, "DELETED_USER"],
    [19, "USER_LOCKED"],
    [24, "USER_REMOVED_OTP_DEVICE"],
    [69, "USER_REJECTED_BY_RADIUS"],
    // OneLogin API documentation, Event Resource: "User manually added to role", "API credential created", ...
    [7, "USER_LOGGED_OUT_OF_ONELOGIN"],
    [72, "PRIVILEGE_GRANTED_TO_USER"],
    [147, "USER_MANUALLY_ADDED_TO_ROLE"],
    [155, "IMPORT_OF_DIRECTORY_FIELDS_EXPERIENCED_AN_EXCEPTION"],
    [179, "API_CREDENTIAL_CREATED"],
    [531, "LOCKED_USER_VIA_API"],
    // No document lists this type.
    [90, "ONELOGIN_EVENT_90"],
  ])("%d, as a number and as a text, has the name %s", (event_type_id, name) => {
    for (const id of [event_type_id, String(event_type_id)]) {
      const { event: mappedEvent, drift } = event({ event_type_id: id });
      expect([mappedEvent.eventName, drift]).toEqual([name, { ...noDrift, unknownKind: event_type_id === 90 }]);
    }
  });
});

describe("failures", () => {
  // By the documented descriptions: "Provisioning exception", "Could not authenticate to app", "API request unauthorized", ...
  test.each([6, 25, 45, 47, 50, 67, 69, 85, 105, 121, 133, 134, 138, 155, 210, 400, 401, 517, 532])(
    "%d is an error with its name as the error code",
    (event_type_id) => {
      const { errorCode, eventName } = event({ event_type_id }).event;
      expect(errorCode).toBe(eventName);
    },
  );

  // "Active Directory Connector failed over", "Creation of new entitlements in a service succeeded or failed", "User locked", "Locked user via API".
  test.each([5, 19, 46, 66, 125, 130, 531, 999])("%d is not an error", (event_type_id) => {
    expect(event({ event_type_id, error_description: "" }).event.errorCode).toBeUndefined();
  });

  test("an error description marks a failure of any type", () => {
    expect(event({ event_type_id: 999, error_description: "Role not found" }).event).toMatchObject({
      errorCode: "ONELOGIN_EVENT_999",
      errorMessage: "Role not found",
    });
  });

  test("no type with such a documented description is left out", () => {
    const said = /FAIL|EXCEPTION|REJECTED|DENIED|COULD_NOT|UNAUTHORIZED|BAD_REQUEST|ERROR/;
    const left = Object.entries(oneLoginEventTypes).filter(
      ([id, name]) => said.test(name) !== oneLoginFailures.includes(id),
    );
    expect(left).toEqual([
      ["46", "ACTIVE_DIRECTORY_CONNECTOR_FAILED_OVER"],
      ["125", "CREATION_OF_NEW_ENTITLEMENTS_IN_A_SERVICE_SUCCEEDED_OR_FAILED"],
    ]);
  });
});

describe("the actor", () => {
  const target = { user_id: 20, user_name: "Vera" };
  // Source of the fields' meaning: OneLogin API documentation, Event Webhooks and Get Events.
  test.each<[string, JsonObject, readonly [string, string]]>([
    ["a user", { actor_user_id: 30, actor_user_name: "Ann" }, ["User", "30"]],
    ["a user by name", { actor_user_name: "Ann" }, ["User", "Ann"]],
    ["a system", { actor_system: "Mapping", actor_user_id: null }, ["System", "Mapping"]],
    ["unknown without a name", { actor_system: "", actor_user_id: null, actor_user_name: "" }, ["Unknown", "Unknown"]],
    ["unknown for the id 0", { actor_user_id: 0, ...target }, ["Unknown", "Unknown"]],
    [
      "a user who acts as another user",
      { actor_user_id: 20, assuming_acting_user_id: 30, ...target },
      ["AssumedUser", "20"],
    ],
  ])("%s", (_who, fields, actor) => {
    expect(actorOf("onelogin", { ...base, ...target, event_type_id: 17, ...fields })).toEqual(actor);
  });

  test("is the user only in sign-ins", () => {
    expect(actorOf("onelogin", { ...base, event_type_id: 6, ...target })).toEqual(["User", "20"]);
    expect(actorOf("onelogin", { ...base, event_type_id: 19, ...target })).toEqual(["Unknown", "Unknown"]);
    const names = oneLoginSignIns.map((id) => oneLoginEventTypes[id]);
    expect(names.filter((name) => !/LOG|RADIUS|AUTHENTICAT|BIND|SIGN_IN/.test(name ?? ""))).toEqual([]);
  });
});

// Source: OneLogin API documentation, Event Webhooks: ids of users are positive numbers, and the description is one of an error.
test("nothing is read from an id of 0 and from a blank description", () => {
  const fields = { event_type_id: 8, actor_user_id: 501, assuming_acting_user_id: 0, error_description: " " };
  const { userIdentity, errorCode } = event(fields).event;
  expect([userIdentity.type, userIdentity.principalId, errorCode]).toEqual(["User", "501", undefined]);
});

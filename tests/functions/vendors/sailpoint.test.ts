import type { JsonObject } from "../../../functions/mapping/values/json";
import { actorOf, mapped, noDrift } from "./mapped";

function event(triggerId: string, payload: JsonObject) {
  return mapped("sailpoint", { _metadata: { triggerId, invocationId: "i1" }, ...payload });
}

const ana = { type: "IDENTITY", id: "id-ana", name: "Ana" };
const bob = { type: "IDENTITY", id: "id-bob", name: "Bob" };

/** Source: SailPoint Developer Documentation, Provisioning Completed, its example. */
const provisioning = {
  trackingNumber: "4b4d982d",
  sources: "Corp AD",
  action: "IdentityRefresh",
  errors: ["Connector AD Failed"],
  warnings: ["Notification Skipped due to invalid email"],
  recipient: bob,
  requester: ana,
  accountRequests: [{ accountId: "CN=Bob", accountOperation: "Modify", provisioningResult: "SUCCESS" }],
};

/** Source: SailPoint API (2024), schema AccountAggregationCompleted. */
const aggregation = {
  source: { id: "s1", name: "AD", type: "SOURCE" },
  status: "Success",
  started: "2026-11-01T09:00:00Z",
  completed: "2026-11-01T09:30:00Z",
  errors: null,
  warnings: null,
  stats: { scanned: 3 },
};

test("a provisioning has its requester, its recipient and its failure", () => {
  const { event: mappedEvent, drift } = event("idn:post-provisioning", provisioning);
  expect(mappedEvent).toMatchObject({
    eventName: "idn:post-provisioning",
    UID: "i1",
    userIdentity: { type: "IDENTITY", principalId: "id-ana", details: { name: "Ana" } },
    errorCode: "Failed",
    errorMessage: "Connector AD Failed",
    requestParameters: {
      trackingNumber: "4b4d982d",
      sources: "Corp AD",
      action: "IdentityRefresh",
      recipient: bob,
      requester: ana,
      accountRequests: provisioning.accountRequests,
    },
    responseElements: { errors: provisioning.errors, warnings: provisioning.warnings },
  });
  expect(drift).toEqual(noDrift);
});

describe("outcomes", () => {
  // Source: SailPoint API (2024): the status of an aggregation is Success, Failed or Terminated.
  test.each<[string, JsonObject, string | undefined]>([
    ["a success", {}, undefined],
    ["a success without errors", { errors: [] }, undefined],
    ["a failure", { status: "Failed" }, "Failed"],
    ["an aggregation that was ended", { status: "Terminated" }, "Terminated"],
    ["errors beside a success", { errors: ["Account 4 has no identity"] }, "Failed"],
    ["a failure with errors", { status: "Failed", errors: ["boom"] }, "Failed"],
  ])("%s", (_name, fields, errorCode) => {
    const { event: mappedEvent } = event("idn:account-aggregation-completed", { ...aggregation, ...fields });
    expect(mappedEvent.errorCode).toBe(errorCode);
    expect(mappedEvent.responseElements).toMatchObject({ status: fields.status ?? "Success", stats: { scanned: 3 } });
    expect(mappedEvent.eventTime).toBe("2026-11-01T09:30:00Z");
  });

  // Source: SailPoint API (2024), schema ProvisioningCompleted: accountRequests has no maximum length.
  test.each([
    ["PENDING", undefined],
    ["FAILED", "Failed"],
  ])("a provisioning whose thirty-first account request is %s has the error code %s", (last, errorCode) => {
    const accountRequests = [...Array(30).fill("SUCCESS"), last].map((provisioningResult) => ({ provisioningResult }));
    const { event: mappedEvent } = event("idn:post-provisioning", { ...provisioning, errors: null, accountRequests });
    expect(mappedEvent.errorCode).toBe(errorCode);
  });

  test.each([
    ["Succeeded", undefined],
    ["Failed", "Failed"],
  ])("a health check that %s", (status, errorCode) => {
    const { event: mappedEvent } = event("idn:va-cluster-status-change", {
      created: "2026-11-01T09:00:00Z",
      type: "CLUSTER",
      application: { id: "a1", name: "cluster", attributes: null },
      healthCheckResult: { message: "VA is down", resultType: "CLUSTER", status },
      previousHealthCheckResult: { message: "", resultType: "CLUSTER", status: "Succeeded" },
    });
    expect(mappedEvent.errorCode).toBe(errorCode);
    expect(mappedEvent.errorMessage).toBe(errorCode && "VA is down");
  });
});

// Sources: the examples of the triggers' pages; SailPoint API (2024), schemas of the trigger inputs.
test.each<[string, JsonObject, readonly [string, string]]>([
  ["idn:access-request-post-approval", { requestedBy: ana, requestedFor: bob }, ["IDENTITY", "id-ana"]],
  ["idn:access-request-pre-approval", { requestedBy: ana, requestedFor: [bob] }, ["IDENTITY", "id-ana"]],
  ["idn:source-created", { id: "s1", name: "AD", type: "Active Directory", actor: ana }, ["IDENTITY", "id-ana"]],
  ["form-submitted", { createdBy: { type: "WORKFLOW_EXECUTION", id: "w" }, submittedBy: ana }, ["IDENTITY", "id-ana"]],
  ["idn:certification-signed-off", { certification: { id: "c1", reviewer: ana } }, ["IDENTITY", "id-ana"]],
  [
    "idn:campaign-activated",
    { campaign: { id: "c1", campaignOwner: { id: "id-ana", displayName: "Ana", email: "ana@example.com" } } },
    ["IDENTITY", "id-ana"],
  ],
  ["idn:account-aggregation-completed", { source: { id: "s1" }, status: "Success" }, ["System", "SailPoint"]],
  ["idn:identity-created", { identity: bob, attributes: {} }, ["Unknown", "Unknown"]],
  ["idn:account-attributes-changed", { identity: bob, account: { id: "a1" }, changes: [] }, ["Unknown", "Unknown"]],
])("%s: the actor is the named one, and never the identity that the event is about", (triggerId, payload, actor) => {
  expect(actorOf("sailpoint", { _metadata: { triggerId }, ...payload })).toEqual(actor);
});

test("an undocumented trigger is kept and counted", () => {
  const { event: mappedEvent, drift } = event("idn:tomorrow", {});
  expect([mappedEvent.eventName, drift.unknownKind]).toEqual(["idn:tomorrow", true]);
});

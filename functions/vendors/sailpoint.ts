import type { Condition } from "../mapping/fieldMapping";
import published from "./kinds/sailpoint.json";
import type { Vendor } from "./vendor";

/** Paths of the identity that requested or performed the reported action. */
const actors = ["requestedBy", "requester", "submittedBy", "actor", "certification.reviewer"];
const campaignOwner = "campaign.campaignOwner";

/** SailPoint's own actions: aggregation runs, scheduled searches, and the state of its appliances. */
const ownTriggers: Condition = {
  field: "_metadata.triggerId",
  values: [
    "idn:account-aggregation-completed",
    "idn:aggregation-accounts-collected",
    "idn:saved-search-complete",
    "idn:va-cluster-status-change",
  ],
};

/** Source: SailPoint API, schemas AccountAggregationCompleted and AccountsCollectedForAggregation (Success, Failed, Terminated). */
const failed: Condition = { field: "status", values: ["Failed", "Terminated", "Failure", "Error"] };

/**
 * SailPoint's event triggers (Identity Security Cloud), as sent through EventBridge: the trigger's payload, with `_metadata` that
 * identifies the trigger and the invocation.
 * Sources: SailPoint Developer Documentation, Event Triggers; SailPoint API (2024), schemas of the trigger inputs.
 */
export const sailpoint: Vendor = {
  name: "sailpoint",
  title: "SailPoint event triggers",
  source: "Custom",
  eventSource: "sailpoint.event-triggers",
  document: "SailPoint Developer Documentation, Event Triggers",
  // Source: SailPoint Developer Documentation, Event Triggers, "Amazon EventBridge".
  partnerDomain: "sailpoint.com",
  mapping: {
    id: { from: ["_metadata.invocationId"] },
    // The time of the reported action; many payloads have none, and the EventBridge event's time is used instead.
    eventTime: { from: ["submittedAt", "deleted", "completed", "certification.signed", "modified", "created"] },
    version: { from: [], otherwise: "0" },
    eventName: { from: ["_metadata.triggerId"] },
    kinds: published.kinds,
    userIdentity: {
      type: {
        cases: [
          { when: { field: below("type") }, from: below("type") },
          // The owner of a campaign has no type; it is an identity (schema CampaignActivated).
          { when: { field: `${campaignOwner}.id` }, text: "IDENTITY" },
          { when: ownTriggers, text: "System" },
        ],
        from: [],
      },
      principalId: {
        cases: [{ when: ownTriggers, text: "SailPoint" }],
        from: [...below("id"), `${campaignOwner}.id`, ...below("name"), `${campaignOwner}.displayName`],
      },
      details: { spread: [...actors, campaignOwner] },
    },
    requestParameters: {
      fields: [
        ...["accessRequestId", "account", "accountRequests", "action", "application", "attributes", "campaign"],
        ...["certification", "changes", "connector", "createdBy", "entitlementCount", "fileName", "formData"],
        ...["formDefinitionId", "formInstanceId", "id", "identity", "identityId", "identityName", "name"],
        ...["nativeIdentifier", "ownerEmail", "ownerName", "previousHealthCheckResult", "query", "recipient"],
        ...["requestedFor", "requestedItems", "requestedItemsStatus", "requester", "searchName", "searchResults"],
        ...["signedS3Url", "source", "sourceId", "sourceName", "sources", "trackingNumber", "type", "uuid"],
      ],
    },
    responseElements: { fields: ["status", "errors", "warnings", "stats", "healthCheckResult"] },
    failure: {
      when: [
        failed,
        { field: "errors" },
        { field: "healthCheckResult.status", values: ["Failed"] },
        { field: "certification.hasErrors", values: ["true"] },
        { field: "accountRequests.*.provisioningResult", values: ["FAILED"] },
      ],
      errorCode: { cases: [{ when: failed, from: ["status"] }], from: [], otherwise: "Failed" },
      errorMessage: {
        from: ["errors.0.text", "errors.0", "healthCheckResult.message", "certification.errorMessage"],
      },
    },
  },
  // The URL lets any caller answer the trigger in the subscriber's place; the secret beside it has a common name.
  redaction: { fields: ["_metadata.callbackURL"] },
};

function below(field: string): readonly string[] {
  return actors.map((path) => `${path}.${field}`);
}

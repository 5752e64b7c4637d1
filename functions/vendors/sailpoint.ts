import type { Vendor } from "./vendor";

/**
 * SailPoint's event triggers (Identity Security Cloud), as they come over EventBridge: the trigger's payload, with `_metadata` beside it
 * that says which trigger it is and which invocation.
 * Source: SailPoint Developer Documentation, Event Triggers.
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
    // The payloads' own times differ from trigger to trigger and are of what is reported, not of the report.
    eventTime: { from: ["created", "modified"] },
    version: { from: [], otherwise: "0" },
    eventName: { from: ["_metadata.triggerId"] },
    userIdentity: {
      type: { from: ["requestedBy.type", "actor.type", "owner.type"], otherwise: "SYSTEM" },
      principalId: {
        from: ["requestedBy.id", "actor.id", "actor.name", "owner.id", "requestedBy.name"],
        otherwise: "SailPoint",
      },
      details: { spread: ["requestedBy", "actor"] },
    },
    requestParameters: {
      fields: [
        "accessRequestId",
        "account",
        "campaign",
        "certification",
        "changes",
        "identity",
        "requestedFor",
        "requestedItems",
        "requestedItemsStatus",
        "source",
      ],
    },
    responseElements: { fields: ["status", "errors", "warnings", "statistics"] },
    failure: {
      when: [{ field: "status", values: ["ERROR", "FAILURE", "TERMINATED"] }],
      errorCode: { from: ["status"] },
      errorMessage: { from: ["errors.0", "errors.0.text"] },
    },
  },
  redaction: {
    // Whoever holds these can answer the trigger in the subscriber's place.
    fields: ["_metadata.secret", "_metadata.callbackURL"],
    parameters: ["access_token", "code", "token"],
    copiesUnder: [],
  },
};

import { defineType } from "../defineType";
import { arn, eventPattern } from "../formats";
import { limits } from "../limits";
import { optional, required, text, wholeNumber } from "../values";

/** An archive of a bus's events (Amazon EventBridge API Reference, CreateArchive). */
export const eventArchive = defineType("aws:cloudwatch/eventArchive:EventArchive", {
  properties: {
    name: required(text(limits.eventBridge.archiveName)),
    eventSourceArn: required(arn("events", "event-bus/.+")),
    description: optional(text(limits.eventBridge.description)),
    eventPattern: optional(eventPattern),
    kmsKeyIdentifier: optional(text(limits.eventBridge.kmsKeyIdentifier)),
    /** Days; 0 keeps the events for ever. */
    retentionDays: optional(wholeNumber(limits.eventBridge.archiveRetentionDays), 0),
  },
  autoName: "name",
  documents: ["eventPattern"],
  replaceOnChanges: ["eventSourceArn"],
  computedAtCreate: ["arn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("events", `archive/${String(name)}`) }),
});

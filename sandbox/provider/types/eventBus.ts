import { defineType } from "../defineType";
import { arn } from "../formats";
import { limits } from "../limits";
import { type Inputs, unknownValue } from "../resourceType";
import { failure, object, oneOf, optional, required, text } from "../values";

/** An event bus of one's own, or of a partner event source (Amazon EventBridge API Reference, CreateEventBus). */
export const eventBus = defineType("aws:cloudwatch/eventBus:EventBus", {
  properties: {
    name: required(text(limits.eventBridge.busName)),
    eventSourceName: optional(text(limits.eventBridge.eventSourceName)),
    description: optional(text(limits.eventBridge.description)),
    kmsKeyIdentifier: optional(text(limits.eventBridge.kmsKeyIdentifier)),
    deadLetterConfig: optional(object({ arn: optional(arn("sqs")) })),
    logConfig: optional(
      object({
        includeDetail: optional(oneOf(["NONE", "FULL"])),
        level: optional(oneOf(["OFF", "ERROR", "INFO", "TRACE"])),
      }),
    ),
  },
  tagged: true,
  autoName: "name",
  rules: nameRules,
  replaceOnChanges: ["eventSourceName"],
  computedAtCreate: ["arn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("events", `event-bus/${String(name)}`) }),
});

function nameRules({ name, eventSourceName }: Inputs): readonly string[] {
  if (name === unknownValue || eventSourceName === unknownValue) {
    return [];
  }
  if (name === "default") {
    return [failure("name", "every account has the default bus already", name, "another name")];
  }
  if (eventSourceName !== undefined && name !== eventSourceName) {
    return [failure("name", "it differs from eventSourceName", name, String(eventSourceName))];
  }
  if (eventSourceName === undefined && String(name).includes("/")) {
    const allowed = "names without /, or the name of a partner event source that eventSourceName repeats";
    return [failure("name", "a custom bus cannot have a / in its name", name, allowed)];
  }
  return [];
}

import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up event triggers of a SailPoint tenant (SailPoint Developer Documentation, Event Triggers). The `detail-type` is the trigger's id. */
export const sailPointTraffic: Traffic = {
  detailType: "idn:access-request-pre-approval",
  events: (options) => madeUpDay(options, sailPointEvent),
};

const triggers = [
  "idn:access-request-pre-approval",
  "idn:access-request-post-approval",
  "idn:identity-created",
  "idn:identity-attributes-changed",
  "idn:account-aggregation-completed",
] as const;

function sailPointEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const triggerId = random.pick(triggers);
  const person = random.pick(people);
  const identity = { type: "IDENTITY", id: uuidOf(person).replaceAll("-", ""), name: `${person} Example` };
  return {
    _metadata: { triggerId, triggerType: "FIRE_AND_FORGET", invocationId: uuidOf(key) },
    ...(triggerId.startsWith("idn:access-request")
      ? { accessRequestId: uuidOf(`${key} request`), requestedFor: identity, requestedBy: identity, requestedItems: [] }
      : triggerId.startsWith("idn:identity")
        ? { identity, changes: [{ attribute: "department", oldValue: "Sales", newValue: "Finance" }] }
        : {
            source: { type: "SOURCE", id: uuidOf("source").replaceAll("-", ""), name: "Directory" },
            status: "Success",
          }),
    created: isoTime(time),
  };
}

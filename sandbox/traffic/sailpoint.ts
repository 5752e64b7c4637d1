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
  "idn:post-provisioning",
  "idn:source-updated",
  "idn:certification-signed-off",
  "idn:account-aggregation-completed",
] as const;

function sailPointEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const triggerId = random.pick(triggers);
  const person = random.pick(people);
  const identity = { type: "IDENTITY", id: idOf(person), name: `${person} Example` };
  return {
    _metadata: { triggerId, triggerType: "FIRE_AND_FORGET", invocationId: uuidOf(key) },
    ...payloadOf(triggerId, identity, key, isoTime(time)),
  };
}

/** Source: the examples of the triggers' pages, SailPoint Developer Documentation. */
function payloadOf(
  triggerId: (typeof triggers)[number],
  identity: Readonly<Record<string, unknown>>,
  key: string,
  created: string,
): Readonly<Record<string, unknown>> {
  const source = { type: "SOURCE", id: idOf("source"), name: "Directory" };
  switch (triggerId) {
    case "idn:post-provisioning":
      return {
        trackingNumber: idOf(`${key} tracking`),
        sources: "Directory",
        action: "AccessRequest",
        errors: [],
        recipient: identity,
        requester: identity,
        accountRequests: [{ source, accountOperation: "Modify", provisioningResult: "SUCCESS" }],
        created,
      };
    case "idn:source-updated":
      return { ...source, type: "Active Directory", modified: created, connector: "active-directory", actor: identity };
    case "idn:certification-signed-off":
      return { certification: { id: idOf(`${key} certification`), signed: created, reviewer: identity } };
    case "idn:account-aggregation-completed":
      return { source, status: "Success", started: created, completed: created, errors: [], stats: { scanned: 200 } };
    default:
      return { accessRequestId: idOf(key), requestedFor: identity, requestedBy: identity, requestedItems: [], created };
  }
}

function idOf(name: string): string {
  return uuidOf(name).replaceAll("-", "");
}

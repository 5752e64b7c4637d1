import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { envelopeOf } from "../../../functions/mapping/envelope";
import { type MappedEvent, mapEvents } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { LogGroup } from "../../../sandbox/cloudWatchLogs/logGroup";
import { EventStore } from "../../../sandbox/detections/eventStore";

/** Vendor events after the real mapping, in the sandbox's CloudTrail Lake and in one of its log groups. */
export interface MappedEvents {
  readonly store: EventStore;
  readonly logGroup: LogGroup;
  readonly mapped: readonly MappedEvent[];
}

/** Maps events of a vendor; an event without a time gets one. */
export async function mappedEvents(vendor: string, events: readonly JsonObject[]): Promise<MappedEvents> {
  const settings = { integration: vendor, vendor, recipientAccountId: "123456789012" };
  const mapped = events.flatMap((event) => {
    const results = mapEvents({ time: "2026-11-20T09:00:00Z", ...envelopeOf(event) }, settings);
    return results.map((result) => {
      if (result.status === "rejected") {
        throw new Error(result.reason);
      }
      return result;
    });
  });
  const store = await EventStore.open();
  const logGroup = new LogGroup("arn:aws:logs:us-east-1:123456789012:log-group:events");
  for (const [index, { event, eventData }] of mapped.entries()) {
    store.add({ eventData }, Date.UTC(2026, 10, 20));
    logGroup.logEvents.push({
      timestamp: index,
      ingestionTime: index,
      message: JSON.stringify(event),
      logStreamName: String(index),
    });
  }
  return { store, logGroup, mapped };
}

/** Returns the numbers of the events that a rule's predicate selects in CloudTrail Lake. */
export async function inLake({ store }: MappedEvents, { predicates }: CompiledRule): Promise<readonly number[]> {
  return (await store.select(["eventID"], predicates.trino)).map(([id]) => Number(id));
}

/** Returns the numbers of the events that a rule's filter selects in Logs Insights. */
export async function inInsights({ logGroup }: MappedEvents, { predicates }: CompiledRule): Promise<readonly number[]> {
  const { rows } = await runInsightsQuery([logGroup], {
    text: `fields @logStream | filter ${predicates.insights} | limit 10000`,
  });
  return rows.map(([number]) => Number(number)).sort((one, other) => one - other);
}

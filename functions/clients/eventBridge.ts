import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { timeouts } from "./timeouts";

/**
 * Calls of PutEvents to one bus, each with one event.
 * @throws Error where the bus does not take the event
 */
export function eventsTo(
  EventBusName: string,
  region: string,
  { source, detailType }: { readonly source: string; readonly detailType: string },
): (detail: object) => Promise<void> {
  const client = new EventBridgeClient({ region, requestHandler: timeouts });
  return async (detail) => {
    const entry = { EventBusName, Source: source, DetailType: detailType, Detail: JSON.stringify(detail) };
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const failure = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
    if (failure !== undefined) {
      throw new Error(`EventBridge did not take the event: ${failure.ErrorCode}: ${failure.ErrorMessage ?? ""}`);
    }
  };
}

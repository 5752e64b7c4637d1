import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { timeouts } from "./timeouts";

/**
 * Creates a client that calls PutEvents for one bus, with one event per call.
 * @throws Error if the bus does not accept the event
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
      throw new Error(`EventBridge did not accept the event: ${failure.ErrorCode}: ${failure.ErrorMessage ?? ""}`);
    }
  };
}

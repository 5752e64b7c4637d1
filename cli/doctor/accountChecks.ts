import { type CloudTrailClient, ListChannelsCommand, ListEventDataStoresCommand } from "@aws-sdk/client-cloudtrail";
import { cloudTrailDataRegions, eventDataStoreLimits } from "../../components/aws/limits";
import { type Answer, type Clients, check, type Finding, failure, ok, warning, withoutLake } from "./check";

/** Checks the account and its Region; before a first up, no other checks are possible. */
export async function accountChecks(region: string, clients: Clients): Promise<readonly Finding[]> {
  const { cloudTrail } = clients;
  const refused = failure("CloudTrail does not know the operation here.", withoutLake);
  const endpoint: Finding = {
    subject: "Region",
    ...(cloudTrailDataRegions.includes(region)
      ? ok(`${region} takes audit events.`)
      : failure(`${region} has no endpoint for audit events.`, `Use another Region, or ${withoutLake.slice(3)}`)),
  };
  return [
    endpoint,
    await check({ subject: "event data stores" }, () => stores(cloudTrail), refused),
    await check({ subject: "channels" }, () => channels(cloudTrail), refused),
  ];
}

/** Source: AWS CloudTrail User Guide, "Quotas in AWS CloudTrail", and "CloudTrail Lake availability change". */
async function stores(client: CloudTrailClient): Promise<Answer> {
  const found = await all(async (NextToken) => {
    const { EventDataStores = [], NextToken: next } = await client.send(new ListEventDataStoresCommand({ NextToken }));
    return { items: EventDataStores, next };
  });
  const { perRegion } = eventDataStoreLimits;
  if (found.length === 0) {
    return warning(
      'The Region has none. CloudTrail Lake is closed to accounts that did not use it before 2026-05-31, and only pulumi up shows whether this one may: AWS refuses others with "CloudTrail Lake is no longer accepting new customers".',
      withoutLake,
    );
  }
  const names = found.map(({ Name, EventDataStoreArn = "" }) => Name ?? EventDataStoreArn).sort();
  const text = `The Region has ${found.length} of at most ${perRegion}: ${names.join(", ")}`;
  return found.length >= perRegion
    ? warning(
        `${text}. Stores that wait for their deletion count for seven days.`,
        "Let vendors share a store: eventStores.",
      )
    : ok(`${text}. The account uses CloudTrail Lake, so it may create more.`);
}

async function channels(client: CloudTrailClient): Promise<Answer> {
  const { length: count } = await all(async (NextToken) => {
    const { Channels = [], NextToken: next } = await client.send(new ListChannelsCommand({ NextToken }));
    return { items: Channels, next };
  });
  const { channelsPerRegion: perRegion, callsPerSecond } = eventDataStoreLimits;
  const text = `The Region has ${count} of at most ${perRegion}. All share ${callsPerSecond} calls of PutAuditEvents per second, which cannot be raised.`;
  return count >= perRegion ? warning(text, "Let vendors share a channel: channel.") : ok(text);
}

/** Reads the items of all pages. */
async function all<Item>(
  page: (token: string | undefined) => Promise<{ items: readonly Item[]; next: string | undefined }>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    found.push(...items);
    token = next;
  } while (token !== undefined);
  return found;
}

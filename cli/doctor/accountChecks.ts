import { type CloudTrailClient, ListChannelsCommand, ListEventDataStoresCommand } from "@aws-sdk/client-cloudtrail";
import { cloudTrailDataRegions, eventDataStoreLimits } from "../../components/limits";
import type { Clients } from "./clients";
import { type Answer, check, type Finding, failure, ok, warning } from "./finding";

/** Where to go without CloudTrail Lake. */
const withoutLake =
  "If the account may not use CloudTrail Lake: sink: cloudwatch-logs for each vendor, or the ARN of a store that exists under eventStores.";

/** Looks at what the account and its Region allow; before a first up there is nothing else to look at. */
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
  const count = await all(async (NextToken) => {
    const { EventDataStores = [], NextToken: next } = await client.send(new ListEventDataStoresCommand({ NextToken }));
    return { count: EventDataStores.length, next };
  });
  const { perRegion } = eventDataStoreLimits;
  if (count === 0) {
    return warning(
      "The Region has none. CloudTrail Lake is closed to accounts that did not use it before 2026-05-31, and only an up shows whether this one may.",
      withoutLake,
    );
  }
  return count >= perRegion
    ? warning(
        `The Region has ${count} of at most ${perRegion}, those that wait for their deletion included.`,
        "Let vendors share a store: eventStores.",
      )
    : ok(`The Region has ${count} of at most ${perRegion}: the account uses CloudTrail Lake.`);
}

async function channels(client: CloudTrailClient): Promise<Answer> {
  const count = await all(async (NextToken) => {
    const { Channels = [], NextToken: next } = await client.send(new ListChannelsCommand({ NextToken }));
    return { count: Channels.length, next };
  });
  const { channelsPerRegion: perRegion, callsPerSecond } = eventDataStoreLimits;
  const text = `The Region has ${count} of at most ${perRegion}. All share ${callsPerSecond} calls of PutAuditEvents a second, which cannot be raised.`;
  return count >= perRegion ? warning(text, "Let vendors share a channel: channel.") : ok(text);
}

async function all(
  page: (token: string | undefined) => Promise<{ count: number; next: string | undefined }>,
): Promise<number> {
  let total = 0;
  let token: string | undefined;
  do {
    const { count, next } = await page(token);
    total += count;
    token = next;
  } while (token !== undefined);
  return total;
}

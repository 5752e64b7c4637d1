import type { JsonObject } from "../../../functions/mapping/values/json";
import { Lake, type LakeOptions } from "../../../sandbox/lake/lake";
import { lakeRecord, managementRecord } from "../../../sandbox/lake/record";
import { readJson } from "../../support/readJson";

/** The id of a store of integration events. It begins with a digit. */
export const partnerStore = "074365db-2079-4c18-ab83-e753897b74fe";
/** The id of a store of AWS's own events. */
export const awsStore = "181660c8-d56d-4ec1-aa32-c1713fb3bca3";

/** A lake with one empty store per kind. */
export async function openLake(options: LakeOptions = {}): Promise<Lake> {
  const lake = await Lake.open(options);
  await lake.createStore({ id: partnerStore, name: "partner-events", kind: "integration" });
  await lake.createStore({ id: awsStore, name: "aws-events", kind: "management" });
  return lake;
}

/** Puts integration events into the partners' store: a usual sign-in to Okta, except for the given fields. */
export function ingestPartnerEvents(lake: Lake, ...changes: readonly JsonObject[]): void {
  for (const [index, change] of changes.entries()) {
    lake.ingest(
      partnerStore,
      lakeRecord({
        eventData: JSON.stringify({ ...signIn, UID: `uid-${index}`, ...change }),
        eventID: `00000000-0000-4000-8000-00000000000${index}`,
        channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa",
        ingestionTime: Date.parse("2023-01-31T00:00:00.500Z") + index * 1_000,
        region: "us-east-1",
      }),
    );
  }
}

/** Puts AWS's own events into their store: a role assumed with SAML, except for the given fields. */
export function ingestAwsEvents(lake: Lake, ...changes: readonly JsonObject[]): void {
  for (const change of changes) lake.ingest(awsStore, managementRecord({ ...assumedRole, ...change }));
}

/** A usual event of each kind. */
export const { signIn, assumedRole } = readJson<Readonly<Record<"signIn" | "assumedRole", JsonObject>>>(
  __dirname,
  "ordinary.json",
);

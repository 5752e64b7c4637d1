import { type JsonObject, textAt } from "../../../functions/mapping/values/json";
import type { DeclaredIntegration } from "../../../sandbox/integration";
import type { Sandbox } from "../../../sandbox/sandbox";
import { storeId } from "../../../sandbox/wiring/channels";
import type { EventKinds } from "./model";
import { type MinuteCounts, minute } from "./timeBuckets";

/** What an integration's store, or its log group, holds of it. */
export interface Activity {
  readonly kinds: EventKinds;
  readonly minutes: MinuteCounts;
}

/**
 * Counts the stored events of an integration, in its store or, without one, in its log group. Several integrations may fill one store:
 * an event that came over EventBridge says whose it is, any other is known by its channel.
 */
export async function activityOf(
  sandbox: Sandbox,
  integration: DeclaredIntegration,
  all: readonly DeclaredIntegration[],
): Promise<Activity> {
  const store = sandbox.channels.get(integration.channelArn ?? "")?.destinations[0];
  return store === undefined
    ? loggedActivity(sandbox, integration.auditLogGroupName)
    : storedActivity(sandbox, storeId(store), conditionOf(integration, all));
}

const kindsShown = 8;

async function storedActivity({ lake }: Sandbox, store: string, condition: string): Promise<Activity> {
  const count = async (what: string) => {
    const { rows } = await lake.query(
      `SELECT ${what} AS what, count(*) AS events FROM "${store}" WHERE ${condition} GROUP BY ${what}`,
    );
    return rows.flatMap(([key, events]) => (typeof key === "string" ? ([[key, Number(events)]] as const) : []));
  };
  const minutes = await count("date_trunc('minute', eventTime)");
  return {
    kinds: kindsOf(new Map(await count("eventData.eventName"))),
    minutes: new Map(minutes.map(([time, events]) => [Date.parse(`${time.replace(" ", "T")}Z`), events])),
  };
}

/** Which of a store's events are this integration's, in SQL. */
function conditionOf({ key, path, channelArn }: DeclaredIntegration, all: readonly DeclaredIntegration[]): string {
  const ofChannel = `metadata.channelARN = ${quoted(channelArn ?? "")}`;
  const name = "element_at(eventData.additionalEventData, 'integrationName')";
  if (path !== undefined) {
    return `${ofChannel} AND ${name} = ${quoted(key)}`;
  }
  const named = all.filter((other) => other.channelArn === channelArn && other.path !== undefined);
  return named.length === 0
    ? ofChannel
    : `${ofChannel} AND coalesce(${name}, '') NOT IN (${named.map((other) => quoted(other.key)).join(", ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function loggedActivity({ logGroups }: Sandbox, groupName: string | undefined): Activity {
  const kinds = new Map<string, number>();
  const minutes = new Map<number, number>();
  const group = [...logGroups.values()].find(({ name }) => name === groupName);
  for (const { message } of group?.logEvents ?? []) {
    const event = JSON.parse(message) as JsonObject;
    add(kinds, textAt(event, ["eventName"]) ?? "");
    const time = Date.parse(textAt(event, ["eventTime"]) ?? "");
    if (!Number.isNaN(time)) {
      add(minutes, Math.floor(time / minute) * minute);
    }
  }
  return { kinds: kindsOf(kinds), minutes };
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function kindsOf(counts: ReadonlyMap<string, number>): EventKinds {
  const kinds = [...counts].sort(
    ([name, events], [otherName, otherEvents]) => otherEvents - events || (name < otherName ? -1 : 1),
  );
  return { top: kinds.slice(0, kindsShown), more: Math.max(0, kinds.length - kindsShown) };
}

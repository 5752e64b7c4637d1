import { dirname } from "node:path";
import type { JsonObject } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import type { DeclaredIntegration } from "../integration";
import { EventReader } from "../s3/storedEvents";
import type { SandboxObservers } from "../sandbox";

/** Keeps the audit events that stores accepted, for tests of a program. */
export class StoredAuditEvents {
  private readonly accepted = new Map<string, JsonObject[]>();
  private readonly logged = new Map<string, JsonObject[]>();
  private readonly objects = new Map<string, { readonly key: string; readonly path: string }[]>();

  readonly observers: SandboxObservers = {
    accepted: ({ channelArn, eventData }) => add(this.accepted, channelArn, parseJson(eventData) as JsonObject),
    logged: ({ name }, { message }) => add(this.logged, name, parseJson(message) as JsonObject),
    written: ({ settings }, { key, path }) => add(this.objects, settings.name, { key, path }),
  };

  /** The events in the first of an integration's stores, in the order of storing. */
  async of({
    key,
    path,
    channelArn,
    lakeBucketName,
    auditLogGroupName,
  }: DeclaredIntegration): Promise<readonly JsonObject[]> {
    if (channelArn !== undefined) {
      const events = this.accepted.get(channelArn) ?? [];
      // A forwarder puts its integration's name into every event, since a channel can be shared.
      return path === undefined ? events : events.filter((event) => integrationOf(event) === key);
    }
    if (lakeBucketName !== undefined) {
      const prefix = `events/integration=${key}/`;
      const own = (this.objects.get(lakeBucketName) ?? []).filter((object) => object.key.startsWith(prefix));
      return readObjects(own.map((object) => object.path));
    }
    return this.logged.get(auditLogGroupName ?? "") ?? [];
  }
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  lists.set(key, [...(lists.get(key) ?? []), value]);
}

function integrationOf({ additionalEventData }: JsonObject): unknown {
  return (additionalEventData as JsonObject | undefined)?.integrationName;
}

async function readObjects([first, ...others]: readonly string[]): Promise<readonly JsonObject[]> {
  if (first === undefined) {
    return [];
  }
  const reader = new EventReader(() => dirname(first));
  try {
    const events: JsonObject[] = [];
    for (const path of [first, ...others]) {
      events.push(...(await reader.eventsOf(path)));
    }
    return events;
  } finally {
    await reader.close();
  }
}

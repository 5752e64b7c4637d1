import { type ScanStore, storeIdOf } from "../scan/scanStore";
import { secondsText, timestampText } from "../times";
import type { RuleFinding } from "./ruleFinding";

/** A query for the events of a finding, and the place to run it. */
export interface LookUp {
  /** The selections to make in the console before pasting the query. */
  readonly place: string;
  readonly console: string;
  readonly query: string;
}

/** Writes a query for the events of a finding, and for all other activity from its address within half an hour of it. */
export function lookUpOf(finding: RuleFinding, store: ScanStore, region: string): LookUp {
  const from = finding.first - around;
  const to = finding.last + around;
  const uids = finding.uids.filter((uid) => isPlain.test(uid)).slice(0, mostUids);
  const { sourceIPAddress } = finding;
  const address = isAddress.test(sourceIPAddress) ? [sourceIPAddress] : [];
  if (store.kind === "logs") {
    const events = [
      ...(uids.length > 0 ? [`UID in [${uids.map((uid) => `"${uid}"`).join(", ")}]`] : []),
      ...address.map((one) => `sourceIPAddress = "${one}"`),
    ];
    const time = `eventTime >= "${secondsText(from)}" and eventTime <= "${secondsText(to)}"`;
    return {
      // Logs Insights filters by delivery time, which is never before the event's own time.
      place: `CloudWatch Logs Insights, log group ${store.logGroupName}, from ${secondsText(from)} until now`,
      console: `${consoleUrl(region, "cloudwatch")}#logsV2:logs-insights`,
      query: `fields @message | filter ${time}${either(events, "and", "or")} | sort eventTime asc`,
    };
  }
  const events = [
    ...(uids.length > 0 ? [`eventData.UID IN (${uids.map((uid) => `'${uid}'`).join(", ")})`] : []),
    ...address.map((one) => `eventData.sourceIPAddress = '${one}'`),
  ];
  const time = `eventTime >= TIMESTAMP '${timestampText(from)}' AND eventTime <= TIMESTAMP '${timestampText(to)}'`;
  const rest = `${time}${either(events, "AND", "OR")} ORDER BY eventTime`;
  if (store.kind === "lake") {
    const storeRegion = store.eventDataStoreArn.split(":")[3] ?? region;
    return {
      place: "CloudTrail Lake, query editor",
      console: `${consoleUrl(storeRegion, "cloudtrailv2")}#/lake`,
      query: `SELECT * FROM "${storeIdOf(store)}" WHERE ${rest}`,
    };
  }
  // Events are stored after their own time; one day allows for clock differences.
  const day = new Date(from - dayMilliseconds).toISOString().slice(0, 10);
  const partitions = `integration = '${finding.integration}' AND day >= '${day}'`;
  return {
    place: `Athena, query editor, workgroup ${store.workgroup}`,
    console: `${consoleUrl(region, "athena")}#/query-editor`,
    query: `SELECT * FROM "${store.database}"."${store.table}" WHERE ${partitions} AND ${rest}`,
  };
}

/** Half an hour and one day, in milliseconds. */
const around = 1_800_000;
const dayMilliseconds = 86_400_000;
/** Maximum number of UIDs in a query. */
const mostUids = 20;
/** Texts of vendors and users that are inserted into a query unchanged. */
const isPlain = /^[\w.:#@/+=-]{1,128}$/;
const isAddress = /^[0-9A-Fa-f.:]{2,45}$/;

function either(conditions: readonly string[], and: string, or: string): string {
  return conditions.length === 0 ? "" : ` ${and} (${conditions.join(` ${or} `)})`;
}

/** Returns the console's URL in a Region (AWS General Reference, "AWS Management Console" endpoints of each partition). */
function consoleUrl(region: string, service: string): string {
  const [, domain = "console.aws.amazon.com"] = partitions.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `https://${region}.${domain}/${service}/home?region=${region}`;
}

const partitions: readonly (readonly [prefix: string, domain: string])[] = [
  ["cn-", "console.amazonaws.cn"],
  ["us-gov-", "console.amazonaws-us-gov.com"],
];

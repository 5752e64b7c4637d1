import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { prices } from "../../components/capacity/prices";
import { PersonError } from "../../components/personError";
import { fillIn, type SavedQuery, type Window } from "../../sandbox/lake/savedQueries";
import { watched } from "../command/progress";
import { refuseOnceStopped } from "../command/signals";
import { ask } from "./ask";
import { type AthenaQuestion, askAthena } from "./askAthena";
import { askLogs } from "./askLogs";
import type { QueryAnswer } from "./finish";

/** Queries CloudTrail Lake and prints the cost. `aws` is the id of the store of the account's own events. */
export async function queryLakeOnAws(
  storeArn: string,
  query: SavedQuery,
  aws: string | undefined,
  window: Window,
): Promise<QueryAnswer> {
  const [, region = "", partner = ""] =
    /^arn:aws[a-z-]*:cloudtrail:([a-z0-9-]+):\d{12}:eventdatastore\/([0-9a-f-]{36})$/.exec(storeArn) ?? [];
  if (region === "") {
    throw new PersonError(
      `--store must be the ARN of an event data store, arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID; it is ${JSON.stringify(storeArn)}.`,
    );
  }
  const statement = fillIn(query.sql, { partner, ...(aws !== undefined && { aws }) }, window);
  const client = new CloudTrailClient({ region });
  refuseOnceStopped(client, "StartQueryCommand");
  const result = await watched("bytes scanned", undefined, cancelled, (watch) => ask(client, statement, watch));
  printCost("CloudTrail Lake", result, prices.lakeQuery.dollars);
  return result;
}

/** Queries a log group and prints the cost. By default, the SDK chooses the Region. */
export async function queryLogsOnAws(
  logGroupName: string,
  text: string,
  region: string | undefined,
  { since, until = Date.now() }: Window,
): Promise<QueryAnswer> {
  const client = new CloudWatchLogsClient(region === undefined ? {} : { region });
  refuseOnceStopped(client, "StartQueryCommand");
  const question = { logGroupName, text, since: since ?? until - defaultSpan, until };
  const result = await watched("bytes scanned", undefined, cancelled, (watch) => askLogs(client, question, watch));
  printCost("Logs Insights", result, prices.logsQuery.dollars);
  return result;
}

/** Queries Athena and prints the cost. By default, the SDK chooses the Region. */
export async function queryAthenaOnAws(question: AthenaQuestion, region: string | undefined): Promise<QueryAnswer> {
  const client = new AthenaClient(region === undefined ? {} : { region });
  refuseOnceStopped(client, "StartQueryExecutionCommand");
  const result = await watched("bytes scanned", undefined, cancelled, (watch) => askAthena(client, question, watch));
  printCost("Athena", result, prices.athena.dollars);
  return result;
}

const cancelled = "a query that was started is cancelled";

/** Default range of a query of a log group, before its end: a day, in milliseconds. */
const defaultSpan = 24 * 60 * 60 * 1_000;

function printCost(service: string, { bytesScanned = 0 }: QueryAnswer, perGigabyte: number): void {
  const dollars = ((bytesScanned / 1e9) * perGigabyte).toFixed(4);
  console.error(`${service} scanned ${bytesScanned.toLocaleString("en-US")} bytes, about ${dollars} dollars.`);
}

import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { QueryFailure } from "../detector/scan/statementFailure";
import type { StartedQuery } from "../detector/startedQuery";
import { timeouts } from "./timeouts";

/**
 * Starts a query of Logs Insights.
 * Source: Amazon CloudWatch Logs API Reference, StartQuery, GetQueryResults, StopQuery.
 */
export async function startLogsQuery(input: StartQueryCommandInput, region: string): Promise<StartedQuery> {
  const client = new CloudWatchLogsClient({ region, requestHandler: timeouts });
  const { queryId } = await client.send(new StartQueryCommand(input));
  let bytes = 0;
  return {
    rows: async () => {
      // A page holds 10,000 rows, and no query has a higher limit.
      const { status, results = [], statistics } = await client.send(new GetQueryResultsCommand({ queryId }));
      if (status === "Scheduled" || status === "Running") {
        return undefined;
      }
      if (status !== "Complete") {
        throw new QueryFailure(`Logs Insights ended the query as ${status}.`);
      }
      bytes = statistics?.bytesScanned ?? 0;
      return results.map((fields) => Object.fromEntries(fields.map(({ field, value }) => [field ?? "", value ?? ""])));
    },
    cancel: () => client.send(new StopQueryCommand({ queryId })),
    bytesScanned: () => bytes,
  };
}

import { unknownName } from "../components/configuration/problem";
import { sinks } from "../components/integration/sinks";
import { PersonError } from "../components/personError";
import { type SavedQuery, savedQueries, type Window } from "../sandbox/lake/savedQueries";
import { readStackFile, sandboxStack } from "../sandbox/stackFile";
import { flag, momentOf, oneOf, parseArguments, usageOf, valued } from "./arguments";
import { loadProgram } from "./loadProgram";
import type { Asked } from "./query/askSandbox";
import type { QueryAnswer } from "./query/finish";
import { formatAnswer, formats } from "./query/format";
import { insightsTextOf } from "./query/insightsText";
import { askAthenaOnAws, askLakeOnAws, askLogsOnAws } from "./query/onAws";
import { placeOnAws } from "./query/placeOnAws";
import { notInTable, tableQuery } from "./query/tableQuery";
import { projectFolder, runCommand } from "./run";

const options = {
  since: valued(
    "TIME",
    "only events from this time on, such as 2026-11-20T09:00:00Z or 2026-11-20: in a store by their own time, in a log group by that of their delivery; of a log group on AWS the last 24 hours where this is not given",
  ),
  until: valued("TIME", "only events up to this time"),
  format: valued("FORMAT", "table, csv or json; table where this is not given"),
  vendor: valued("KEY", "the integration, of --stack or of the stack file of the sandbox"),
  store: valued("ARN", "asks CloudTrail Lake, this event data store"),
  "log-group": valued("NAME", "asks Logs Insights, this log group"),
  table: valued("DATABASE.TABLE", "asks Athena, this table of audit events in S3; needs --workgroup"),
  workgroup: valued("NAME", "the Athena workgroup in which --table is asked"),
  region: valued("REGION", "the log group's or the table's, where it is not the one that the AWS SDK finds"),
  "on-aws": flag("queries the store, table or log group of --vendor by the stack's outputs (needs the pulumi command)"),
  sink: valued(
    "NAME",
    `the sink that is asked where --vendor has several: ${sinks.join(", ")}; the first of these where this is not given`,
  ),
  stack: valued("NAME", "the stack; in the sandbox, sandbox where this is not given"),
  "aws-store": valued("ID", "the event data store of the account's own events, for queries that join both"),
} as const;

const usage = usageOf(
  `npm run -s query -- NAME [--since TIME] [--until TIME] [--format table|csv|json] [--vendor KEY]
npm run -s query -- NAME --store ARN [--aws-store ID] ...
npm run -s query -- NAME --log-group NAME [--region REGION] ...
npm run -s query -- NAME --table DATABASE.TABLE --workgroup NAME [--region REGION] ...
npm run -s query -- NAME --on-aws --vendor KEY [--sink NAME] [--stack NAME] [--aws-store ID] ...`,
  `Asks a saved query of queries/: in the sandbox, of made-up events, or on AWS, where every gigabyte that it scans is paid for. An event data
store and the table in S3 are asked with NAME.sql; a log group, where a vendor's events go to CloudWatch Logs alone, with NAME.cwli.
  NAME              the query's file without its ending; without a name, the queries are listed`,
  options,
  ["Credentials are found as by every AWS SDK."],
);

type Values = ReturnType<typeof parseArguments<{ readonly options: typeof options }>>["values"];

async function query(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(commandLine, { options, positionals: "NAME" });
  const [name, ...others] = positionals;
  if (name === undefined) {
    process.stdout.write(
      savedQueries()
        .map(({ name: one, answers }) => `${one}\n  ${answers}\n`)
        .join(""),
    );
    return;
  }
  if (others.length > 0) {
    throw new PersonError(`One query at a time: ${positionals.join(", ")}.`);
  }
  const found = queryNamed(name);
  const format = oneOf("format", values.format ?? "table", formats);
  const window: Window = {
    ...(values.since !== undefined && { since: momentOf("since", values.since) }),
    ...(values.until !== undefined && { until: momentOf("until", values.until) }),
  };
  process.stdout.write(`${formatAnswer(name, await answer(found, values, window), format)}\n`);
  process.exit(0);
}

async function answer(found: SavedQuery, values: Values, window: Window): Promise<QueryAnswer> {
  const places = [values.store, values["log-group"], values.table].filter((place) => place !== undefined);
  if (places.length > 1) {
    throw new PersonError("--store, --log-group and --table name places; a query is asked of one.");
  }
  const sink = values.sink === undefined ? undefined : oneOf("sink", values.sink, sinks);
  const place = await placeOnAws(values, sink);
  switch (place?.sink) {
    case "cloudtrail-lake":
      return askLakeOnAws(place.storeArn, found, values["aws-store"], window);
    case "cloudwatch-logs":
      return askLogsOnAws(place.logGroupName, insightsTextOf(found.name), place.region, window);
    case "s3": {
      const statement = tableQuery(found, place.table, place.integrations, window);
      if (statement === undefined) {
        throw new PersonError(notInTable(found));
      }
      return askAthenaOnAws({ statement, workgroupName: place.workgroupName }, place.region);
    }
    case undefined:
      return inSandbox(found, values.stack ?? sandboxStack, { vendor: values.vendor, sink }, window);
  }
}

function queryNamed(name: string): SavedQuery {
  const queries = savedQueries();
  const found = queries.find((one) => one.name === name);
  if (found === undefined) {
    const names = queries.map((one) => one.name);
    throw new PersonError(`NAME ${unknownName("NAME", "query", name, names).message}.`);
  }
  return found;
}

async function inSandbox(found: SavedQuery, stack: string, asked: Asked, window: Window): Promise<QueryAnswer> {
  const stackFile = readStackFile(projectFolder, stack);
  await loadProgram();
  const { askSandbox } = await import("./query/askSandbox");
  return askSandbox(stackFile, () => require("../index"), found, asked, window);
}

void runCommand(usage, process.argv.slice(2), query);

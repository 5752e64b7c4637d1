import { unknownName } from "../components/configuration/problem";
import { sinks } from "../components/integration/sinks";
import { PersonError } from "../components/personError";
import { type SavedQuery, savedQueries, type Window } from "../sandbox/lake/savedQueries";
import { readStackFile, sandboxStack } from "../sandbox/program/stackFile";
import { choice, credentialsNote, flag, moment, valued } from "./command/options";
import { createSubcommand, type ValuesOf } from "./command/subcommand";
import { loadProgram, projectFolder } from "./project";
import type { QueryAnswer } from "./query/finish";
import { formatAnswer, formats } from "./query/format";
import { insightsTextOf } from "./query/insightsText";
import { queryAthenaOnAws, queryLakeOnAws, queryLogsOnAws } from "./query/onAws";
import { placeOnAws } from "./query/placeOnAws";
import type { Asked } from "./query/querySandbox";
import { notInTable, tableQuery } from "./query/tableQuery";

const options = {
  vendor: valued("KEY", "the integration of the sandbox's stack or, with --on-aws, of the deployed stack"),
  since: valued(
    "TIME",
    "only events from this time on, such as 2026-11-20T09:00:00Z or 2026-11-20: by their own time in a store, by delivery time in a log group; for a log group on AWS, the default is the last 24 hours",
    moment,
  ),
  until: valued("TIME", "only events up to this time", moment),
  format: choice("FORMAT", formats, "the form of the answer; by default table"),
  json: flag("the same as --format json"),
  sink: choice("NAME", sinks, "the sink, if the integration has several; by default its first one"),
  stack: valued("NAME", `the stack; by default ${sandboxStack} or, on AWS, the stack selected in Pulumi`),
  "on-aws": flag("queries the store, table or log group of --vendor by the stack's outputs (needs the pulumi command)"),
  store: valued("ARN", "queries this event data store of CloudTrail Lake"),
  "aws-store": valued("ID", "the event data store of the account's own events, for queries that join both"),
  "log-group": valued("NAME", "queries this log group with Logs Insights"),
  table: valued("DATABASE.TABLE", "queries this table of audit events in S3 with Athena; needs --workgroup"),
  workgroup: valued("NAME", "the Athena workgroup for --table"),
  region: valued("REGION", "the Region of the log group or table; by default the one that the AWS SDK finds"),
};

export const command = createSubcommand({
  name: "query",
  description:
    "Runs a saved query from queries/: in the sandbox on made-up events, or on AWS, which charges for every gigabyte scanned. An event data store and the table in S3 are queried with NAME.sql, a log group with NAME.cwli.",
  operands: ["[NAME]", "the file of the query without its ending; without a name, the queries are listed"],
  options,
  examples: [
    ["query", "the list of queries with their descriptions"],
    ["query okta-browsers --since 2026-11-20 --json", "in the sandbox, for a program"],
    ["query okta-browsers --on-aws --vendor okta", "on AWS, in the stack's store of the events"],
  ],
  notes: [credentialsNote],
  run: query,
});

async function query(values: ValuesOf<typeof options>, [name]: readonly string[]): Promise<void> {
  if (name === undefined) {
    process.stdout.write(
      savedQueries()
        .map(({ name: one, answers }) => `${one}\n  ${answers}\n`)
        .join(""),
    );
    return;
  }
  const found = queryNamed(name);
  const { since, until, format = values.json ? "json" : "table" } = values;
  if (values.json && format !== "json") {
    throw new PersonError(`--json and --format ${format} exclude each other; give one of them.`);
  }
  const window: Window = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  const text = `${formatAnswer(name, await answer(found, values, window), format)}\n`;
  // The deployed stack may leave handles open. If a pipe is written asynchronously, as on Windows, the text comes first.
  process.stdout.write(text, () => process.exit(0));
}

async function answer(found: SavedQuery, values: ValuesOf<typeof options>, window: Window): Promise<QueryAnswer> {
  const places = [values.store, values["log-group"], values.table].filter((place) => place !== undefined);
  if (places.length > 1) {
    throw new PersonError("--store, --log-group and --table exclude each other; give one of them.");
  }
  const { sink } = values;
  const place = await placeOnAws(values, sink);
  switch (place?.sink) {
    case "cloudtrail-lake":
      return queryLakeOnAws(place.storeArn, found, values["aws-store"], window);
    case "cloudwatch-logs":
      return queryLogsOnAws(place.logGroupName, insightsTextOf(found.name), place.region, window);
    case "s3": {
      const statement = tableQuery(found, place.table, place.integrations, window);
      if (statement === undefined) {
        throw new PersonError(notInTable(found));
      }
      return queryAthenaOnAws({ statement, workgroupName: place.workgroupName }, place.region);
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
  const folder = projectFolder();
  const stackFile = readStackFile(folder, stack);
  const program = await loadProgram(folder);
  const { querySandbox } = await import("./query/querySandbox");
  return querySandbox(stackFile, program, found, asked, window);
}

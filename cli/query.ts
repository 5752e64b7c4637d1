import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import { type SavedQuery, savedQueries, type Window } from "../sandbox/lake/savedQueries";
import { readStackFile, sandboxStack } from "../sandbox/stackFile";
import { flag, momentOf, oneOf, parseArguments, usageOf, valued } from "./arguments";
import { loadProgram } from "./loadProgram";
import type { QueryAnswer } from "./query/finish";
import { formatAnswer, formats } from "./query/format";
import { insightsTextOf } from "./query/insightsText";
import { askLakeOnAws, askLogsOnAws } from "./query/onAws";
import { projectFolder, runCommand } from "./run";
import { stackOutputs, vendorOutput } from "./stackOutputs";

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
  region: valued("REGION", "the log group's, where it is not the one that the AWS SDK finds"),
  "on-aws": flag("queries the store or the log group of --vendor by the stack's outputs (needs the pulumi command)"),
  stack: valued("NAME", "the stack; in the sandbox, sandbox where this is not given"),
  "aws-store": valued("ID", "the event data store of the account's own events, for queries that join both"),
} as const;

const usage = usageOf(
  `npm run -s query -- NAME [--since TIME] [--until TIME] [--format table|csv|json] [--vendor KEY]
npm run -s query -- NAME --store ARN [--aws-store ID] ...
npm run -s query -- NAME --log-group NAME [--region REGION] ...
npm run -s query -- NAME --on-aws --vendor KEY [--stack NAME] [--aws-store ID] ...`,
  `Asks a saved query of queries/: in the sandbox, of made-up events, or on AWS, where every gigabyte that it scans is paid for. An event data
store is asked with NAME.sql; a log group, where a vendor's events go to CloudWatch Logs alone, with NAME.cwli.
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
  if (values.store !== undefined && values["log-group"] !== undefined) {
    throw new PersonError("--store and --log-group name two places; a query is asked of one.");
  }
  const { storeArn, logGroupName } = await placeOnAws(values);
  if (storeArn !== undefined) {
    return askLakeOnAws(storeArn, found, values["aws-store"], window);
  }
  return logGroupName === undefined
    ? inSandbox(found, values.stack ?? sandboxStack, values.vendor, window)
    : askLogsOnAws(logGroupName, insightsTextOf(found.name), values.region, window);
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

/** What is asked on AWS, if anything. */
async function placeOnAws(
  values: Values,
): Promise<{ readonly storeArn?: string | undefined; readonly logGroupName?: string | undefined }> {
  const { vendor, stack, store, "log-group": logGroupName } = values;
  if (store !== undefined || logGroupName !== undefined || !values["on-aws"]) {
    return { storeArn: store, logGroupName };
  }
  if (vendor === undefined) {
    throw new PersonError(
      "--on-aws needs --vendor, to say whose store or log group is asked; or name it with --store or --log-group.",
    );
  }
  const output = vendorOutput(await stackOutputs(stack, "Give --store or --log-group instead."), vendor);
  if (output.eventDataStoreArn !== undefined) {
    return { storeArn: output.eventDataStoreArn };
  }
  if (output.channelArn === undefined && output.auditLogGroupName !== undefined) {
    return { logGroupName: output.auditLogGroupName };
  }
  throw new PersonError(`The stack does not know the store of ${vendor}: give it with --store.`);
}

async function inSandbox(
  found: SavedQuery,
  stack: string,
  vendor: string | undefined,
  window: Window,
): Promise<QueryAnswer> {
  const stackFile = readStackFile(projectFolder, stack);
  await loadProgram();
  const { askSandbox } = await import("./query/askSandbox");
  return askSandbox(stackFile, () => require("../index"), found, vendor, window);
}

void runCommand(usage, process.argv.slice(2), query);

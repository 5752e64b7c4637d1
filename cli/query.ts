import { setTimeout as sleep } from "node:timers/promises";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { prices } from "../components/capacity/prices";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import { fillIn, type SavedQuery, savedQueries, type Window } from "../sandbox/lake/savedQueries";
import { readStackFile } from "../sandbox/stackFile";
import { momentOf, parseArguments } from "./arguments";
import { projectFolder } from "./projectFolder";
import { ask, type QueryAnswer } from "./query/ask";
import { type Format, formatAnswer, formats } from "./query/format";
import { runCommand } from "./run";
import { stackOutputs, vendorOutput } from "./stackOutputs";
import { watched } from "./watched";

const usage = `npm run -s query -- NAME [--since TIME] [--until TIME] [--format table|csv|json] [--vendor KEY]
npm run -s query -- NAME --store ARN [--aws-store ID] ...
npm run -s query -- NAME --on-aws --vendor KEY [--stack NAME] [--aws-store ID] ...

Asks a saved query of queries/: in the sandbox, of made-up events, or in CloudTrail Lake, where every gigabyte that it scans is paid for.
  NAME              the query's file without its ending; without a name, the queries are listed
  --since, --until  only events of this time, such as 2026-11-20T09:00:00Z or 2026-11-20
  --format FORMAT   table, csv or json; table where this is not given
  --store ARN       asks CloudTrail Lake, this event data store
  --on-aws          asks CloudTrail Lake, the store of --vendor by the stack's outputs (needs the pulumi command)
  --vendor KEY      the integration, of --stack or of the stack file of the sandbox
  --stack NAME      the stack; of the sandbox, dev where this is not given
  --aws-store ID    the event data store of the account's own events, for queries that join both
Credentials are found as by every AWS SDK.`;

async function query(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(commandLine, {
    options: {
      since: { type: "string" },
      until: { type: "string" },
      format: { type: "string" },
      vendor: { type: "string" },
      store: { type: "string" },
      "on-aws": { type: "boolean" },
      stack: { type: "string" },
      "aws-store": { type: "string" },
    },
    positionals: "NAME",
  });
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
  const format = formatNamed(values.format ?? "table");
  const window: Window = {
    ...(values.since !== undefined && { since: momentOf("since", values.since) }),
    ...(values.until !== undefined && { until: momentOf("until", values.until) }),
  };
  const storeArn = values.store ?? (values["on-aws"] ? storeOf(values.vendor, values.stack) : undefined);
  const answer =
    storeArn === undefined
      ? await inSandbox(found, values.stack ?? "dev", values.vendor, window)
      : await inLake(storeArn, found, values["aws-store"], window);
  process.stdout.write(`${formatAnswer(name, answer, format)}\n`);
  process.exit(0);
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

function formatNamed(text: string): Format {
  const format = formats.find((one) => one === text);
  if (format === undefined) {
    throw new PersonError(`--format must be one of ${formats.join(", ")}; it is ${JSON.stringify(text)}.`);
  }
  return format;
}

function storeOf(vendor: string | undefined, stack: string | undefined): string {
  if (vendor === undefined) {
    throw new PersonError("--on-aws needs --vendor, to say whose store is asked; or name the store with --store.");
  }
  const { eventDataStoreArn } = vendorOutput(stackOutputs(stack, "Give --store instead."), vendor);
  if (eventDataStoreArn === undefined) {
    throw new PersonError(`The stack does not know the store of ${vendor}: give it with --store.`);
  }
  return eventDataStoreArn;
}

async function inSandbox(
  found: SavedQuery,
  stack: string,
  vendor: string | undefined,
  window: Window,
): Promise<QueryAnswer> {
  const stackFile = readStackFile(projectFolder, stack);
  process.chdir(projectFolder);
  const { askSandbox } = await import("./query/askSandbox");
  return askSandbox(stackFile, found, vendor, window);
}

async function inLake(
  storeArn: string,
  found: SavedQuery,
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
  const statement = fillIn(found.sql, { partner, ...(aws !== undefined && { aws }) }, window);
  const { result: answer } = await watched("bytes scanned", undefined, (watch) =>
    ask(new CloudTrailClient({ region }), statement, { ...watch, sleep }),
  );
  const { bytesScanned = 0 } = answer;
  const dollars = ((bytesScanned / 1e9) * prices.lakeQueryPerGigabyte).toFixed(4);
  console.error(`CloudTrail Lake scanned ${bytesScanned.toLocaleString("en-US")} bytes, about ${dollars} dollars.`);
  return answer;
}

void runCommand(usage, process.argv.slice(2), query);

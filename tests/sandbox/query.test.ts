import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryCommand,
  type StartQueryCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { ask } from "../../cli/query/ask";
import { askLogs } from "../../cli/query/askLogs";
import { type Authorize, allowEverything } from "../../sandbox/authorization";
import type { LogGroup } from "../../sandbox/cloudWatchLogs/logGroup";
import { logsQueryOperations } from "../../sandbox/cloudWatchLogs/queries";
import { fillIn, savedQueries } from "../../sandbox/lake/savedQueries";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { oktaAlone } from "../support/declare";
import { operatorClient } from "../support/operator";
import { lakeRows, oktaDetails, sendDetails, withStack } from "../support/stack";
import { groupOf } from "./cloudWatchLogs/logEvents";

const waiting = {
  progress: () => undefined,
  stopped: () => false,
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds / 20)),
};

type Work<Running> = (running: Running & { readonly stack: StackSandbox }) => Promise<void>;

/** Runs a function on the Okta stack after this many events, with a client of CloudTrail. */
function withEvents(
  count: number,
  work: Work<{ readonly client: CloudTrailClient }>,
  sink = "cloudtrail-lake",
  authorize: Authorize = allowEverything,
) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(count));
      await stack.sandbox.settle();
      await work({ stack, client: new CloudTrailClient(operatorClient(stack.sandbox)) });
    },
    { authorize },
    { vendors: { okta: { ...oktaAlone.okta, sink } } },
  );
}

/**
 * Runs a function on the Okta stack with the sink cloudwatch-logs after this many events, with a client of CloudWatch
 * Logs.
 */
function withLogEvents(
  count: number,
  work: Work<{ readonly client: CloudWatchLogsClient; readonly group: LogGroup }>,
  authorize?: Authorize,
) {
  const inLogs: Parameters<typeof withEvents>[1] = async ({ stack }) => {
    const { auditLogGroupName } = stack.integrations[0] ?? {};
    const group = [...stack.sandbox.logGroups.values()].find(({ name }) => name === auditLogGroupName) as LogGroup;
    await work({ stack, group, client: new CloudWatchLogsClient(operatorClient(stack.sandbox)) });
  };
  return withEvents(count, inLogs, "cloudwatch-logs", authorize);
}

test("a query of CloudTrail Lake returns texts, page by page to the last row, fails with its reason, and can be stopped", async () => {
  await withEvents(1_100, async ({ stack, client }) => {
    const partner = stack.integrations[0]?.eventDataStoreId ?? "";
    const sql = savedQueries().find(({ name }) => name === "events-by-name")?.sql ?? "";
    const statement = fillIn(sql, { partner });
    const { columns, rows } = await stack.sandbox.lake.query(statement);
    expect(rows.length).toBeGreaterThan(1);
    const texts = rows.map((row) => row.map(String));
    expect(await ask(client, statement, waiting)).toEqual({ columns, rows: texts, bytesScanned: 0 });
    const all = await ask(client, `SELECT eventData.UID FROM "${partner}"`, waiting);
    expect(new Set(all.rows.flat()).size).toBe(1_100);
    await expect(ask(client, "SELECT 1 FROM nowhere", waiting)).rejects.toThrow(
      /^CloudTrail Lake ended the query as FAILED: There is no event data store 'nowhere'/,
    );
    const some = `(SELECT eventTime FROM "${partner}" LIMIT 400)`;
    const slow = `SELECT count(*) FROM ${some} AS a CROSS JOIN ${some} AS b CROSS JOIN ${some} AS c`;
    await expect(ask(client, slow, { ...waiting, stopped: () => true })).rejects.toThrow("The query was cancelled.");
  });
});

test("a time range excludes events before and after it, in every saved query", async () => {
  await withEvents(200, async ({ stack }) => {
    const { lake } = stack.sandbox;
    const partner = stack.integrations[0]?.eventDataStoreId ?? "";
    const times = (await lakeRows(stack, "eventTime", "ORDER BY eventTime")).map(([time]) =>
      Date.parse(`${String(time).replace(" ", "T")}Z`),
    );
    const [since = 0, until = 0] = [times[50], times[150]];
    const tomorrow = until + 86_400_000;
    const count = async (window: { readonly since: number; readonly until?: number }) =>
      (await lake.query(fillIn('SELECT count(*) FROM "$PARTNER_EVENT_DATA_STORE_ID"', { partner }, window))).rows;
    expect(await count({ since, until })).toEqual([[times.filter((time) => time >= since && time < until).length]]);
    expect(await count({ since: tomorrow })).toEqual([[0]]);
    const aws = "00000000-0000-4000-8000-000000000000";
    await lake.createStore({ id: aws, name: "aws-events", kind: "management" });
    for (const { sql } of savedQueries()) {
      expect((await lake.query(fillIn(sql, { partner, aws }, { since: tomorrow }))).rows).toEqual([]);
    }
  });
});

/** The days around the sandbox's time, in seconds since 1970. */
function days({ sandbox }: StackSandbox): { readonly startTime: number; readonly endTime: number } {
  const now = Math.floor(sandbox.clock.now() / 1_000);
  return { startTime: now - 86_400, endTime: now + 86_400 };
}

type Asked = Omit<StartQueryCommandInput, "queryString"> & { readonly queryString?: string };

async function answerOf(client: CloudWatchLogsClient, input: Asked, nextToken?: string) {
  const { queryId } = await client.send(new StartQueryCommand({ queryString: "fields UID", ...input }));
  let page: GetQueryResultsCommandOutput;
  do {
    page = await client.send(new GetQueryResultsCommand({ queryId, nextToken }));
  } while (page.status === "Running");
  return page;
}

describe("a query of the CloudWatch Logs service", () => {
  it("returns texts in named fields, and a pointer to each event", async () => {
    await withLogEvents(5, async ({ stack, client, group }) => {
      const queryString = `fields UID as uid, @ingestionTime as ingested, nothing | filter eventSource = "okta.system-log-events"`;
      const { status, results, statistics } = await answerOf(client, {
        logGroupName: group.name,
        queryString,
        ...days(stack),
      });
      expect(status).toBe("Complete");
      expect(statistics).toEqual({
        recordsMatched: 5,
        recordsScanned: 5,
        resultCount: 5,
        bytesScanned: group.logEvents.reduce((bytes, { message }) => bytes + Buffer.byteLength(message), 0),
      });
      expect(results?.map((row) => row.map(({ field }) => field))).toEqual(Array(5).fill(["uid", "ingested", "@ptr"]));
      expect(new Set(results?.map((row) => row[0]?.value))).toEqual(
        new Set(group.logEvents.map(({ message }) => JSON.parse(message).UID)),
      );
      expect(results?.[0]?.[1]?.value).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
    });
  });

  it("can be read with a command's own client, page by page, to the last row", async () => {
    await withLogEvents(2, async ({ stack, client, group }) => {
      const { startTime, endTime } = days(stack);
      group.logEvents.push(...Array.from({ length: 5_005 }, () => group.logEvents.slice(0, 2)).flat());
      const question = { logGroupName: group.name, since: startTime * 1_000, until: endTime * 1_000 };
      const { columns, rows } = await askLogs(client, { ...question, text: "fields UID, no | limit 20000" }, waiting);
      expect(columns).toEqual(["UID"]);
      expect(rows).toHaveLength(10_012);
    });
  });

  it("is refused if invalid, with CloudWatch Logs' own errors", async () => {
    await withLogEvents(1, async ({ stack, client, group }) => {
      const { startTime, endTime } = days(stack);
      const named = { logGroupName: group.name, startTime, endTime };
      const backwards = { startTime: endTime, endTime: startTime };
      const cases: readonly [Asked, string, string][] = [
        [{ ...named, queryString: "foo" }, "MalformedQueryException", "The sandbox does not support the command foo"],
        [{ ...named, logGroupName: "/none" }, "ResourceNotFoundException", "Log group '/none' does not exist."],
        [{ ...named, ...backwards }, "InvalidParameterException", "endTime must not be earlier"],
        [{ ...named, queryString: " ".repeat(10_001) }, "InvalidParameterException", "it has 10001 characters"],
      ];
      for (const [input, name, text] of cases) {
        const refusal = { name, message: expect.stringContaining(text), $metadata: { httpStatusCode: 400 } };
        await expect(answerOf(client, input)).rejects.toMatchObject(refusal);
      }
    });
  });
});

// Called one after another without a pause, so no query ends in between.
test("a running query can be stopped once", () => {
  const group = groupOf([{ UID: "a" }]);
  const operations = logsQueryOperations({ findLogGroup: () => group, refusal: () => undefined });
  const { StartQuery, GetQueryResults, StopQuery } = operations;
  const by = [{ accessKeyId: "key", region: "us-east-1" }, { invalidCode: "InvalidParameterException" }] as const;
  const input = { logGroupName: group.name, queryString: "fields UID", startTime: 0, endTime: 2_000_000_000 };
  const { body } = StartQuery(input, ...by) as { readonly body: { readonly queryId: string } };
  expect(GetQueryResults(body, ...by)).toMatchObject({ body: { status: "Running", results: [] } });
  expect(StopQuery(body, ...by)).toEqual({ body: { success: true } });
  expect(GetQueryResults(body, ...by)).toMatchObject({ body: { status: "Cancelled", results: [] } });
  expect(StopQuery(body, ...by)).toMatchObject({ code: "InvalidParameterException", status: 400 });
});

test.each(["logs:StartQuery", "logs:GetQueryResults"])("a caller needs %s, on the whole log group", async (denied) => {
  const seen: string[] = [];
  const authorize: Authorize = ({ action, resource }) => {
    seen.push(`${action} ${resource}`);
    return action === denied ? `no ${denied}` : undefined;
  };
  await withLogEvents(
    1,
    async ({ stack, client, group }) => {
      const denial = { name: "AccessDeniedException", message: `no ${denied}` };
      await expect(answerOf(client, { logGroupName: group.name, ...days(stack) })).rejects.toMatchObject(denial);
      expect(seen.at(-1)).toBe(`${denied} ${group.arn}:log-stream:`);
    },
    authorize,
  );
});

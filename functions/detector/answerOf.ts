import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "aws-lambda";
import type { StatementAnswer } from "./scan/scanTable";
import type { StartedQuery } from "./startedQuery";

/**
 * Runs a query and waits for its result, as long as the function's time allows.
 * @param name the query's name in error messages
 * @throws Error if the query is refused, fails, or does not finish in time
 */
export async function answerOf(
  startOne: () => Promise<StartedQuery>,
  name: string,
  context: RemainingTime,
): Promise<StatementAnswer> {
  const query = await startInTurn(startOne, context);
  for (let wait: number = waits.first; ; wait = Math.min(wait * 2, waits.longest)) {
    const rows = await query.rows();
    if (rows !== undefined) {
      return { rows, bytesScanned: query.bytesScanned() };
    }
    if (context.getRemainingTimeInMillis() < reserve) {
      await query.cancel();
      throw new Error(`The query of ${name} did not finish in time and was cancelled.`);
    }
    await sleep(wait);
  }
}

type RemainingTime = Pick<Context, "getRemainingTimeInMillis">;

/**
 * Waits, in milliseconds: between polls of a query (`first`, doubled up to `longest`), and before another attempt to start a query when all
 * places are taken (`turn`).
 */
const waits = { first: 20, longest: 5_000, turn: 2_000 } as const;
/** Time of the function that is reserved for reporting, in milliseconds. */
const reserve = 60_000;

/**
 * Starts a query as soon as the service accepts one more. CloudTrail Lake runs at most ten queries per account and starts three per second,
 * while schedules with the same rate run at the same time.
 * Sources: AWS CloudTrail API Reference, StartQuery, MaxConcurrentQueriesException, and ThrottlingException; Amazon CloudWatch Logs API
 * Reference, StartQuery, LimitExceededException; Amazon Athena API Reference, StartQueryExecution, TooManyRequestsException.
 */
async function startInTurn(startOne: () => Promise<StartedQuery>, context: RemainingTime): Promise<StartedQuery> {
  for (;;) {
    try {
      return await startOne();
    } catch (error) {
      const isFull = error instanceof Error && tooMany.has(error.name);
      if (!isFull || context.getRemainingTimeInMillis() < 2 * reserve) {
        throw error;
      }
      // A random wait, so that waiting queries do not all retry at the same time.
      await sleep(waits.turn * (0.5 + Math.random()));
    }
  }
}

const tooMany: ReadonlySet<string> = new Set([
  "MaxConcurrentQueriesException",
  "ThrottlingException",
  "LimitExceededException",
  "TooManyRequestsException",
]);

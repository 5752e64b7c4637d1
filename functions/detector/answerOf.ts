import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "aws-lambda";
import type { StatementAnswer } from "./scan/scanTable";
import type { StartedQuery } from "./startedQuery";

/**
 * Runs a query and waits for its answer, as long as the function may.
 * @param name names the query in an error's message
 * @throws Error where the query is refused, fails, or does not end in time
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
      throw new Error(`The query of ${name} did not end in time, and was cancelled.`);
    }
    await sleep(wait);
  }
}

type RemainingTime = Pick<Context, "getRemainingTimeInMillis">;

/** How long to wait before a query is looked at again, and before one is started again that found no place, in milliseconds. */
const waits = { first: 20, longest: 5_000, turn: 2_000 } as const;
/** What is kept of the function's time for reporting, in milliseconds. */
const reserve = 60_000;

/**
 * Starts a query as soon as the service takes one more: ten of an account may run at one time in CloudTrail Lake, and three may be started in a
 * second, while schedules of one rate call at the same time.
 * Sources: AWS CloudTrail API Reference, StartQuery, MaxConcurrentQueriesException, and ThrottlingException; Amazon CloudWatch Logs API Reference, StartQuery,
 * LimitExceededException; Amazon Athena API Reference, StartQueryExecution, TooManyRequestsException.
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
      // Those that wait do not all come back at one time.
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

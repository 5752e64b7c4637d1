import type { SQSEvent } from "aws-lambda";
import { systemClock } from "../../functions/forwarder/clock";
import type { ForwarderSettings } from "../../functions/forwarder/forwarderSettings";
import { createHandler } from "../../functions/forwarder/handler";
import type { AuditEvent } from "../../functions/mapping/auditEvent";
import type { Sink } from "../../functions/sinks/sink";
import { sandboxAccount } from "../../sandbox/account";
import { contextWith } from "../../tests/functions/sqsEvent";
import { secondsOf } from "../figure";
import { floorOf } from "./forwarderFloor";

/** Handles a batch; throws where a message of it is not taken. */
export type Handle = (batch: SQSEvent) => Promise<void>;

/** The whole handler of a forwarder, but for the network, which is the sink's. */
export function measuredHandler(settings: ForwarderSettings, sink: Sink): Handle {
  const { accountId } = sandboxAccount;
  const handler = createHandler(
    settings,
    { accountId },
    {
      sink,
      sendToDeadLetters: async () => {
        throw new Error("Nothing is rejected here.");
      },
      clock: systemClock,
      write: () => undefined,
    },
  );
  const context = contextWith(40_000);
  return async (batch) => {
    const { batchItemFailures } = await handler(batch, context);
    if (batchItemFailures.length > 0) {
      throw new Error(`${batchItemFailures.length} messages of ${settings.vendor} were not taken.`);
    }
  };
}

/** Two pieces of work on the same batches: the floor's, which ends with these audit events, and the handler's. */
export function floorAndHandler(
  batches: readonly SQSEvent[],
  results: readonly (readonly AuditEvent[])[],
  handle: Handle,
): readonly (() => void | Promise<void>)[] {
  const floor = () => {
    for (const [index, batch] of batches.entries()) {
      floorOf(batch, results[index] ?? []);
    }
  };
  const handler = async () => {
    for (const batch of batches) {
      await handle(batch);
    }
  };
  return [floor, handler];
}

/** Does pieces of work by turns, and gives the seconds of each in every round after the first ones, which warm them up. */
export async function secondsByTurns(
  { rounds, warmUpRounds }: Readonly<Record<"rounds" | "warmUpRounds", number>>,
  works: readonly (() => void | Promise<void>)[],
): Promise<readonly (readonly number[])[]> {
  const seconds: number[][] = [];
  for (let round = -warmUpRounds; round < rounds; round++) {
    const times: number[] = [];
    for (const work of works) {
      times.push(await secondsOf(work));
    }
    if (round >= 0) {
      seconds.push(times);
    }
  }
  return seconds;
}

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

/** Handles a batch; throws if a message is not accepted. */
export type Handle = (batch: SQSEvent) => Promise<void>;

/** Makes the whole handler of a forwarder, except the network, which the sink provides. */
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
      throw new Error(`${batchItemFailures.length} messages of ${settings.vendor} were not accepted.`);
    }
  };
}

/** Makes two tasks on the same batches: the floor, which results in these audit events, and the handler. */
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

/** Runs tasks alternately, and returns the seconds of each in every round after the warm-up rounds. */
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

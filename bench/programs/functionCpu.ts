import type { Context, SQSEvent } from "aws-lambda";
import { createForwarder } from "../../functions/forwarder/forwarder";
import { contextWith } from "../../tests/functions/sqsEvent";
import { handler as chunker } from "./chunker";
import { batchesOf } from "./forwarderFloor";
import { handler as oneByOne } from "./oneByOne";
import { handler as powertools } from "./powertools";

/*
 * Measures the CPU time of whole handlers, including the SDK, its signatures and HTTP, on the same batches of 100 made-up events of Okta: user and system
 * time of this process, which does nothing else. Arguments: the warm-up invocations of each handler, the rounds, the batches per round, and the names of
 * the handlers, which alternate; each round starts with another one. The last line of its output is the microseconds per event of each handler's rounds,
 * as JSON.
 */

type Handler = (event: SQSEvent, context: Context) => Promise<unknown>;

const handlers: Readonly<Record<string, Handler>> = {
  forwarder: createForwarder({ integration: "okta", vendor: "okta" }),
  chunker,
  powertools,
  oneByOne,
};
const batchSize = 100;
const [warmUps = 0, rounds = 0, batchesARound = 0] = process.argv.slice(2, 5).map(Number);
const names = process.argv.slice(5);
const context = contextWith(40_000);

async function main(): Promise<void> {
  const batches = batchesOf("okta", batchesARound, batchSize);
  const microseconds: Readonly<Record<string, number[]>> = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) {
    for (let done = 0; done < warmUps; done += batches.length) {
      await invokeAll(name, batches.slice(0, warmUps - done));
    }
  }
  for (let round = 0; round < rounds; round++) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const before = process.cpuUsage();
      await invokeAll(name, batches);
      const { user, system } = process.cpuUsage(before);
      microseconds[name]?.push((user + system) / (batchSize * batchesARound));
    }
  }
  process.stdout.write(`\n${JSON.stringify(microseconds)}`);
}

async function invokeAll(name: string, batches: readonly SQSEvent[]): Promise<void> {
  for (const batch of batches) {
    const answer = await handlers[name]?.(batch, context);
    if (name !== "oneByOne" && JSON.stringify(answer) !== '{"batchItemFailures":[]}') {
      throw new Error(`${name} did not accept every message: ${JSON.stringify(answer)}`);
    }
  }
}

void main();

import { join } from "node:path";
import { readStackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { maximalStack } from "../maximalStack";
import { declareStack } from "./stack";

/**
 * Prints the resources that the demonstration's stack and the maximal one declare, as their providers receive them. Components, which no
 * provider creates, are left out; a function's code is an archive, which no check reads.
 */
async function printResources(): Promise<void> {
  const printed: object[] = [];
  for (const stack of [readStackFile(join(__dirname, "..", ".."), sandboxStack), maximalStack]) {
    const { resources } = await declareStack(stack);
    for (const { id, type, name, inputs } of resources) {
      printed.push(...(id ? [{ stack: stack.stack, type, name, inputs }] : []));
    }
  }
  process.stdout.write(JSON.stringify(printed, (key, value) => (key === "code" ? "archive" : value)));
}

void printResources();

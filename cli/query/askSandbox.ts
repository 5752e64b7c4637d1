import { sandboxAccount } from "../../sandbox/account";
import { fillIn, type SavedQuery, type Window } from "../../sandbox/lake/savedQueries";
import { declareProgram } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";
import { deployStack } from "../../sandbox/stackSandbox";
import { chooseIntegrations } from "../start/chooseIntegrations";
import { madeUpEvents } from "../start/events";
import { existingResources } from "../start/existing";
import { identify } from "../start/identify";
import { sendEvents } from "../start/send";
import type { QueryAnswer } from "./ask";

/** Asks the sandbox: the stack with 200 made-up events of each vendor, and with AWS events in no store. */
export async function askSandbox(
  stackFile: StackFile,
  query: SavedQuery,
  vendor: string | undefined,
  window: Window,
): Promise<QueryAnswer> {
  const program = await declareProgram(stackFile, () => require("../../index"));
  const stack = await deployStack(program, identify, { existing: existingResources(program) });
  try {
    const now = () => stack.sandbox.clock.now();
    const integrations = chooseIntegrations(stack, vendor);
    const source = madeUpEvents(integrations, 200, { region: sandboxAccount.region, seed: 0, now, samples: {} });
    await sendEvents(stack, source);
    await stack.sandbox.lake.createStore({ id: emptyStore, name: "aws-events", kind: "management" });
    const stores = new Set(integrations.flatMap(({ eventDataStoreId }) => eventDataStoreId ?? []));
    let answer: QueryAnswer = { columns: [], rows: [] };
    for (const partner of stores) {
      const { columns, rows } = await stack.sandbox.lake.query(fillIn(query.sql, { partner, aws: emptyStore }, window));
      answer = { columns, rows: [...answer.rows, ...rows] };
    }
    return answer;
  } finally {
    await stack.sandbox.close();
  }
}

const emptyStore = "00000000-0000-4000-8000-000000000000";

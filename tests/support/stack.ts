import { envelopeOnBus } from "../../sandbox/envelope";
import { type EntryFault, type FaultPlan, parseFaults } from "../../sandbox/faults";
import { createIdentifiers } from "../../sandbox/identifiers";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { identify } from "../../sandbox/program/existing";
import { deployStack, type StackSandbox } from "../../sandbox/program/stackSandbox";
import type { SandboxOptions } from "../../sandbox/sandbox";
import { trafficOf } from "../../sandbox/traffic";
import { declareStack } from "./declare";

/** The sandbox's start time in tests. */
export const startTime = Date.parse("2026-11-20T12:00:00Z");

/** A test's change of the declared resources before the deployment. */
export type Change = (resources: readonly DeclaredResource[]) => readonly DeclaredResource[];

/** Deploys the Okta stack, runs a function on it, and always closes it. */
export async function withStack<T>(
  work: (stack: StackSandbox) => Promise<T>,
  { change = (resources) => resources, ...options }: SandboxOptions & { readonly change?: Change } = {},
  configuration?: Readonly<Record<string, unknown>>,
): Promise<T> {
  const program = await declareStack(configuration);
  const stack = await deployStack({ ...program, resources: change(program.resources) }, identify, {
    startTime,
    ...options,
  });
  try {
    return await work(stack);
  } finally {
    await stack.sandbox.close();
  }
}

/** Sends details to an integration, each in its own envelope. */
export function sendDetails(
  stack: StackSandbox,
  key: string,
  details: Iterable<Readonly<Record<string, unknown>>>,
): void {
  const integration = stack.integrations.find((candidate) => candidate.key === key);
  if (integration?.path === undefined) {
    throw new Error(`${key} is no integration of the stack that takes events over EventBridge`);
  }
  const { eventBusName } = integration.path;
  const newIdentifier = createIdentifiers(`test ${key}`);
  const { source } = trafficOf(integration.vendor) ?? {};
  for (const detail of details) {
    const time = stack.sandbox.clock.now();
    stack.send(
      key,
      envelopeOnBus(detail, eventBusName, {
        id: newIdentifier(),
        time,
        detailType: "SystemLog",
        region: "us-east-1",
        ...(source !== undefined && { source }),
      }),
    );
  }
}

/** Distinct made-up Okta events. */
export function oktaDetails(count: number, seed = 1): readonly Readonly<Record<string, unknown>>[] {
  const events = [...(trafficOf("okta")?.events({ count: count * 2, seed, end: startTime }) ?? [])];
  return [...new Map(events.map((event) => [event.uuid, event])).values()].slice(0, count);
}

/**
 * CloudTrail refuses every event except the first, by default for its content: if it refused all of them, none would
 * become a dead letter.
 */
export function refusingAllButFirst(fault: EntryFault = "entry-FieldTooLong"): FaultPlan {
  let entries = 0;
  return { ...parseFaults([]), nextEntry: () => (entries++ === 0 ? undefined : fault) };
}

/** Returns a change of one resource's inputs, by its logical name. */
export function changeInputs(name: string, inputs: (inputs: DeclaredResource["inputs"]) => object): Change {
  return (resources) =>
    resources.map((resource) =>
      resource.name === name ? { ...resource, inputs: { ...resource.inputs, ...inputs(resource.inputs) } } : resource,
    );
}

/** Returns a change that leaves out the resource with that logical name. */
export function without(name: string): Change {
  return (resources) => resources.filter((resource) => resource.name !== name);
}

/** Returns the rows of a query of an integration's store in CloudTrail Lake; by default the first integration's. */
export async function lakeRows(stack: StackSandbox, columns: string, rest = "", key?: string) {
  const integration = stack.integrations.find((candidate) => candidate.key === (key ?? candidate.key));
  const { rows } = await stack.sandbox.lake.query(`SELECT ${columns} FROM "${integration?.eventDataStoreId}" ${rest}`);
  return rows;
}

import { setImmediate as nextTurn } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { PersonError } from "../../components/personError";
import { runEmulated } from "../../components/stack/stackGuard";
import { sandboxAccount } from "../account";
import { type CloudContext, declareResource, defaultTagsOf, invokeFunction, ProviderError } from "../provider";
import type { DeclaredResource } from "./declaredResource";
import type { StackFile } from "./stackFile";

export interface DeclaredProgram {
  readonly resources: readonly DeclaredResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The program's warnings, in the engine's form. */
  readonly warnings: readonly string[];
  /** Its other messages. */
  readonly notes: readonly string[];
}

/** Loads or runs a Pulumi program and returns its outputs. Resources register while it runs, so it must not have run before. */
export type Program = () => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

/**
 * Runs a Pulumi program without the engine and records its resources. The strict resource types replace the provider.
 * @throws PersonError with every rejected resource, and any error of the program
 */
export async function declareProgram(stack: StackFile, program: Program): Promise<DeclaredProgram> {
  const context: CloudContext = {
    ...sandboxAccount,
    region: stack.configuration["aws:region"] ?? sandboxAccount.region,
    defaultTags: defaultTagsOf(stack.configuration["aws:defaultTags"]),
  };
  const resources: DeclaredResource[] = [];
  const urns = new Set<string>();
  const refusals: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs, custom }) => {
        // An error is kept until the end: thrown here, it would surface as an unhandled rejection and hide the next one.
        const refuse = (refusal: string) => {
          refusals.push(refusal);
          return { id: name, outputs: inputs };
        };
        const declared =
          custom === false
            ? { id: "", outputs: inputs }
            : answerOf(() => declareResource(type, name, inputs, context), refuse);
        const place = placeOf(type, name);
        if (urns.has(place.urn)) {
          refusals.push(`Duplicate resource URN '${place.urn}'; give it its own name.`);
        }
        urns.add(place.urn);
        resources.push({ ...place, type, name, inputs, ...declared });
        // One after another, so the process can handle outside events, such as a signal, between two of them.
        last = last.then(() => nextTurn());
        await last;
        return { id: declared.id, state: declared.outputs };
      },
      call: ({ token, inputs }) => withDetails(() => invokeFunction(token, inputs, context)),
    },
    stack.project,
    stack.stack,
    false,
  );
  const placeOf = watchParents(stack);
  // The program runs without interruption.
  await nextTurn();
  pulumi.runtime.setAllConfig({ ...stack.configuration });
  const warnings: string[] = [];
  const notes: string[] = [];
  const restore = [intercept("warn", "warning", warnings), intercept("log", "info", notes)];
  try {
    const outputs = await settled(pulumi.output(await runEmulated(program)));
    await pulumi.runtime.disconnect();
    if (refusals.length > 0) {
      throw new PersonError(refusals.join("\n"));
    }
    return { resources, outputs, warnings, notes };
  } finally {
    for (const undo of restore) {
      undo();
    }
  }
}

function answerOf<Answer>(answer: () => Answer, refuse: (refusal: string) => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    if (error instanceof ProviderError) {
      return refuse(error.message);
    }
    throw error;
  }
}

/** Throws an error as the monitor does: the SDK reads only gRPC's details. */
function withDetails<Answer>(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error);
    throw Object.assign(new Error(details, { cause: error }), { details });
  }
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Captures the program's messages: without an engine, Pulumi's log goes to the console. */
function intercept(method: "warn" | "log", severity: string, messages: string[]): () => void {
  const original = console[method];
  const pattern = new RegExp(`^${severity}: \\[runtime\\] ([\\s\\S]*)$`);
  console[method] = (message: unknown, ...rest: unknown[]) => {
    const text = pattern.exec(String(message))?.[1];
    if (text === undefined) {
      original(message, ...rest);
    } else {
      messages.push(text);
    }
  };
  return () => {
    console[method] = original;
  };
}

/**
 * Records each resource's parent and dependencies from the requests, since the mocks do not report them, until the mocks are set again. The
 * answer has URNs in the engine's form.
 */
function watchParents({
  project,
  stack,
}: StackFile): (type: string, name: string) => Pick<DeclaredResource, "urn" | "parent" | "dependencies"> {
  const parents = new Map<string, string>();
  const dependencies = new Map<string, readonly string[]>();
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) {
    throw new Error("Pulumi's mocks are not set");
  }
  const register = monitor.registerResource.bind(monitor) as (
    request: RegisterResourceRequest,
    ...rest: unknown[]
  ) => unknown;
  Object.assign(monitor, {
    registerResource: (request: RegisterResourceRequest, ...rest: unknown[]) => {
      const key = `${request.getType()}::${request.getName()}`;
      parents.set(key, request.getParent());
      dependencies.set(key, request.getDependenciesList());
      return register(request, ...rest);
    },
  });
  return (type, name) => {
    const key = `${type}::${name}`;
    const parent = parents.get(key) ?? "";
    const parentType = parent === "" ? "" : `${parent.split("::")[2]}$`;
    const needed = dependencies.get(key) ?? [];
    return {
      urn: `urn:pulumi:${stack}::${project}::${parentType}${type}::${name}`,
      ...(parent !== "" && { parent }),
      ...(needed.length > 0 && { dependencies: needed }),
    };
  };
}

/** The relevant part of a request to register a resource. */
interface RegisterResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): readonly string[];
}

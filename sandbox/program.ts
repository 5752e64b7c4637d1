import * as pulumi from "@pulumi/pulumi";
import { PersonError } from "../components/personError";
import { runEmulated } from "../components/stack/stackGuard";
import { sandboxAccount } from "./account";
import type { DeclaredResource } from "./declaredResource";
import { type CloudContext, declareResource, defaultTagsOf, invokeFunction, ProviderError } from "./provider";
import type { StackFile } from "./stackFile";
import { watchParents } from "./watchParents";

/** What a program declared. */
export interface DeclaredProgram {
  readonly resources: readonly DeclaredResource[];
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the program warned a person of, as the engine would show it. */
  readonly warnings: readonly string[];
  /** What else it told a person. */
  readonly notes: readonly string[];
}

/** Loads or runs a Pulumi program and gives its outputs. Resources register as it runs, so it must not have run before. */
export type Program = () => Readonly<Record<string, unknown>>;

/**
 * Runs a Pulumi program without the engine and records every resource that it declares. The provider's part is played by the
 * strict table of resource types: what that refuses, a real deployment would refuse too.
 * @throws PersonError with every resource that is refused, and whatever the program itself throws
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
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => {
        // A refusal is kept for the end: thrown here it would surface as an unhandled rejection, and hide the next one.
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
          refusals.push(`Duplicate resource URN '${place.urn}'; give it a name of its own.`);
        }
        urns.add(place.urn);
        resources.push({ ...place, type, name, inputs, ...declared });
        return { id: declared.id, state: declared.outputs };
      },
      call: ({ token, inputs }) => invokeFunction(token, inputs, context),
    },
    stack.project,
    stack.stack,
    false,
  );
  const placeOf = watchParents(stack);
  pulumi.runtime.setAllConfig({ ...stack.configuration });
  const warnings: string[] = [];
  const notes: string[] = [];
  const restore = [intercept("warn", "warning", warnings), intercept("log", "info", notes)];
  try {
    const outputs = await settled(pulumi.output(runEmulated(program)));
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

function settled<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** Takes what the program says to a person: without an engine, Pulumi's log goes to the console. */
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

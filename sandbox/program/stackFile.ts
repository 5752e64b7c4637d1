import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { nearest } from "../../components/configuration/problem";
import { PersonError } from "../../components/personError";

/** The stack that demonstrates the project; it is refused outside the sandbox. */
export const sandboxStack = "sandbox";

export interface StackFile {
  readonly project: string;
  readonly stack: string;
  /** The configuration in the form that a program receives: text, or JSON for a structured value. */
  readonly configuration: Readonly<Record<string, string>>;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.STACK.yaml`, as the engine does.
 * @throws PersonError for a missing or malformed file, and for an encrypted value of the project's own
 */
export function readStackFile(folder: string, stack: string): StackFile {
  const project = readYaml(join(folder, "Pulumi.yaml"));
  const name = String(project.name);
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) {
    const stacks = knownStacks(folder);
    const near = nearest(stack, stacks);
    throw new PersonError(
      `There is no stack ${JSON.stringify(stack)}: ${file} does not exist.${near === undefined ? "" : ` Did you mean ${near}?`} Known stacks: ${stacks.join(", ") || "none"}.`,
    );
  }
  const values = { ...defaultsOf(asMap(project.config)), ...asMap(readYaml(file).config) };
  const configuration = Object.fromEntries(
    Object.entries(values)
      .map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value] as const)
      .filter(([key, value]) => readable(file, name, key, value))
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  return { project: name, stack, configuration };
}

function defaultsOf(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, entry]) => {
      const value = asMap(entry).default ?? asMap(entry).value;
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Selects the usable values: skips secrets of other namespaces and refuses those of the project. */
function readable(file: string, project: string, key: string, value: unknown): boolean {
  if (!("secure" in asMap(value))) {
    return true;
  }
  if (key.startsWith(`${project}:`)) {
    throw new PersonError(
      `${key} in ${file} is encrypted, and the sandbox has no key to it. No secret belongs there: name it by its Secrets Manager ARN.`,
    );
  }
  return false;
}

function knownStacks(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
}

function readYaml(file: string): Record<string, unknown> {
  try {
    return asMap(parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new PersonError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function asMap(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

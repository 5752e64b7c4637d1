import { parseVendors } from "../../components/configuration/parseVendors";
import { PersonError } from "../../components/personError";

/** A stack's configuration by its full keys, structured values as they are. */
export type StackValues = Readonly<Record<string, unknown>>;

/** What the documents use of Pulumi's command line: subcommands, and the options of each. The engine's own help is asked in tests/engine. */
export const pulumiCommands: Readonly<Record<string, readonly string[]>> = {
  "stack init": [],
  "stack output": ["--json"],
  "config set": ["--path"],
  "config rm": ["--path"],
  preview: ["--policy-pack", "--policy-pack-config", "--diff"],
  up: ["--policy-pack", "--policy-pack-config", "--target", "--replace"],
  destroy: [],
  "state delete": ["--force"],
  import: [],
  "policy publish": [],
};

/** What a `pulumi` command makes of a configuration. A new stack has none but its Region. */
export function afterPulumiCommand(
  words: readonly string[],
  values: StackValues,
): { readonly values: StackValues; readonly problems: readonly string[] } {
  const known = Object.keys(pulumiCommands).find((name) => words.slice(1).join(" ").concat(" ").startsWith(`${name} `));
  if (known === undefined) {
    return { values, problems: [`pulumi ${words.slice(1).join(" ")} is no subcommand that the documents use`] };
  }
  const rest = words.slice(1 + known.split(" ").length);
  const problems = rest
    .filter((word) => word.startsWith("-") && !pulumiCommands[known]?.includes(word))
    .map((option) => `pulumi ${known} has no option ${option}`);
  const [key = "", value = ""] = rest.filter((word) => !word.startsWith("-"));
  if (known === "stack init") {
    return { values: { "aws:region": "us-east-1" }, problems };
  }
  return known === "config set"
    ? { values: withValue(values, pathOf(key, rest.includes("--path")), typed(value)), problems }
    : { values, problems };
}

/** Why the project refuses such a configuration; nothing where it takes it. */
export function refusalOf(values: StackValues): readonly string[] {
  const own = Object.entries(values).flatMap(([key, value]) => {
    const [namespace, name = ""] = key.split(":");
    return namespace === "partner-audit" ? [[name, value] as const] : [];
  });
  try {
    parseVendors({ values: Object.fromEntries(own), namePrefix: "partner-audit-dev", region: "us-east-1" });
    return [];
  } catch (error) {
    if (error instanceof PersonError) {
      return [error.message];
    }
    throw error;
  }
}

/** The full key, and the steps inside its value. Source: Pulumi documentation, `pulumi config set --path`. */
function pathOf(key: string, isPath: boolean): readonly string[] {
  if (!isPath) {
    return [key];
  }
  const [namespace = "", path = ""] = key.split(/:(.*)/s);
  const steps = [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, name]) =>
    String(quoted ?? index ?? name),
  );
  const [first = "", ...inside] = steps;
  return [`${namespace}:${first}`, ...inside];
}

function withValue(values: StackValues, [step = "", ...rest]: readonly string[], value: unknown): StackValues {
  const inside = values[step] ?? (/^\d+$/.test(rest[0] ?? "") ? [] : {});
  const changed = { [step]: rest.length === 0 ? value : withValue(inside as StackValues, rest, value) };
  return Array.isArray(values) ? Object.assign([...values], changed) : { ...values, ...changed };
}

/** With a path, `true`, `false` and whole numbers are what they look like. */
function typed(text: string): unknown {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : text;
}

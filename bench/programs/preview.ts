import { readFileSync, writeFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { declareProgram } from "../../sandbox/program/program";
import { sandboxStack } from "../../sandbox/program/stackFile";
import { stackOf } from "../../tests/support/declare";
import { createEngineStack, program } from "../../tests/support/engine";
import { declareHere } from "../declareHere";
import { secondsOf } from "../figure";
import { manyVendors } from "../manyVendors";

/*
 * Runs one preview, or the policies offline, in its own process. Arguments: `project`, `plain`, `policies` or `declare`, the number of vendors or
 * `demonstration`, and a file, to which `declare` writes the resources that `plain` then makes unchanged. It prints seconds and megabytes as JSON.
 */

const [mode = "", count = "1", file = ""] = process.argv.slice(2);
const configuration = count === "demonstration" ? demonstration() : manyVendors(Number(count));

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

async function main(): Promise<void> {
  switch (mode) {
    case "declare":
      return writeFileSync(file, JSON.stringify(await bareResources()));
    case "policies":
      return print(await secondsOf(judgeStack));
    case "project":
      return print(await preview(program));
    case "plain": {
      const resources = JSON.parse(readFileSync(file, "utf8")) as readonly Declared[];
      return print(await preview(async () => resources.forEach(makeBare)));
    }
    default:
      throw new Error(`There is no mode ${mode}.`);
  }
}

/** Makes the configuration of the demonstration: six vendors with all detections, alarms and dashboards. */
function demonstration(): Readonly<Record<string, object>> {
  const { config }: { readonly config: Readonly<Record<string, object>> } = parse(
    readFileSync(`Pulumi.${sandboxStack}.yaml`, "utf8"),
  );
  const own = Object.entries(config).filter(
    ([key]) => key.startsWith("partner-audit:") && key !== "partner-audit:sandbox",
  );
  return Object.fromEntries(own.map(([key, value]) => [key.slice("partner-audit:".length), value]));
}

async function bareResources(): Promise<readonly Declared[]> {
  const { resources } = await declareHere(configuration);
  return resources
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name, inputs }) => ({
      type,
      name,
      inputs: { ...inputs, ...("code" in inputs && { code: undefined }) },
    }));
}

/** Makes a resource of the provider's own class, without a component, configuration or callback. */
function makeBare({ type, name, inputs }: Declared): void {
  const [, module = "", className = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  const classes = (aws as unknown as Readonly<Record<string, Readonly<Record<string, ResourceClass>>>>)[module];
  const Resource = classes?.[className];
  if (Resource === undefined) {
    throw new Error(`The provider has no class for ${type}.`);
  }
  const code = new pulumi.asset.AssetArchive({
    "__index.js": new pulumi.asset.StringAsset("exports.handler = async () => undefined;"),
  });
  new Resource(name, { ...inputs, ...(className === "Function" && { code }) });
}

type ResourceClass = new (name: string, inputs: object) => pulumi.CustomResource;

async function preview(run: () => Promise<unknown>): Promise<number> {
  const engine = await createEngineStack("bench", run as () => Promise<Record<string, unknown>>);
  try {
    for (const [key, value] of Object.entries(configuration)) {
      await engine.set(key, value);
    }
    return await secondsOf(() => engine.stack.preview());
  } finally {
    engine.remove();
  }
}

async function judgeStack(): Promise<void> {
  const { createStack } = await import("../../components/stack/stack");
  const { readConfiguration } = await import("../../components/configuration/readConfiguration");
  const { resources } = await declareProgram(stackOf(configuration), async () => ({
    ...(await createStack(readConfiguration())),
  }));
  await judge(policies, resources, { configuration: {}, stackTags: new Map() });
}

function print(seconds: number): void {
  process.stdout.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

void main();

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suggestsWholeServices } from "../../policy/policies/managedPolicies";
import { pythonWithPackages } from "../python";
import { servicesOfIam, type WholeServices, wholeServices } from "./wholeServices";

const command = "node --require ./cli/register.js conformance/parliament/writeManagedPolicies.ts";
const file = join(__dirname, "..", "..", "policy", "data", "managedPolicies.ts");

/**
 * Writes policy/data/managedPolicies.ts from the AWS managed policies in moto and the actions in iam-data. With
 * `--check` it writes nothing and exits with 1 if the file is out of date. It needs Python, as `npm run conformance`
 * does.
 */
async function run(): Promise<void> {
  const table = tableOf(managedPolicies(), await servicesOfIam());
  if (!process.argv.includes("--check")) {
    writeFileSync(file, table);
  } else if (readFileSync(file, "utf8") !== table) {
    process.stdout.write(`policy/data/managedPolicies.ts is not up to date; run: ${command}\n`);
    process.exitCode = 1;
  }
}

interface ManagedPolicies {
  readonly asOf: string;
  /** By path and name. */
  readonly documents: Readonly<Record<string, unknown>>;
}

function managedPolicies(): ManagedPolicies {
  const python = pythonWithPackages(join(__dirname, "..", "requirements.txt"));
  if ("missing" in python) {
    throw new Error(python.missing);
  }
  const { status, stdout } = spawnSync(python.path, [join(__dirname, "managed_policies.py")], {
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) {
    throw new Error(`managed_policies.py exited with ${status}`);
  }
  return JSON.parse(stdout);
}

function tableOf({ asOf, documents }: ManagedPolicies, services: Awaited<ReturnType<typeof servicesOfIam>>): string {
  const rows = Object.entries(documents)
    .map(([name, document]): [string, string] => [name, textOf(wholeServices(document, services))])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const granting = rows.filter(([, text]) => text !== "");
  const misnamed = rows.filter(([name, text]) => text === "" && suggestsWholeServices(name));
  return `// Written by: ${command}
// Sources: AWS Managed Policy Reference (documents as in moto), AWS Service Authorization Reference (actions as in iam-data).

/** The day of the newest managed policy in this file. */
export const managedPoliciesAsOf = "${asOf}";

/**
 * By path and name, the AWS managed policies that grant whole services: every action on every resource, without a condition that narrows
 * it. The value names the services by their prefixes in IAM, separated by spaces; \`*\` first means every service except for those that follow.
 */
export const wholeServicesOf: Readonly<Record<string, string>> = {
${granting.map(propertyOf).join("")}};

/** By path and name, the AWS managed policies that grant no whole service although their names suggest it. */
export const misnamedPolicies: readonly string[] = [
${misnamed.map(([name]) => `  "${name}",\n`).join("")}];
`;
}

/** Writes a property as the formatter does, with a long value on its own line. */
function propertyOf([name, text]: readonly [string, string]): string {
  const key = /^\w+$/.test(name) ? name : `"${name}"`;
  const line = `  ${key}: "${text}",\n`;
  return line.length > 121 ? `  ${key}:\n    "${text}",\n` : line;
}

function textOf(whole: WholeServices): string {
  return ("allBut" in whole ? ["*", ...whole.allBut] : whole.services).join(" ");
}

void run();

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import type { VendorOutput } from "../sandbox/integration";
import { stopping } from "./signals";

/** Reads the vendors of a deployed stack, by default the selected one; throws a PersonError where `pulumi stack output` fails. */
export async function stackOutputs(
  stack: string | undefined,
  otherWay: string,
): Promise<Readonly<Record<string, VendorOutput>>> {
  const commandLine = ["stack", "output", "vendors", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  try {
    const { stdout } = await promisify(execFile)("pulumi", commandLine, { signal: stopping, maxBuffer: 64 * 2 ** 20 });
    return JSON.parse(stdout);
  } catch (error) {
    const { code, stderr, message } = error as {
      readonly code?: unknown;
      readonly stderr?: string;
      readonly message: string;
    };
    if (code === "ENOENT") {
      throw new PersonError(
        `The command pulumi was not found, which reads the stack's outputs. Install Pulumi (https://www.pulumi.com/docs/install) and have it on PATH. ${otherWay}`,
      );
    }
    throw new PersonError(`pulumi ${commandLine.join(" ")} failed: ${(stderr || message).trim()}\n${otherWay}`);
  }
}

/** Gives one vendor of a stack; throws a PersonError that names the known ones. */
export function vendorOutput(outputs: Readonly<Record<string, VendorOutput>>, vendor: string): VendorOutput {
  const output = Object.hasOwn(outputs, vendor) ? outputs[vendor] : undefined;
  if (output === undefined) {
    throw new PersonError(
      `--vendor ${unknownName("--vendor", "vendor of the stack", vendor, Object.keys(outputs)).message}.`,
    );
  }
  return output;
}

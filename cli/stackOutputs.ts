import { execFileSync } from "node:child_process";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import type { VendorOutput } from "../sandbox/integration";

/** Reads the vendors of a deployed stack, by default the selected one; throws a PersonError where `pulumi stack output` fails. */
export function stackOutputs(stack: string | undefined, otherWay: string): Readonly<Record<string, VendorOutput>> {
  const commandLine = ["stack", "output", "vendors", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  try {
    return JSON.parse(execFileSync("pulumi", commandLine, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
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

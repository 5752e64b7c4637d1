import { execFileSync } from "node:child_process";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import type { VendorOutput } from "../sandbox/integration";

/**
 * The vendors of a deployed stack, as `pulumi stack output vendors` prints them; of the selected stack where none is named.
 * @throws PersonError where the command fails
 */
export function stackOutputs(stack: string | undefined, otherWay: string): Readonly<Record<string, VendorOutput>> {
  const commandLine = ["stack", "output", "vendors", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  try {
    return JSON.parse(execFileSync("pulumi", commandLine, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    throw new PersonError(`pulumi ${commandLine.join(" ")} failed: ${(stderr || message).trim()}\n${otherWay}`);
  }
}

/**
 * One vendor of a stack.
 * @throws PersonError naming those that there are
 */
export function vendorOutput(outputs: Readonly<Record<string, VendorOutput>>, vendor: string): VendorOutput {
  const output = Object.hasOwn(outputs, vendor) ? outputs[vendor] : undefined;
  if (output === undefined) {
    throw new PersonError(
      `--vendor ${unknownName("--vendor", "vendor of the stack", vendor, Object.keys(outputs)).message}.`,
    );
  }
  return output;
}

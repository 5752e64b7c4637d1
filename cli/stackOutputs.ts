import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import type { LakeOutput, VendorOutput } from "../sandbox/integration";
import { stopping } from "./command/signals";

/** Reads the vendors of a deployed stack, by default the selected one. Throws a PersonError if `pulumi stack output` fails. */
export function stackOutputs(
  stack: string | undefined,
  otherWay: string,
): Promise<Readonly<Record<string, VendorOutput>>> {
  return readOutput("vendors", stack, otherWay);
}

/** Reads the table of a deployed stack whose events go to S3. Throws as {@link stackOutputs}. */
export function stackLake(stack: string | undefined, otherWay: string): Promise<LakeOutput> {
  return readOutput("lake", stack, otherWay);
}

async function readOutput<Output>(name: string, stack: string | undefined, otherWay: string): Promise<Output> {
  const commandLine = ["stack", "output", name, "--json", ...(stack === undefined ? [] : ["--stack", stack])];
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
        `The command pulumi, which reads the stack's outputs, was not found. Install Pulumi (https://www.pulumi.com/docs/install) and have it on PATH. ${otherWay}`,
      );
    }
    throw new PersonError(`pulumi ${commandLine.join(" ")} failed: ${(stderr || message).trim()}\n${otherWay}`);
  }
}

/** Returns one vendor of a stack. Throws a PersonError with the known names. */
export function vendorOutput(outputs: Readonly<Record<string, VendorOutput>>, vendor: string): VendorOutput {
  const output = Object.hasOwn(outputs, vendor) ? outputs[vendor] : undefined;
  if (output === undefined) {
    throw new PersonError(
      `--vendor ${unknownName("--vendor", "vendor of the stack", vendor, Object.keys(outputs)).message}.`,
    );
  }
  return output;
}

/** The Regions in the ARNs of an integration's outputs; the first is the stack's. */
export function regionsOf(output: VendorOutput): readonly string[] {
  const values = [output, ...Object.values(output.deliveries ?? {})].flatMap((one) => Object.values(one));
  return values.flatMap((value) => {
    const [prefix, , , region = ""] = String(value).split(":");
    return prefix === "arn" && region !== "" ? [region] : [];
  });
}

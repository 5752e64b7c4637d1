// The entry point `partner-audit/sandbox`: a sandbox for the tests of a program. Internals may change without notice.

import { missingPackage } from "../components/files/missingPackage";
import { PersonError } from "../components/personError";
import type { ProgramSandbox, ProgramSandboxOptions } from "./program/programSandbox";

export type { ReportedFinding } from "./ledger/findings";
export type { Ledger } from "./ledger/ledger";
export type { DeclaredResource } from "./program/declaredResource";
export type { AuditEvent, ProgramSandbox, ProgramSandboxOptions } from "./program/programSandbox";

/**
 * Deploys a Pulumi program into a sandbox on this machine. Nothing leaves the machine, and no AWS account, Pulumi CLI or login is needed.
 *
 * @param program runs the program and gives its outputs, of which the sandbox reads `vendors` and, with detections, `findings`. A program of its
 * own file is loaded by `() => require("./index")` or `() => import("./index")`, once in a process.
 * @throws PersonError for a package that is not installed, and for every resource that AWS would refuse; and whatever the program throws
 * @example
 * const sandbox = await openSandbox(() => import("./index"));
 * sandbox.send("okta", event);
 * await sandbox.settle();
 * expect(sandbox.ledger("okta")).toMatchObject({ received: 1, ingested: 1 });
 * await sandbox.close();
 */
export async function openSandbox(
  program: () => object | Promise<object>,
  options: ProgramSandboxOptions = {},
): Promise<ProgramSandbox> {
  try {
    const { deployProgram } = await import("./program/programSandbox");
    return await deployProgram(program, options);
  } catch (error) {
    const message = missingPackage(error);
    throw message === undefined ? error : new PersonError(message);
  }
}

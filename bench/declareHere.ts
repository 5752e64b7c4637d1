import { type DeclaredProgram, declareProgram } from "../sandbox/program/program";
import { stackOf } from "../tests/support/declare";
import { program } from "../tests/support/program";

/** Declares a stack with the given configuration in this process; the process that declares for all callers exists only in the tests. */
export function declareHere(configuration: Readonly<Record<string, unknown>>): Promise<DeclaredProgram> {
  return declareProgram(stackOf(configuration), program);
}

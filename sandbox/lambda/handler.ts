import { existsSync } from "node:fs";
import path from "node:path";

export type Handler = (event: unknown, context: object) => unknown;

export class RuntimeFailure extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}

/**
 * Loads the function named in `setting`, such as `__index.handler`: a CommonJS file below `taskRoot`, a period, and the export.
 * Source: "AWS Lambda Developer Guide, Define Lambda function handler in Node.js".
 */
export function loadHandler(taskRoot: string, setting: string): Handler {
  const [, name = "", exported = ""] = /^((?:.*\/)?[^./]+)\.([^.]+)$/.exec(setting) ?? [];
  if (name === "") {
    throw new RuntimeFailure("Runtime.MalformedHandlerName", "Bad handler");
  }
  const handler = loadModule(path.join(taskRoot, `${name}.js`))[exported];
  if (typeof handler !== "function") {
    const problem = handler === undefined ? "undefined or not exported" : "not a function";
    throw new RuntimeFailure("Runtime.HandlerNotFound", `${setting} is ${problem}`);
  }
  return handler as Handler;
}

function loadModule(file: string): Readonly<Record<string, unknown>> {
  if (!existsSync(file)) {
    throw new RuntimeFailure("Runtime.ImportModuleError", `Error: Cannot find module '${path.basename(file, ".js")}'`);
  }
  try {
    return require(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") {
      throw new RuntimeFailure("Runtime.ImportModuleError", `Error: ${error.message}`);
    }
    throw error;
  }
}

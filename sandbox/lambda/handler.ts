import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** The exported function that a handler setting names. */
export type Handler = (event: unknown, context: object, callback?: HandlerCallback) => unknown;

/** What a handler may call, instead of answering, when it is done. */
export type HandlerCallback = (error?: unknown, result?: unknown) => void;

/** A failure of the runtime itself, by the name Lambda gives it. */
export class RuntimeFailure extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}

/**
 * Loads the function that `setting` names, for example `__index.handler`: a path below `taskRoot` without its extension, a
 * period, and the export, which may be an export's member.
 * Source: "AWS Lambda Developer Guide, Define Lambda function handler in Node.js".
 * @param callbacksSupported false from nodejs24.x on, whose runtime refuses handlers that take a callback
 */
export async function loadHandler(taskRoot: string, setting: string, callbacksSupported: boolean): Promise<Handler> {
  const match = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(setting);
  if (match?.[1] === undefined || match[2] === undefined || setting.includes("..")) {
    throw new RuntimeFailure("Runtime.MalformedHandlerName", "Bad handler");
  }
  const loaded = await loadModule(taskRoot, match[1]);
  const handler = match[2].split(".").reduce<unknown>(memberOf, loaded);
  if (handler === undefined) {
    throw new RuntimeFailure("Runtime.HandlerNotFound", `${setting} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw new RuntimeFailure("Runtime.HandlerNotFound", `${setting} is not a function`);
  }
  if (!callbacksSupported && handler.length >= 3) {
    throw new RuntimeFailure(
      "Runtime.CallbackHandlerDeprecated",
      "Callback-based function handlers are not supported from Node.js 24 on. Use an async handler.",
    );
  }
  return handler as Handler;
}

async function loadModule(taskRoot: string, name: string): Promise<unknown> {
  const file = ["", ".js", ".mjs", ".cjs"]
    .map((extension) => path.join(taskRoot, `${name}${extension}`))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw new RuntimeFailure("Runtime.ImportModuleError", `Error: Cannot find module '${path.basename(name)}'`);
  }
  try {
    return await requireOrImport(file);
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeFailure("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
    }
    const code = (error as { readonly code?: unknown } | null)?.code;
    if (error instanceof Error && (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND")) {
      throw new RuntimeFailure("Runtime.ImportModuleError", `Error: ${error.message}`);
    }
    throw error;
  }
}

async function requireOrImport(file: string): Promise<unknown> {
  if (!file.endsWith(".mjs")) {
    try {
      return require(file);
    } catch (error) {
      // An ES module with the extension .js, which older versions of Node.js do not `require`.
      if ((error as { readonly code?: unknown } | null)?.code !== "ERR_REQUIRE_ESM") {
        throw error;
      }
    }
  }
  return import(pathToFileURL(file).href);
}

function memberOf(value: unknown, member: string): unknown {
  return value === undefined || value === null ? undefined : (value as Record<string, unknown>)[member];
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import type { StackSandbox } from "../../sandbox/program/stackSandbox";
import { operatorCredentials } from "./operator";

const network = ["--require", "./cli/register.js", "--require", "./tests/support/sandboxNetwork.ts"];

/** A command of the project that uses the sandbox as AWS: the words after `node`, and its environment. */
export function sandboxCommand(name: string, { sandbox }: StackSandbox, commandLine: readonly string[]) {
  const { accessKeyId, secretAccessKey, sessionToken } = operatorCredentials(sandbox);
  return {
    words: [...network, "cli/partner-audit.js", name, ...commandLine],
    environment: {
      ...{ PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, SANDBOX_GATEWAY: sandbox.gatewayUrl },
      ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    },
  };
}

/** Starts it in a separate process. */
export function startInSandbox(
  name: string,
  stack: StackSandbox,
  commandLine: readonly string[],
  variables: NodeJS.ProcessEnv = {},
) {
  const { words, environment } = sandboxCommand(name, stack, commandLine);
  return spawn(process.execPath, words, {
    cwd: join(__dirname, "..", ".."),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, ...variables },
  });
}

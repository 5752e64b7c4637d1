import { CredentialIssuer } from "../../../sandbox/credentials";
import { createIdentifiers } from "../../../sandbox/identifiers";
import { unpack } from "../../../sandbox/lambda/archive";
import { functionSettings } from "../../../sandbox/lambda/functionSettings";
import { LambdaFunction } from "../../../sandbox/lambda/lambdaFunction";
import type { FunctionError } from "../../../sandbox/lambda/messages";
import { LambdaRuntime } from "../../../sandbox/lambda/runtime";
import * as d from "../declared";

type Inputs = Readonly<Record<string, unknown>>;

/** Functions to try for the tests of one file; they end with each test, and the runtime with the file. */
export function functionsToTry() {
  let runtime: LambdaRuntime;
  let made = 0;
  const functions: LambdaFunction[] = [];

  beforeAll(async () => {
    runtime = await LambdaRuntime.prepare();
  });
  afterEach(() => {
    for (const target of functions.splice(0)) {
      target.close();
    }
  });
  afterAll(() => runtime.close());

  /** Deploys a function whose `__index.js` is `source`. */
  async function make(source: string, inputs: Inputs = {}): Promise<LambdaFunction> {
    made += 1;
    const resource = d.lambda(`function-${made}`, source, inputs);
    const settings = functionSettings(resource);
    await unpack(resource.inputs.code, runtime.taskRoot(settings.name), settings.name);
    const credentials = new CredentialIssuer().issue(settings.roleArn ?? "", settings.name);
    const target = new LambdaFunction({
      settings,
      newRequestId: createIdentifiers(settings.name),
      start: (log) => runtime.start(settings, credentials, "http://127.0.0.1:9", log),
    });
    functions.push(target);
    return target;
  }

  /** What the function answers to an event. */
  async function answerOf(source: string, inputs: Inputs = {}, event: unknown = {}) {
    const outcome = await (await make(source, inputs)).invoke(JSON.stringify(event));
    if (outcome.status === "failed") {
      throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`);
    }
    return JSON.parse(outcome.payload);
  }

  /** How the function fails. */
  async function errorOf(source: string, inputs: Inputs = {}): Promise<FunctionError> {
    const outcome = await (await make(source, inputs)).invoke("{}");
    if (outcome.status === "succeeded") {
      throw new Error(`It answered ${outcome.payload}.`);
    }
    return outcome.error;
  }

  return { make, answerOf, errorOf };
}

/** Whether there is a process of that id. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

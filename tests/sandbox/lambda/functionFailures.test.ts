import { functionsToTry, isRunning } from "./functionsToTry";

const { make, errorOf } = functionsToTry();

describe("a failing function", () => {
  it.each([
    ["throws at once", "exports.handler = () => { throw new TypeError('a'); }", "TypeError", "a"],
    ["throws no error", "exports.handler = async () => { throw 'c'; }", "string", "c"],
    ["rejects with nothing", "exports.handler = () => Promise.reject()", "Error", "undefined"],
    [
      "answers what is no JSON",
      "exports.handler = async () => { const a = {}; a.a = a; return a; }",
      "TypeError",
      expect.stringContaining("circular"),
    ],
    [
      "throws where nobody catches",
      "exports.handler = () => new Promise(() => setTimeout(() => { throw new EvalError('d'); }, 1))",
      "EvalError",
      "d",
    ],
    [
      "lets a promise reject",
      "exports.handler = () => new Promise((done) => { Promise.reject('e'); setTimeout(done, 1000); })",
      "Runtime.UnhandledPromiseRejection",
      "e",
    ],
    ["throws while it loads", "throw new SyntaxWarning()", "ReferenceError", "SyntaxWarning is not defined"],
    [
      "requires what is not there",
      "require('left-pad'); exports.handler = async () => 1",
      "Runtime.ImportModuleError",
      expect.stringContaining("Cannot find module 'left-pad'"),
    ],
    [
      "answers more than 6 MB",
      "exports.handler = async () => 'x'.repeat(6 * 1024 * 1024)",
      "Function.ResponseSizeTooLarge",
      expect.any(String),
    ],
    [
      "ends its process",
      "exports.handler = async () => process.exit(3)",
      "Runtime.ExitError",
      expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
    ],
  ])("that %s fails the invocation", async (_, source, errorType, errorMessage) => {
    expect(await errorOf(source)).toMatchObject({ errorType, errorMessage });
  });

  it.each([
    ["a file that is not there", "index.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'index'"],
    [
      "an export that is not there",
      "__index.main",
      "Runtime.HandlerNotFound",
      "__index.main is undefined or not exported",
    ],
    ["an export that is no function", "__index.value", "Runtime.HandlerNotFound", "__index.value is not a function"],
    ["no export", "__index", "Runtime.MalformedHandlerName", "Bad handler"],
  ])("whose handler names %s fails every invocation", async (_, handler, errorType, errorMessage) => {
    const target = await make("exports.handler = async () => 1; exports.value = 1;", { handler });
    const outcome = { status: "failed", error: expect.objectContaining({ errorType, errorMessage }) };
    expect([await target.invoke("{}"), await target.invoke("{}")]).toEqual([outcome, outcome]);
    expect(target.counts).toEqual({ invocations: 2, coldStarts: 2, errors: { [errorType]: 2 } });
  });

  it("that hangs is killed at its timeout, and the next invocation starts anew", async () => {
    const target = await make("exports.handler = async (event) => { if (event.hang) for (;;); return process.pid; }", {
      timeout: 1,
    });
    const before = await target.invoke("{}");
    const outcome = await target.invoke('{"hang":true}');
    expect(outcome).toEqual({
      status: "failed",
      error: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/),
      },
    });
    const pid = Number(before.status === "succeeded" ? before.payload : Number.NaN);
    expect(isRunning(pid)).toBe(false);
    expect((await target.invoke("{}")).status).toBe("succeeded");
    expect(target.counts).toEqual({ invocations: 3, coldStarts: 2, errors: { "Sandbox.Timedout": 1 } });
  });

  it.each([
    [
      "buffers",
      "const kept = []; exports.handler = async () => { for (;;) { kept.push(Buffer.alloc(4e6, 1)); await new Promise(setImmediate); } }",
    ],
    ["objects", "const kept = []; exports.handler = async () => { for (;;) kept.push({ a: [kept.length] }); }"],
  ])("that fills its memory with %s is killed for it", async (_, source) => {
    const target = await make(source, { memorySize: 128, timeout: 60 });
    expect(await target.invoke("{}")).toEqual({
      status: "failed",
      error: {
        errorType: "Runtime.OutOfMemory",
        errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
      },
    });
  });

  it("gets no event over 6 MB", async () => {
    const target = await make("exports.handler = async (event) => event.length");
    const event = (length: number) => JSON.stringify("x".repeat(length - 2));
    expect(await target.invoke(event(6 * 1024 * 1024))).toEqual({ status: "succeeded", payload: "6291454" });
    expect(await target.invoke(event(6 * 1024 * 1024 + 1))).toMatchObject({
      error: { errorType: "RequestTooLargeException" },
    });
  });
});

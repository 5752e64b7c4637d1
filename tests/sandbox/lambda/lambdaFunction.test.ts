import { createIdentifiers } from "../../../sandbox/identifiers";
import * as d from "../declared";
import { functionsToTry } from "./functionsToTry";

const { make, answerOf } = functionsToTry();

describe("a handler", () => {
  it("gets a context as on Lambda", async () => {
    const target = await make(`exports.handler = async (event, context) => ({
      ...context, remaining: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })`);
    const outcome = await target.invoke("{}");
    const answer = outcome.status === "succeeded" ? JSON.parse(outcome.payload) : outcome;
    const { name } = target.settings;
    expect(answer).toMatchObject({
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: d.functionArn(name),
      memoryLimitInMB: "256",
      logGroupName: `/aws/lambda/${name}`,
      awsRequestId: createIdentifiers(name)(),
      trace: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
    });
    expect(answer.remaining).toBeGreaterThan(0);
    expect(answer.remaining).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ["awaits what never comes", "() => new Promise(() => {})", null],
    ["answers nothing", "async () => {}", null],
  ])("ends as on Lambda when it %s", async (_, handler, answer) => {
    expect(await answerOf(`exports.handler = ${handler}`)).toBe(answer);
  });

  it("keeps its module's state from one invocation to the next", async () => {
    const target = await make("let count = 0; exports.handler = async () => ++count;");
    await target.invoke("{}");
    expect(await target.invoke("{}")).toEqual({ status: "succeeded", payload: "2" });
    expect(target.counts).toEqual({ invocations: 2, coldStarts: 1, errors: {} });
  });

  it("runs in as many processes as it has invocations at once", async () => {
    const target = await make(
      "exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 100));",
    );
    const outcomes = await Promise.all([target.invoke("{}"), target.invoke("{}")]);
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(2);
    expect(target.counts.coldStarts).toBe(2);
  });
});

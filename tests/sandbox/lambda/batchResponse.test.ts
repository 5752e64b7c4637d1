import { messagesToKeep } from "../../../sandbox/lambda/batchResponse";

const batch = ["a", "b", "c"];
const succeeded = (payload: string) => ({ status: "succeeded", payload }) as const;
const failures = (...identifiers: unknown[]) =>
  succeeded(JSON.stringify({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) }));

describe("the messages that stay in the queue", () => {
  it.each([
    ["null", succeeded("null"), []],
    ["an empty object", succeeded("{}"), []],
    ["an empty list", failures(), []],
    ["some messages", failures("b", "c"), ["b", "c"]],
    ["a message that was not in the batch", failures("b", "z"), batch],
    ["an empty identifier", failures("b", ""), batch],
    ["null for an identifier", failures(null), batch],
    ["another key", succeeded('{"batchItemFailures":[{"messageId":"b"}]}'), batch],
    ["no object in its list", succeeded('{"batchItemFailures":["b"]}'), batch],
    ["a text", succeeded('"ok"'), batch],
  ])("with ReportBatchItemFailures, for an answer of %s", (_, outcome, kept) => {
    expect([...messagesToKeep(outcome, batch, true)]).toEqual(kept);
  });

  it.each([true, false])("are all after a failed invocation (ReportBatchItemFailures: %s)", (reports) => {
    const failed = { status: "failed", error: { errorType: "Error", errorMessage: "" } } as const;
    expect([...messagesToKeep(failed, batch, reports)]).toEqual(batch);
  });

  it("are none after a success without ReportBatchItemFailures, whatever it answers", () => {
    expect([...messagesToKeep(failures("a"), batch, false)]).toEqual([]);
    expect([...messagesToKeep(succeeded('"ok"'), batch, false)]).toEqual([]);
  });
});

import { entryErrorActions, refusalOf } from "../../../functions/delivery/refusals";

function awsError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(`message of ${name}`), { name, $metadata: { httpStatusCode } });
}

test.each([
  ["ThrottlingException", 400, true],
  ["TooManyRequestsException", 429, true],
  ["Whatever", 429, true],
  ["InternalFailure", 500, false],
  ["ServiceUnavailable", 503, false],
  ["Whatever", 502, false],
  ["RequestTimeout", 408, false],
  ["TimeoutError", undefined, false],
  ["AbortError", undefined, false],
  ["SyntaxError", 200, false],
])("%s with status %s is repeated", (name, status, throttled) => {
  expect(refusalOf(awsError(name, status))).toMatchObject({ action: "retry", code: name, throttled });
});

test.each([
  ["ChannelNotFound", 400],
  ["InvalidChannelARN", 400],
  ["ChannelInsufficientPermission", 400],
  ["ChannelUnsupportedSchema", 400],
  ["UnsupportedOperationException", 400],
  ["AccessDeniedException", 403],
  ["AccessDenied", 400],
  ["OptInRequired", 403],
  ["ExpiredTokenException", 400],
  ["Whatever", 403],
  ["CredentialsProviderError", undefined],
])("%s with status %s halts everything until someone mends it", (name, status) => {
  expect(refusalOf(awsError(name, status))).toMatchObject({ action: "halt", code: name });
});

test.each([
  ["ValidationException", 400],
  ["ValidationError", 400],
  ["DuplicatedAuditEventId", 400],
  ["RequestEntityTooLarge", 413],
  ["Whatever", 413],
])("%s with status %s splits the request", (name, status) => {
  expect(refusalOf(awsError(name, status))).toMatchObject({ action: "split", code: name });
});

test("an error that no document names waits in the queue", () => {
  expect(refusalOf(awsError("SomethingNew", 400))).toMatchObject({ action: "wait", code: "SomethingNew" });
});

test("a connection that failed is told by its code", () => {
  const error = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  expect(refusalOf(error)).toMatchObject({ action: "retry", code: "ECONNRESET" });
});

test.each([[undefined], [null], ["text"], [7], [{}], [awsError("a name with a payload in it")]])(
  "%j has a code without anything of its content",
  (error) => {
    expect(refusalOf(error)).toMatchObject({ action: "retry", code: "UnknownError" });
  },
);

test("every documented error code of an entry has its action", () => {
  expect(entryErrorActions).toEqual({
    FieldTooLong: "reject",
    FieldNotFound: "reject",
    InvalidChecksum: "reject",
    InvalidData: "reject",
    InvalidRecipient: "reject",
    InvalidEventSource: "reject",
    ExpiredLogEvent: "reject",
    TooNewLogEvent: "reject",
    TooOldLogEvent: "reject",
    AccountNotSubscribed: "wait",
    Throttling: "retry",
    InternalFailure: "retry",
  });
});

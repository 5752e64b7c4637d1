import { entryErrorActions, refusalOf } from "../../../functions/delivery/refusals";

function awsError(name: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(`message of ${name}`), { name, $metadata: { httpStatusCode } });
}

test.each([
  ["ThrottlingException", 400, "retry", true],
  ["TooManyRequestsException", 429, "retry", true],
  ["Whatever", 429, "retry", true],
  ["InternalFailure", 500, "retry", false],
  ["ServiceUnavailable", 503, "retry", false],
  ["Whatever", 502, "retry", false],
  ["RequestTimeout", 408, "retry", false],
  ["TimeoutError", undefined, "retry", false],
  ["AbortError", undefined, "retry", false],
  ["SyntaxError", 200, "retry", false],
  // Fails until the user changes the configuration.
  ["ChannelNotFound", 400, "halt", false],
  ["InvalidChannelARN", 400, "halt", false],
  ["ChannelInsufficientPermission", 400, "halt", false],
  ["ChannelUnsupportedSchema", 400, "halt", false],
  ["UnsupportedOperationException", 400, "halt", false],
  ["AccessDeniedException", 403, "halt", false],
  ["AccessDenied", 400, "halt", false],
  ["OptInRequired", 403, "halt", false],
  ["ExpiredTokenException", 400, "halt", false],
  ["Whatever", 403, "halt", false],
  ["CredentialsProviderError", undefined, "halt", false],
  ["ValidationException", 400, "split", false],
  ["ValidationError", 400, "split", false],
  ["DuplicatedAuditEventId", 400, "split", false],
  ["RequestEntityTooLarge", 413, "split", false],
  ["Whatever", 413, "split", false],
  // No document lists this code.
  ["SomethingNew", 400, "wait", false],
])("the action for %s with status %s is to %s", (name, status, action, throttled) => {
  const message = `message of ${name}`;
  expect(refusalOf(awsError(name, status))).toEqual({ action, code: name, message, throttled });
});

test.each([new TypeError("x is not a function"), new RangeError("Invalid array length")])(
  "an error in the forwarder's own code, %s, may be caused by one event, and keeps its stack",
  (error) => {
    const { name: code, message, stack } = error;
    expect(refusalOf(error)).toEqual({ action: "split", code, message, throttled: false, stack });
  },
);

test("a failed connection is recognized by its code", () => {
  const error = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  expect(refusalOf(error)).toMatchObject({ action: "retry", code: "ECONNRESET" });
});

test.each([[undefined], [null], ["text"], [7], [{}], [awsError("a name with a payload in it")]])(
  "%j has a code without any of its content",
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

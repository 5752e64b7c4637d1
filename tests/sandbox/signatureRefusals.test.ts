import type { HttpRequest } from "../../sandbox/http";
import { anySecret, type SignatureExpectations, verifySignature } from "../../sandbox/signature";
import { credentials, type RequestParts, signedRequest } from "../support/cloudTrailData";

const signedAt = new Date("2026-11-20T10:00:00Z");
const minutes = 60_000;

function expectations(changes: Partial<SignatureExpectations> = {}): SignatureExpectations {
  return {
    service: "cloudtrail-data",
    now: () => signedAt,
    secretFor: (accessKeyId) => (accessKeyId === credentials.accessKeyId ? credentials.secretAccessKey : undefined),
    ...changes,
  };
}

function sign(parts: RequestParts = {}): Promise<HttpRequest> {
  return signedRequest({ signedAt, ...parts });
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

function withAuthorization(request: HttpRequest, change: (authorization: string) => string): HttpRequest {
  return withHeader(request, "authorization", change(request.headers.authorization ?? ""));
}

/** These hold for credentials on trust as well, so they are tried with both. */
describe.each([
  ["known credentials", expectations()],
  ["credentials on trust", expectations({ secretFor: () => anySecret })],
])("with %s a request is refused", (_name, expected) => {
  const forms: readonly (readonly [string, string, number, string, (request: HttpRequest) => HttpRequest])[] = [
    [
      "another algorithm",
      "IncompleteSignature",
      403,
      "AWS4-HMAC-SHA256",
      (request) => withAuthorization(request, (text) => text.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
    ],
    [
      "no credential",
      "IncompleteSignature",
      403,
      "Credential",
      (request) => withAuthorization(request, (text) => text.replace("Credential=", "Key=")),
    ],
    [
      "no signed headers",
      "IncompleteSignature",
      403,
      "SignedHeaders",
      (request) => withAuthorization(request, (text) => text.replace("SignedHeaders=", "Headers=")),
    ],
    [
      "no signature",
      "IncompleteSignature",
      403,
      "Signature",
      (request) => withAuthorization(request, (text) => text.replace(/, Signature=.*/, "")),
    ],
    [
      "a credential of four parts",
      "IncompleteSignature",
      403,
      "exactly 5",
      (request) => withAuthorization(request, (text) => text.replace("/aws4_request", "")),
    ],
    [
      "a credential of six parts",
      "IncompleteSignature",
      403,
      "exactly 5",
      (request) => withAuthorization(request, (text) => text.replace("/aws4_request", "/aws4_request/x")),
    ],
    [
      "a signature that is no digest",
      "IncompleteSignature",
      403,
      "64 hexadecimal",
      (request) => withAuthorization(request, (text) => text.replace(/Signature=.*/, "Signature=abc")),
    ],
    [
      "signed headers out of order",
      "IncompleteSignature",
      403,
      "sorted",
      (request) => withAuthorization(request, (text) => text.replace("content-type;host", "host;content-type")),
    ],
    [
      "signed headers in capitals",
      "IncompleteSignature",
      403,
      "lower case",
      (request) => withAuthorization(request, (text) => text.replace("content-type;host", "Content-Type;host")),
    ],
    [
      "a time in another form",
      "IncompleteSignature",
      403,
      "X-Amz-Date",
      (request) => withHeader(request, "x-amz-date", "2026-11-20T10:00:00Z"),
    ],
    [
      "a time that does not exist",
      "IncompleteSignature",
      403,
      "X-Amz-Date",
      (request) => withHeader(request, "x-amz-date", "20261131T100000Z"),
    ],
    [
      "another service",
      "SignatureDoesNotMatch",
      403,
      "correct service: 'cloudtrail-data', not 'cloudtrail'",
      (request) => withAuthorization(request, (text) => text.replace("/cloudtrail-data/", "/cloudtrail/")),
    ],
    [
      "no Region",
      "SignatureDoesNotMatch",
      403,
      "valid Region",
      (request) => withAuthorization(request, (text) => text.replace("us-east-1", "nowhere")),
    ],
    [
      "another terminator",
      "SignatureDoesNotMatch",
      403,
      "valid terminator",
      (request) => withAuthorization(request, (text) => text.replace("aws4_request", "aws5_request")),
    ],
    [
      "another day in the scope",
      "SignatureDoesNotMatch",
      403,
      "'20261119' != '20261120'",
      (request) => withAuthorization(request, (text) => text.replace("/20261120/", "/20261119/")),
    ],
    [
      "an x-amz header that is not signed",
      "SignatureDoesNotMatch",
      403,
      "x-amz-added",
      (request) => withHeader(request, "x-amz-added", "1"),
    ],
    [
      "a host that is not signed",
      "SignatureDoesNotMatch",
      403,
      "host",
      (request) => withAuthorization(request, (text) => text.replace("content-type;host;", "content-type;")),
    ],
    [
      "a content type that is not signed",
      "SignatureDoesNotMatch",
      403,
      "content-type",
      (request) => withAuthorization(request, (text) => text.replace("content-type;host;", "host;")),
    ],
    [
      "a signed header that is not there",
      "SignatureDoesNotMatch",
      403,
      "x-amz-zzz",
      (request) =>
        withAuthorization(request, (text) => text.replace(/SignedHeaders=([^,]*)/, "SignedHeaders=$1;x-amz-zzz")),
    ],
    [
      "a body of another hash",
      "SignatureDoesNotMatch",
      403,
      "x-amz-content-sha256",
      (request) => ({ ...request, body: Buffer.from("{ }") }),
    ],
    [
      "a payload that is not signed",
      "SignatureDoesNotMatch",
      403,
      "x-amz-content-sha256",
      (request) => withHeader(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ],
  ];
  test.each(forms)("for %s", async (_form, code, status, message, change) => {
    const outcome = verifySignature(change(await sign({ body: "{}" })), expected);
    expect(outcome).toMatchObject({ code, status, message: expect.stringContaining(message) });
  });

  test("for having no signature at all", async () => {
    const { authorization: _authorization, ...headers } = (await sign()).headers;
    expect(verifySignature({ ...(await sign()), headers }, expected)).toMatchObject({
      code: "MissingAuthenticationToken",
      status: 403,
      message: expect.stringContaining("not signed"),
    });
  });

  test("for having its signature in the query", async () => {
    const { authorization: _authorization, ...headers } = (await sign()).headers;
    const target = "/PutAuditEvents?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=abc";
    expect(verifySignature({ ...(await sign()), headers, target }, expected)).toMatchObject({
      code: "MissingAuthenticationToken",
      status: 403,
      message: expect.stringContaining("query string"),
    });
  });

  test.each([
    ["15 minutes old", 15 * minutes, undefined],
    ["a second older", 15 * minutes + 1000, "Signature expired"],
    ["15 minutes ahead", -15 * minutes, undefined],
    ["a second further ahead", -15 * minutes - 1000, "Signature not yet current"],
  ])("for its time where it must be: %s", async (_age, age, message) => {
    const outcome = verifySignature(await sign(), { ...expected, now: () => new Date(signedAt.getTime() + age) });
    expect(outcome).toMatchObject(
      message === undefined
        ? { accessKeyId: credentials.accessKeyId }
        : { code: "RequestExpired", status: 400, message: expect.stringContaining(message) },
    );
  });
});

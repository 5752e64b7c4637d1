import type { HttpRequest } from "../../sandbox/http";
import { anySecret, type SignatureExpectations, verifySignature } from "../../sandbox/protocol/signature";
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

type Change = (request: HttpRequest) => HttpRequest;

const header =
  (name: string, value: string): Change =>
  (request) => ({ ...request, headers: { ...request.headers, [name]: value } });
const authorization =
  (from: string | RegExp, to: string): Change =>
  (request) =>
    header("authorization", (request.headers.authorization ?? "").replace(from, to))(request);
const unsigned: Change = (request) => {
  const { authorization: _authorization, ...headers } = request.headers;
  return { ...request, headers };
};

describe("a request signed by the AWS SDK's signer", () => {
  const requests: Readonly<Record<string, RequestParts>> = {
    "with a query and a body": { body: '{"auditEvents":[]}' },
    "with characters that need encoding": { query: { externalId: "a+b=c,d.e@f:g/h-i_j !'()*", channelArn: "é/ü" } },
    "with several names in any order": { query: { b: "2", a: "1", "a-b": "3", A: "4" } },
    "with a path that is encoded": { path: "/a%20b/c" },
    "with spaces in a header": { headers: { "x-amz-meta": "  one   two  " } },
    "with bytes that are no text": { body: Buffer.from([0, 255, 128, 10]) },
  };
  test.each(Object.entries(requests))("%s is attributed to its signer, with its Region", async (_name, parts) => {
    const outcome = verifySignature(await sign({ ...parts, region: "ap-southeast-3" }), expectations());
    expect(outcome).toEqual({ accessKeyId: credentials.accessKeyId, region: "ap-southeast-3" });
  });

  test("is also looked up by its session token", async () => {
    const session = { ...credentials, sessionToken: "the-token" };
    const secretFor = (_id: string, token?: string) =>
      token === "the-token" ? credentials.secretAccessKey : undefined;
    expect(verifySignature(await sign({ credentials: session }), expectations({ secretFor }))).toMatchObject({
      accessKeyId: credentials.accessKeyId,
    });
    expect(verifySignature(await sign(), expectations({ secretFor }))).toMatchObject({
      code: "UnrecognizedClientException",
      status: 403,
    });
  });
});

/** From AWS's published Signature Version 4 test suite: the names of its requests, and their signatures. */
describe("AWS's own test vectors", () => {
  const expected = expectations({ service: "service", now: () => new Date("2015-08-30T12:36:00Z") });

  function vector(method: string, target: string, signature: string): HttpRequest {
    const signed =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
      `SignedHeaders=host;x-amz-date, Signature=${signature}`;
    const headers = { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z", authorization: signed };
    return { method, target, headers, body: Buffer.alloc(0) };
  }

  test.each`
    name                                  | method    | target                             | signature
    ${"get-vanilla"}                      | ${"GET"}  | ${"/"}                             | ${"5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"}
    ${"post-vanilla"}                     | ${"POST"} | ${"/"}                             | ${"5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"}
    ${"get-vanilla-query-order-key-case"} | ${"GET"}  | ${"/?Param2=value2&Param1=value1"} | ${"b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"}
    ${"post-vanilla-query"}               | ${"POST"} | ${"/?Param1=value1"}               | ${"28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"}
  `("$name", ({ method, target, signature }) => {
    expect(verifySignature(vector(method, target, signature), expected)).toEqual({
      accessKeyId: "AKIDEXAMPLE",
      region: "us-east-1",
    });
    expect(verifySignature(vector(method, `${target}x`, signature), expected)).toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });
});

describe("a request that was changed after signing", () => {
  const changes: readonly (readonly [string, Change])[] = [
    ["its path", (request) => ({ ...request, target: request.target.replace("/Put", "/Get") })],
    ["its query", (request) => ({ ...request, target: `${request.target}&externalId=other` })],
    ["its body", (request) => ({ ...request, body: Buffer.from("{ }") })],
    ["its time", header("x-amz-date", "20261120T100001Z")],
    ["a signed x-amz header", header("x-amz-meta", "other")],
    ["its signature", authorization(/Signature=\w{8}/, "Signature=00000000")],
    ["its Region", authorization("us-east-1", "us-east-2")],
  ];
  test.each(changes)("does not match: %s", async (_name, change) => {
    const request = await sign({ body: "{}", headers: { "x-amz-meta": "one" } });
    const outcome = verifySignature(change(request), expectations());
    expect(outcome).toMatchObject({ code: "SignatureDoesNotMatch", status: 403 });
  });

  test("is refused with the expected string to sign, and passes if secrets are not checked", async () => {
    const request = { ...(await sign({ body: "{}" })), method: "PUT" };
    expect(verifySignature(request, expectations())).toMatchObject({
      message: expect.stringContaining("'PUT\n/PutAuditEvents\nchannelArn="),
    });
    const trusting = expectations({ secretFor: () => anySecret });
    expect(verifySignature(request, trusting)).toMatchObject({ accessKeyId: credentials.accessKeyId });
  });
});

test("credentials that do not exist are not recognized, and a wrong secret does not match", async () => {
  const stranger = await sign({ credentials: { ...credentials, accessKeyId: "AKIDSTRANGER" } });
  expect(verifySignature(stranger, expectations())).toMatchObject({ code: "UnrecognizedClientException", status: 403 });
  const wrong = await sign({ credentials: { ...credentials, secretAccessKey: "another" } });
  expect(verifySignature(wrong, expectations())).toMatchObject({ code: "SignatureDoesNotMatch" });
  expect(verifySignature(wrong, expectations({ secretFor: () => "another" }))).toMatchObject({ region: "us-east-1" });
});

/** These apply also if secrets are not checked, so both modes are tested. */
describe.each([
  ["known credentials", expectations()],
  ["unchecked credentials", expectations({ secretFor: () => anySecret })],
])("with %s a request is refused", (_name, expected) => {
  const incomplete = "IncompleteSignature";
  const unequal = "SignatureDoesNotMatch";
  test.each<[string, string, string, Change]>([
    ["another algorithm", incomplete, "HMAC-SHA256", authorization("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")],
    ["no credential", incomplete, "Credential", authorization("Credential=", "Key=")],
    ["no signed headers", incomplete, "SignedHeaders", authorization("SignedHeaders=", "Headers=")],
    ["no signature", incomplete, "Signature", authorization(/, Signature=.*/, "")],
    ["a credential of four parts", incomplete, "exactly 5", authorization("/aws4_request", "")],
    ["a signature that is no digest", incomplete, "64 hexadecimal", authorization(/Signature=.*/, "Signature=abc")],
    ["signed headers out of order", incomplete, "sorted", authorization("content-type;host", "host;content-type")],
    ["a time that does not exist", incomplete, "X-Amz-Date", header("x-amz-date", "20261131T100000Z")],
    ["another service", unequal, "'cloudtrail-data', not 'sqs'", authorization("/cloudtrail-data/", "/sqs/")],
    ["no Region", unequal, "valid Region", authorization("us-east-1", "nowhere")],
    ["another terminator", unequal, "valid terminator", authorization("aws4_request", "aws5_request")],
    ["another day", unequal, "'20261119' != '20261120'", authorization("/20261120/", "/20261119/")],
    ["an x-amz header that is not signed", unequal, "x-amz-added", header("x-amz-added", "1")],
    ["a host that is not signed", unequal, "host", authorization("content-type;host;", "content-type;")],
    ["a missing signed header", unequal, "x-amz-zzz", authorization(/Headers=([^,]*)/, "Headers=$1;x-amz-zzz")],
    [
      "a body of another hash",
      unequal,
      "x-amz-content-sha256",
      (request) => ({ ...request, body: Buffer.from("{ }") }),
    ],
    ["a payload without", unequal, "x-amz-content-sha256", header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")],
  ])("for %s: %s", async (_form, code, message, change) => {
    const outcome = verifySignature(change(await sign({ body: "{}" })), expected);
    expect(outcome).toMatchObject({ code, status: 403, message: expect.stringContaining(message) });
  });

  test("for having no signature at all", async () => {
    const missing = { code: "MissingAuthenticationToken", status: 403, message: expect.any(String) };
    expect(verifySignature(unsigned(await sign()), expected)).toEqual(missing);
  });

  test.each([
    ["15 minutes old", 15 * minutes, undefined],
    ["a second older", 15 * minutes + 1000, "Signature expired"],
    ["15 minutes ahead", -15 * minutes, undefined],
    ["a second further ahead", -15 * minutes - 1000, "Signature not yet current"],
  ])("for its time: %s", async (_age, age, message) => {
    const outcome = verifySignature(await sign(), { ...expected, now: () => new Date(signedAt.getTime() + age) });
    expect(outcome).toMatchObject(
      message === undefined
        ? { accessKeyId: credentials.accessKeyId }
        : { code: "RequestExpired", status: 400, message: expect.stringContaining(message) },
    );
  });
});

import type { HttpRequest } from "../../sandbox/http";
import { anySecret, type SignatureExpectations, verifySignature } from "../../sandbox/signature";
import { credentials, type RequestParts, signedRequest } from "../support/cloudTrailData";

const signedAt = new Date("2026-11-20T10:00:00Z");

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

describe("a request signed by the AWS SDK's signer", () => {
  const requests: Readonly<Record<string, RequestParts>> = {
    "with a query and a body": { body: '{"auditEvents":[]}' },
    "without a query": { query: {}, body: "x" },
    "with characters that need encoding": { query: { externalId: "a+b=c,d.e@f:g/h-i_j !'()*", channelArn: "é/ü" } },
    "with several names in any order": { query: { b: "2", a: "1", "a-b": "3", A: "4" } },
    "with an empty value": { query: { channelArn: "" } },
    "with a path that is encoded": { path: "/a%20b/c" },
    "with spaces in a header": { headers: { "x-amz-meta": "  one   two  " } },
    "with bytes that are no text": { body: Buffer.from([0, 255, 128, 10]) },
  };
  test.each(Object.entries(requests))("%s is known as its signer's", async (_name, parts) => {
    const outcome = verifySignature(await sign(parts), expectations());
    expect(outcome).toEqual({ accessKeyId: credentials.accessKeyId, region: "us-east-1" });
  });

  test("tells the Region it was signed for", async () => {
    const outcome = verifySignature(await sign({ region: "ap-southeast-3" }), expectations());
    expect(outcome).toEqual({ accessKeyId: credentials.accessKeyId, region: "ap-southeast-3" });
  });

  test("is looked up by its session token too", async () => {
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

/** From AWS's published Signature Version 4 test suite: the requests' names there, and the signatures it gives. */
describe("AWS's own test vectors", () => {
  const vectors = [
    ["get-vanilla", "GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    ["post-vanilla", "POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    [
      "get-vanilla-query-order-key-case",
      "GET",
      "/?Param2=value2&Param1=value1",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
    [
      "post-vanilla-query",
      "POST",
      "/?Param1=value1",
      "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ],
  ] as const;
  const expected = expectations({ service: "service", now: () => new Date("2015-08-30T12:36:00Z") });

  function vector(method: string, target: string, signature: string): HttpRequest {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
      `SignedHeaders=host;x-amz-date, Signature=${signature}`;
    const headers = { host: "example.amazonaws.com", "x-amz-date": "20150830T123600Z", authorization };
    return { method, target, headers, body: Buffer.alloc(0) };
  }

  test.each(vectors)("%s", (_name, method, target, signature) => {
    expect(verifySignature(vector(method, target, signature), expected)).toEqual({
      accessKeyId: "AKIDEXAMPLE",
      region: "us-east-1",
    });
    expect(verifySignature(vector(method, `${target}x`, signature), expected)).toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });
});

describe("a request that was changed after it was signed", () => {
  const changes: readonly (readonly [string, (request: HttpRequest) => HttpRequest])[] = [
    ["its method", (request) => ({ ...request, method: "PUT" })],
    ["its path", (request) => ({ ...request, target: request.target.replace("/Put", "/Get") })],
    ["its query", (request) => ({ ...request, target: `${request.target}&externalId=other` })],
    ["its body", (request) => ({ ...request, body: Buffer.from("{ }") })],
    ["its host", (request) => withHeader(request, "host", "elsewhere")],
    ["its content type", (request) => withHeader(request, "content-type", "text/plain")],
    ["its time", (request) => withHeader(request, "x-amz-date", "20261120T100001Z")],
    ["a signed x-amz header", (request) => withHeader(request, "x-amz-meta", "other")],
    [
      "its signature",
      (request) => withAuthorization(request, (text) => text.replace(/.$/, (last) => (last === "0" ? "1" : "0"))),
    ],
    ["its Region", (request) => withAuthorization(request, (text) => text.replace("us-east-1", "us-east-2"))],
  ];
  test.each(changes)("does not match: %s", async (_name, change) => {
    const request = await sign({ body: "{}", headers: { "x-amz-meta": "one" } });
    const outcome = verifySignature(change(request), expectations());
    expect(outcome).toMatchObject({ code: "SignatureDoesNotMatch", status: 403 });
  });

  test("is told what should have been signed", async () => {
    const request = await sign({ body: "{}" });
    expect(verifySignature({ ...request, method: "PUT" }, expectations())).toMatchObject({
      message: expect.stringContaining("'PUT\n/PutAuditEvents\nchannelArn="),
    });
  });

  test("is not noticed where any secret is taken on trust", async () => {
    const request = await sign({ body: "{}" });
    const outcome = verifySignature({ ...request, method: "PUT" }, expectations({ secretFor: () => anySecret }));
    expect(outcome).toMatchObject({ accessKeyId: credentials.accessKeyId });
  });
});

test("credentials that do not exist are not recognised", async () => {
  const stranger = { ...credentials, accessKeyId: "AKIDSTRANGER" };
  expect(verifySignature(await sign({ credentials: stranger }), expectations())).toMatchObject({
    code: "UnrecognizedClientException",
    status: 403,
  });
});

test("a service that stands in one Region takes signatures for no other", async () => {
  const request = await sign({ region: "us-east-2" });
  expect(verifySignature(request, expectations({ region: "us-east-2" }))).toMatchObject({ region: "us-east-2" });
  expect(verifySignature(request, expectations({ region: "us-east-1" }))).toMatchObject({
    code: "SignatureDoesNotMatch",
    message: expect.stringContaining("valid Region, not 'us-east-2'"),
  });
});

test("a query that cannot be decoded is malformed", async () => {
  const request = await sign();
  expect(verifySignature({ ...request, target: "/PutAuditEvents?channelArn=%E0%A4" }, expectations())).toMatchObject({
    code: "MalformedHttpRequestException",
    status: 400,
  });
});

test("a wrong secret does not match, day by day and service by service", async () => {
  const wrong = { ...credentials, secretAccessKey: "another" };
  const request = await sign({ credentials: wrong });
  expect(verifySignature(request, expectations())).toMatchObject({ code: "SignatureDoesNotMatch" });
  expect(verifySignature(request, expectations({ secretFor: () => "another" }))).toMatchObject({ region: "us-east-1" });
  expect(verifySignature(await sign({ service: "sqs" }), expectations({ service: "sqs" }))).toMatchObject({
    region: "us-east-1",
  });
});

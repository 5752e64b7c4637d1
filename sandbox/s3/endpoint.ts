import { randomUUID } from "node:crypto";
import type { HttpHandler, HttpRequest, HttpResponse } from "../http";
import { type AwsError, awsError, isAwsError, notSupported } from "../protocol/awsError";
import { type Signer, verifySignature } from "../protocol/signature";
import type { Bucket } from "./bucket";
import { deleteObject, getObject, listObjects, lockConfiguration } from "./operations";
import { putObject } from "./putObject";
import type { S3Answer, S3Call, S3Options } from "./s3Call";
import { xmlDocument } from "./xml";

/**
 * Amazon S3 for writers and readers of objects: PutObject, GetObject, HeadObject, DeleteObject, ListObjectsV2 and
 * GetObjectLockConfiguration. Sources: Amazon S3 API Reference, the pages of these operations and "Error responses"; "Authenticating Requests
 * (AWS Signature Version 4)".
 */
export function createS3Handler(options: S3Options): HttpHandler {
  return async (request) => {
    const identifiers = { "x-amz-request-id": randomUUID(), "x-amz-id-2": randomUUID() };
    const answer = await answerOf(request, options, identifiers);
    return respond(request, isAwsError(answer) ? errorAnswer(answer, identifiers) : answer, identifiers);
  };
}

async function answerOf(
  request: HttpRequest,
  options: S3Options,
  identifiers: Identifiers,
): Promise<S3Answer | AwsError> {
  const signer = verifySignature(request, { ...options.signature, service: "s3" });
  if (isAwsError(signer)) {
    return { ...signer, ...signatureErrors[signer.code] };
  }
  const place = placeOf(request);
  if (place === undefined) {
    return awsError("InvalidURI", "Couldn't parse the specified URI.");
  }
  const operation = operationOf(request, place);
  if (operation === undefined) {
    return notSupported(
      `${request.method} of ${place.key === "" ? "a bucket" : "an object"} with ${[...place.query.keys()].join(", ") || "no query"}`,
    );
  }
  const stray = strayNames(request, place);
  if (stray.length > 0) {
    return notSupported(stray.join(", "));
  }
  const bucket = options.findBucket(place.bucketName);
  return bucket === undefined
    ? awsError("NoSuchBucket", "The specified bucket does not exist", 404)
    : (misplaced(request, signer, bucket) ?? operation({ ...place, request, signer, bucket, identifiers }, options));
}

type Identifiers = S3Call["identifiers"];

/** S3's names for every service's signature errors (Amazon S3 API Reference, "List of error codes"). */
const signatureErrors: Readonly<Record<string, Partial<AwsError>>> = {
  MissingAuthenticationToken: { code: "AccessDenied", message: "Access Denied" },
  UnrecognizedClientException: {
    code: "InvalidAccessKeyId",
    message: "The AWS Access Key Id you provided does not exist in our records.",
  },
  RequestExpired: { code: "RequestTimeTooSkewed", status: 403 },
  IncompleteSignature: { code: "AuthorizationHeaderMalformed", status: 400 },
  MalformedHttpRequestException: { code: "InvalidURI" },
};

interface Place {
  readonly bucketName: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
}

/** The bucket in the host's name or the path (Amazon S3 User Guide, "Virtual hosting of general purpose buckets"). */
function placeOf({ target, headers }: HttpRequest): Place | undefined {
  const [path = "", query = ""] = target.split("?", 2);
  const [, ofHost] = /^(.+?)\.s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?(?::\d+)?$/.exec(headers.host ?? "") ?? [];
  try {
    const [bucketName = "", ...key] = [ofHost, path.slice(1)]
      .filter((part) => part !== undefined)
      .join("/")
      .split("/");
    return { bucketName, key: decodeURIComponent(key.join("/")), query: new URLSearchParams(query) };
  } catch {
    return undefined;
  }
}

type Operation = (call: S3Call, options: S3Options) => S3Answer | AwsError | Promise<S3Answer | AwsError>;

function operationOf({ method }: HttpRequest, { key, query }: Place): Operation | undefined {
  const ofObjects: Readonly<Record<string, Operation>> = {
    PUT: putObject,
    GET: getObject,
    HEAD: getObject,
    DELETE: deleteObject,
  };
  if (key !== "") {
    return Object.hasOwn(ofObjects, method) ? ofObjects[method] : undefined;
  }
  if (method === "GET" && query.has("object-lock")) {
    return lockConfiguration;
  }
  return method === "GET" && query.get("list-type") === "2" ? listObjects : undefined;
}

/** Parameters and headers that no operation here reads; ignoring one would differ from AWS. */
function strayNames({ method, headers }: HttpRequest, { key, query }: Place): readonly string[] {
  const parameters = key === "" ? listParameters : objectParameters;
  return [
    ...[...query.keys()].filter((name) => !parameters.has(name)).map((name) => `The parameter ${name}`),
    ...Object.keys(headers)
      .filter((name) => unreadHeaders.test(name) && !(name === "if-none-match" && method === "PUT"))
      .map((name) => `The header ${name}`),
  ];
}

const objectParameters: ReadonlySet<string> = new Set(["x-id", "versionId"]);
const listParameters: ReadonlySet<string> = new Set(
  "x-id list-type prefix start-after continuation-token max-keys encoding-type object-lock".split(" "),
);
const unreadHeaders =
  /^(x-amz-(?!date$|content-sha256$|security-token$|user-agent$|checksum-|sdk-checksum-algorithm$|expected-bucket-owner$|bypass-governance-retention$).*|range|if-.*|content-encoding)$/;

/** Rejects a call to another Region's bucket, or to another owner's than the caller expects. */
function misplaced({ headers }: HttpRequest, { region }: Signer, { settings }: Bucket): AwsError | undefined {
  if (region !== settings.region) {
    return awsError(
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; the region '${region}' is wrong; expecting '${settings.region}'`,
    );
  }
  const expected = headers["x-amz-expected-bucket-owner"] ?? settings.accountId;
  return expected === settings.accountId ? undefined : awsError("AccessDenied", "Access Denied", 403);
}

function errorAnswer({ code, message, status }: AwsError, identifiers: Identifiers): S3Answer {
  const ids = { RequestId: identifiers["x-amz-request-id"], HostId: identifiers["x-amz-id-2"] };
  return { status, body: xmlDocument("Error", { Code: code, Message: message, ...ids }) };
}

/** The answer to HEAD has only the headers. */
function respond(
  { method }: HttpRequest,
  { status = 200, headers = {}, body = "", unanswered }: S3Answer,
  identifiers: Identifiers,
): HttpResponse {
  const isXml = typeof body === "string" && body !== "";
  return {
    status,
    headers: {
      ...identifiers,
      ...(isXml && { "content-type": "application/xml" }),
      "content-length": String(Buffer.byteLength(body)),
      ...headers,
    },
    body: method === "HEAD" ? "" : body,
    ...(unanswered && { unanswered }),
  };
}

import { randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject } from "../../functions/mapping/values/json";
import { findUnsound } from "../cloudTrailData/eventData";
import type { HttpHandler, HttpRequest, HttpResponse } from "../http";
import { unknownValue } from "../provider/resourceType";
import { checkProperties, isValid, type Properties, type ValidInputs } from "../provider/values";
import { type AwsError, awsError, isAwsError, notSupported } from "./awsError";
import { type SignatureExpectations, verifySignature } from "./signature";

export interface JsonCaller {
  readonly accessKeyId: string;
  readonly region: string;
}

/** The signature and permissions that a service checks. */
export interface ServiceAccess {
  readonly signature: Omit<SignatureExpectations, "service">;
  /** Refuses `action` on the resource. `context` holds the condition keys of the request. */
  readonly refusal: (
    caller: JsonCaller,
    action: string,
    resource: string,
    context?: Readonly<Record<string, string>>,
  ) => AwsError | undefined;
}

export type JsonAnswer = { readonly body: object; readonly cutShort?: boolean } | AwsError | "reset" | "silence";

type JsonOperation = (
  input: JsonObject,
  caller: JsonCaller,
  service: Pick<JsonService, "invalidCode">,
) => JsonAnswer | Promise<JsonAnswer>;

export interface JsonService {
  readonly signingName: string;
  /** The prefix of `X-Amz-Target`, with its dot. */
  readonly targetPrefix: string;
  readonly signature: Omit<SignatureExpectations, "service">;
  /** The error code for an input that an operation does not accept. */
  readonly invalidCode: string;
  readonly operations: Readonly<Record<string, JsonOperation>>;
}

/** An operation that supports these input members and rejects every other one. */
export function operation<P extends Properties>(
  members: P,
  run: (input: ValidInputs<P>, caller: JsonCaller) => JsonAnswer | Promise<JsonAnswer>,
): JsonOperation {
  return (input, caller, { invalidCode }) =>
    isValid(members, input) ? run(input, caller) : awsError(invalidCode, checkProperties(members, input).join("; "));
}

/** Serves AWS JSON 1.0 (SQS, DynamoDB) or 1.1, by the request's content type (Smithy documentation, AWS JSON 1.0 and 1.1 protocols). */
export function createJsonHandler(service: JsonService): HttpHandler {
  return async (request) => {
    const signer = verifySignature(request, { ...service.signature, service: service.signingName });
    const version = request.headers["content-type"] === "application/x-amz-json-1.0" ? "1.0" : "1.1";
    return respond(version, isAwsError(signer) ? signer : await run(service, request, signer));
  };
}

async function run(service: JsonService, request: HttpRequest, caller: JsonCaller): Promise<JsonAnswer> {
  const target = request.headers["x-amz-target"] ?? "";
  const at = target.lastIndexOf(".") + 1;
  // Clients of the older models write the service's name behind its namespace (botocore's model of CloudTrail, targetPrefix).
  const isOfService = `.${target.slice(0, at)}`.endsWith(`.${service.targetPrefix}`);
  const name = isOfService ? target.slice(at) : "";
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) {
    return notSupported(`The operation ${target === "" ? "without a name" : target}`);
  }
  const input = request.body.length === 0 ? {} : readJson(request.body);
  return input === undefined
    ? awsError("SerializationException", "The body of the request must be a JSON object.")
    : operation(input, caller, service);
}

/** Reads a JSON object in UTF-8 without unusual depth; undefined for anything else. */
export function readJson(body: Buffer): JsonObject | undefined {
  try {
    const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body));
    // The property checks accept an unknown value in place of any other. No caller may send one.
    const isReadable = isJsonObject(document) && !body.includes(unknownValue);
    return isReadable && findUnsound(document, false) === undefined ? document : undefined;
  } catch {
    return undefined;
  }
}

function respond(version: string, answer: JsonAnswer): HttpResponse {
  const headers = { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": randomUUID() };
  if (answer === "reset" || answer === "silence") {
    return { status: 200, headers, body: "", unanswered: answer };
  }
  if ("body" in answer) {
    const body = JSON.stringify(answer.body);
    return { status: 200, headers, body: answer.cutShort ? body.slice(0, body.length / 2) : body };
  }
  const query = answer.queryCode !== undefined && { "x-amzn-query-error": `${answer.queryCode};Sender` };
  return {
    status: answer.status,
    headers: { ...headers, ...query },
    body: JSON.stringify({ ...answer.members, __type: answer.code, message: answer.message }),
  };
}

import { createHash } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { createCloudTrailDataHandler } from "../../sandbox/cloudTrailData/endpoint";
import type { AcceptedEvent, CloudTrailDataOptions, ObservedCall } from "../../sandbox/cloudTrailData/options";
import { everyChannel } from "../../sandbox/cloudTrailData/options";
import type { HttpRequest, HttpResponse } from "../../sandbox/http";

/** The account that owns `channelArn`. */
export const accountId = "123456789012";
export const channelArn = `arn:aws:cloudtrail:us-east-1:${accountId}:channel/11111111-2222-4333-8444-555555555555`;
export const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
} as const;

/** Valid content of the integration event schema with every field. */
export function eventContent(): Readonly<Record<string, unknown>> {
  return {
    version: "0",
    userIdentity: { type: "User", principalId: "00u1", details: { alternateId: "jane@example.com" } },
    userAgent: "Mozilla/5.0",
    eventSource: "okta.system-log-events",
    eventName: "user.session.start",
    eventTime: "2026-11-20T10:11:12Z",
    UID: "9f1c2e7c-0000-4000-8000-000000000001",
    requestParameters: { target: [{ id: "00u2" }] },
    responseElements: { outcome: { result: "FAILURE" } },
    errorCode: "FAILURE",
    errorMessage: "INVALID_CREDENTIALS",
    sourceIPAddress: "203.0.113.7",
    recipientAccountId: accountId,
    additionalEventData: { severity: "WARN" },
  };
}

/** Returns the JSON text of a valid event with some fields changed; a field set to `undefined` is left out. */
export function eventText(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...eventContent(), ...changes });
}

/** Returns the right `eventDataChecksum` for an event's text. */
export function checksumOf(eventData: string): string {
  return createHash("sha256").update(eventData).digest("base64");
}

/** The parts of a request that a test may change. */
export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly service?: string;
  readonly region?: string;
  readonly signedAt?: Date;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** A request to PutAuditEvents, signed with the AWS SDK's own signer. */
export async function signedRequest(parts: RequestParts = {}): Promise<HttpRequest> {
  const { method = "POST", path = "/PutAuditEvents", query = { channelArn } } = parts;
  const body = parts.body ?? "";
  const signer = new SignatureV4({
    service: parts.service ?? "cloudtrail-data",
    region: parts.region ?? "us-east-1",
    credentials: parts.credentials ?? credentials,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path,
      query: { ...query },
      headers: { host: "127.0.0.1", "content-type": "application/json", ...parts.headers },
      body,
    },
    { signingDate: parts.signedAt ?? new Date() },
  );
  const search = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return {
    method,
    target: search.length === 0 ? path : `${path}?${search.join("&")}`,
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body),
  };
}

/** The CloudTrail Data service with its accepted and observed events; `send` signs and sends a request. */
export function service(changes: Partial<CloudTrailDataOptions> = {}) {
  const accepted: AcceptedEvent[] = [];
  const observed: ObservedCall[] = [];
  const handler = createCloudTrailDataHandler({
    now: () => 0,
    findChannel: everyChannel,
    signature: { now: () => new Date(), secretFor: () => credentials.secretAccessKey },
    accept: (event) => accepted.push(event),
    observe: (call) => observed.push(call),
    ...changes,
  });
  const send = async (parts: RequestParts) => handler(await signedRequest(parts));
  return { accepted, observed, handler, send };
}

/** Returns one event of a call, with its checksum. */
export function entry(id: string, eventData = eventText()) {
  return { id, eventData, eventDataChecksum: checksumOf(eventData) };
}

/** Returns the body of a call. */
export function bodyOf(...auditEvents: readonly unknown[]): string {
  return JSON.stringify({ auditEvents });
}

/** The error of a refused call. */
export function refusal({ status, headers, body }: HttpResponse) {
  return {
    status,
    code: headers["x-amzn-ErrorType"],
    message: (JSON.parse(String(body)) as { readonly message: string }).message,
  };
}

/** An accepted call. */
export const sound: RequestParts = { body: bodyOf(entry("a")) };

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { SandboxCredentials } from "./credentials";

/** Where a call goes, and as whom. */
export interface CallTarget {
  readonly gatewayUrl: string;
  readonly region: string;
  readonly channelArn: string;
  readonly credentials: SandboxCredentials;
  readonly externalId?: string;
}

/** What a call came to: which events failed, or why the whole call did. */
export type CallAnswer =
  | { readonly failed: readonly FailedEvent[] }
  | { readonly errorCode: string; readonly errorMessage: string };

interface FailedEvent {
  readonly id: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

/**
 * Makes one call of PutAuditEvents as anybody outside may: over HTTP, signed with Signature Version 4. A lost connection and an
 * answer that cannot be read come back as errors too.
 * Source: AWS CloudTrail Data Service API Reference, PutAuditEvents.
 */
export async function signedPutAuditEvents(
  target: CallTarget,
  auditEvents: readonly AuditEventEntry[],
): Promise<CallAnswer> {
  try {
    const { url, headers, body } = await signed(target, JSON.stringify({ auditEvents }));
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(patience) });
    const answer = (await response.json()) as { readonly failed?: readonly FailedEvent[]; readonly message?: string };
    if (response.ok) {
      return { failed: answer.failed ?? [] };
    }
    const errorCode = response.headers.get("x-amzn-errortype") ?? String(response.status);
    return { errorCode, errorMessage: answer.message ?? "" };
  } catch (error) {
    return { errorCode: "ConnectionError", errorMessage: error instanceof Error ? error.message : String(error) };
  }
}

/** How long a caller waits for an answer, in milliseconds. */
const patience = 5_000;

async function signed({ gatewayUrl, region, channelArn, credentials, externalId }: CallTarget, body: string) {
  const { protocol, hostname, port } = new URL(gatewayUrl);
  const query = { channelArn, ...(externalId !== undefined && { externalId }) };
  const signer = new SignatureV4({ service: "cloudtrail-data", region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: "POST",
    protocol,
    hostname,
    port: Number(port),
    path: "/PutAuditEvents",
    query,
    headers: { host: `${hostname}:${port}`, "content-type": "application/json" },
    body,
  });
  return { url: `${gatewayUrl}/PutAuditEvents?${new URLSearchParams(query)}`, headers, body };
}

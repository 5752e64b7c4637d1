import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sandboxAccount } from "../sandbox/account";

/**
 * Runs `work` with a server that accepts all audit events and returns the caller's account, for a function in another process. It checks nothing,
 * because its own work is not measured. Every response is delayed by `latency` milliseconds.
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents; AWS STS API Reference, GetCallerIdentity.
 */
export async function withCloudTrailStub<T>(
  latency: number,
  work: (environment: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const answer = answerTo(Buffer.concat(parts).toString());
      setTimeout(() => response.end(answer), latency);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(environmentOf((server.address() as AddressInfo).port));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answerTo(body: string): string {
  if (!body.startsWith("{")) {
    const { accountId } = sandboxAccount;
    return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>${accountId}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  }
  const { auditEvents } = JSON.parse(body) as { readonly auditEvents: readonly { readonly id: string }[] };
  return JSON.stringify({ successful: auditEvents.map(({ id }) => ({ id, eventID: id })), failed: [] });
}

/** Makes the environment variables of a function in the sandbox's account whose calls go to this port. */
function environmentOf(port: number): Readonly<Record<string, string>> {
  const { accountId, region } = sandboxAccount;
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    CHANNEL_ARN: `arn:aws:cloudtrail:${region}:${accountId}:channel/00000000-0000-4000-8000-000000000000`,
    DEAD_LETTER_QUEUE_URL: `http://127.0.0.1:${port}/${accountId}/dead`,
  };
}

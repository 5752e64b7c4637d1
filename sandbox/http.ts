import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface HttpRequest {
  readonly method: string;
  /** The path with its query, as it stood on the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Closes the connection without an answer, as a reset does, or leaves it open and says nothing. */
  readonly unanswered?: "reset" | "silence";
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpListener {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `handler` on the loopback address, which no other machine can reach. Port 0 takes any free port. */
export function listen(handler: HttpHandler, port = 0): Promise<HttpListener> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", async () => {
      const request: HttpRequest = {
        method: incoming.method ?? "",
        target: incoming.url ?? "/",
        headers: Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(",") : (value ?? ""),
          ]),
        ),
        body: Buffer.concat(chunks),
      };
      const response = await handler(request).catch((error: unknown) => unexpected(error));
      if (response.unanswered === "reset") {
        incoming.socket.destroy();
      }
      if (response.unanswered !== undefined) {
        return;
      }
      outgoing.writeHead(response.status, {
        ...response.headers,
        "content-length": String(Buffer.byteLength(response.body)),
      });
      outgoing.end(response.body);
    });
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: boundPort } = server.address() as AddressInfo;
      resolve({
        url: `http://127.0.0.1:${boundPort}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function unexpected(error: unknown): HttpResponse {
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) };
}

/** Routes each request to the service for which it is signed. */
export function createGateway(services: Readonly<Record<string, HttpHandler | undefined>>): HttpHandler {
  return async (request) => {
    const service = signedService(request.headers.authorization);
    const handler = service === undefined ? undefined : services[service];
    return handler === undefined ? unknownService(service) : handler(request);
  };
}

/** The service in the credential scope. Source: "IAM User Guide, Elements of an AWS API request signature". */
function signedService(authorization: string | undefined): string | undefined {
  return /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(authorization ?? "")?.[1];
}

function unknownService(service: string | undefined): HttpResponse {
  const message =
    service === undefined
      ? "The request is not signed for a service."
      : `The sandbox does not emulate the service ${service}.`;
  return {
    status: service === undefined ? 403 : 501,
    headers: { "content-type": "application/json", "x-amzn-errortype": "UnknownOperationException" },
    body: JSON.stringify({ __type: "UnknownOperationException", message }),
  };
}

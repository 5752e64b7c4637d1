import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { awsError, restJsonError } from "./protocol/awsError";

export interface HttpRequest {
  readonly method: string;
  /** The path with its query, as in the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Closes the connection without an answer, as a reset does, or after the headers, or leaves it open without sending anything. */
  readonly unanswered?: "reset" | "cut" | "silence";
}

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpListener {
  readonly url: string;
  close(): Promise<void>;
}

/** Maximum bytes of a body for a service of the sandbox: Lambda's event of 6 MB is the largest. */
const largestBody = 8 * 1_048_576;

/**
 * Serves `handler` on the loopback address, which other machines cannot reach. Port 0 chooses a free port. A body of more than `maximumBodyBytes`
 * is rejected while it arrives.
 */
export function listen(handler: HttpHandler, port = 0, maximumBodyBytes = largestBody): Promise<HttpListener> {
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maximumBodyBytes) {
        chunks.push(chunk);
      } else if (!outgoing.headersSent) {
        chunks.length = 0;
        refuseBody(incoming, outgoing, maximumBodyBytes);
      }
    });
    incoming.on("end", () => {
      if (bytes <= maximumBodyBytes) {
        // Not awaited: it answers its own errors.
        void respond(handler, requestOf(incoming, Buffer.concat(chunks)), outgoing);
      }
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

function requestOf({ method = "", url = "/", headers }: IncomingMessage, body: Buffer): HttpRequest {
  const joined = Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]);
  return { method, target: url, headers: Object.fromEntries(joined), body };
}

function answer({ status, headers, body, unanswered }: HttpResponse, outgoing: ServerResponse): void {
  if (unanswered === "reset") {
    outgoing.socket?.destroy();
  }
  if (unanswered === "cut") {
    outgoing.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body) + 1) });
    outgoing.flushHeaders();
    outgoing.socket?.end();
  }
  if (unanswered === undefined) {
    outgoing.writeHead(status, { "content-length": String(Buffer.byteLength(body)), ...headers });
    outgoing.end(body);
  }
}

async function respond(handler: HttpHandler, request: HttpRequest, outgoing: ServerResponse): Promise<void> {
  try {
    answer(await handler(request), outgoing);
  } catch (error) {
    answer(unexpected(error), outgoing);
  }
}

/** Answers before the body is complete, and closes the connection. Later data is dropped, so the caller can read the answer. */
function refuseBody(incoming: IncomingMessage, outgoing: ServerResponse, maximum: number): void {
  const refusal = awsError("RequestEntityTooLarge", `The request has more than ${maximum} bytes.`, 413);
  const { status, headers, body } = restJsonError(refusal, randomUUID());
  outgoing.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" });
  outgoing.write(body);
  const close = setTimeout(() => outgoing.end(), lingerMilliseconds).unref();
  incoming.once("end", () => outgoing.end());
  incoming.once("close", () => clearTimeout(close));
}

/** Time for dropping the rest of a rejected body. */
const lingerMilliseconds = 2_000;

/** The answer for a failure of the sandbox itself. Its cause is shown to the sandbox's user, not to the caller. */
function unexpected(error: unknown): HttpResponse {
  console.error(error);
  return restJsonError(awsError("InternalFailure", "The sandbox failed at this request.", 500), randomUUID());
}

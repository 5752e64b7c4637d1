import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as received. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A response of S3: a status, and the code if it is an error. `undefined` hangs up. */
export type Answer = { readonly status: number; readonly code?: string } | undefined;

/** Serves HTTP on this machine with responses of S3, during `use`; environment variables point AWS's client to it. */
export async function withStorage(
  answer: (request: Received, index: number) => Answer,
  use: (requests: readonly Received[]) => Promise<void>,
): Promise<void> {
  const requests: Received[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url: path = "", headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks) };
      requests.push(request);
      const given = answer(request, requests.length - 1);
      if (given === undefined) {
        response.destroy();
        return;
      }
      const { status, code } = given;
      response.writeHead(status, code === undefined ? {} : { "content-type": "application/xml" });
      response.end(code && `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  });
  try {
    await use(requests);
  } finally {
    process.env = before;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

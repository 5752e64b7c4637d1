import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";
import { isIP, Socket } from "node:net";

/**
 * Routes AWS's host names to `gateway` in this process; every other host fails as a name that does not resolve. So a function calls the same
 * endpoints as on AWS, without extra settings, and reaches no real one.
 */
export function joinSandboxNetwork(gateway: URL): void {
  closeTheWayOut();
  const agent = new http.Agent({ keepAlive: true });
  const request = https.request as (options: https.RequestOptions, callback?: Callback) => http.ClientRequest;
  https.request = ((options: https.RequestOptions, callback?: Callback) => {
    const host = options.hostname ?? options.host ?? "";
    if (!awsHost.test(host)) {
      return request(options, callback);
    }
    const { protocol: _protocol, servername: _servername, host: _host, ...kept } = options;
    const headers = { host, ...(options.headers as http.OutgoingHttpHeaders) };
    return http.request({ ...kept, headers, hostname: gateway.hostname, port: gateway.port, agent }, callback);
  }) as typeof https.request;
  syncBuiltinESMExports();
}

type Callback = (response: http.IncomingMessage) => void;

/** The host names of AWS services, from "AWS General Reference, AWS service endpoints". */
const awsHost = /\.(amazonaws\.com(\.cn)?|api\.aws)$/i;

function closeTheWayOut(): void {
  const connect = Socket.prototype.connect as (this: Socket, ...call: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...call: unknown[]): Socket {
    const host = hostOf(call);
    if (host === undefined || isLoopback(host)) {
      return connect.apply(this, call);
    }
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host} (the sandbox has AWS and nothing else)`), {
      code: "ENOTFOUND",
      hostname: host,
      syscall: "getaddrinfo",
    });
    process.nextTick(() => this.destroy(error));
    return this;
  } as typeof Socket.prototype.connect;
}

/** Returns the host that a socket connects to; `undefined` for a path on this machine. Node.js itself passes a list. */
function hostOf(call: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(call[0]) ? (call[0] as unknown[]) : call;
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { readonly host?: string; readonly path?: string };
    return path === undefined || path === null ? (host ?? "localhost") : undefined;
  }
  if (Number.isNaN(Number(first))) {
    return undefined;
  }
  return typeof second === "string" ? second : "localhost";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

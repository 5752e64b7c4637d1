import { isIP, Socket } from "node:net";

/**
 * Closes every way from this process to another machine: a call there fails as a name that does not resolve. The services of AWS
 * answer at the sandbox's gateway, so a function reaches no real one.
 */
export function closeTheWayOut(): void {
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

/** The host a socket is told to connect to; `undefined` for a path on this machine. Node.js itself passes a list. */
function hostOf(call: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(call[0]) ? (call[0] as unknown[]) : call;
  if (typeof first === "object" && first !== null) {
    const { host, path } = first as { readonly host?: string; readonly path?: string };
    return path === undefined || path === null ? (host ?? "localhost") : undefined;
  }
  const port = Number(first);
  return Number.isNaN(port) ? undefined : typeof second === "string" ? second : "localhost";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

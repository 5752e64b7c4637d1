import { ClientRequest } from "node:http";
import { joinSandboxNetwork } from "../../sandbox/lambda/network";

// Loaded before a command of the project's: AWS is the sandbox, and every call of it takes its time.

joinSandboxNetwork(new URL(process.env.SANDBOX_GATEWAY ?? ""));

const milliseconds = Number(process.env.SANDBOX_LATENCY ?? 0);
const end = ClientRequest.prototype.end as (this: ClientRequest, ...call: unknown[]) => ClientRequest;
ClientRequest.prototype.end = function (this: ClientRequest, ...call: unknown[]): ClientRequest {
  setTimeout(() => end.apply(this, call), milliseconds);
  return this;
} as typeof ClientRequest.prototype.end;

import type { SandboxCredentials } from "../../sandbox/credentials";
import type { Sandbox } from "../../sandbox/sandbox";

/** The user of the project's commands on a deployed stack. */
export const operatorArn = "arn:aws:iam::123456789012:role/operator";

export function operatorCredentials({ credentials }: Sandbox): SandboxCredentials {
  return credentials.issue(operatorArn, "operator");
}

/** Returns the settings for a client of the official SDK that is the operator's in a sandbox. */
export function operatorClient(sandbox: Sandbox) {
  return {
    region: "us-east-1",
    endpoint: sandbox.gatewayUrl,
    credentials: operatorCredentials(sandbox),
    maxAttempts: 1,
  };
}

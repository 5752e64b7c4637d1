import { joinSandboxNetwork } from "../../sandbox/lambda/network";

// Preloaded into a command of the project: AWS is the sandbox.

joinSandboxNetwork(new URL(process.env.SANDBOX_GATEWAY ?? ""));

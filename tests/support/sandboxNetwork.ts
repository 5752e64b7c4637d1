import { joinSandboxNetwork } from "../../sandbox/lambda/network";

// Loaded before a command of the project's: AWS is the sandbox.

joinSandboxNetwork(new URL(process.env.SANDBOX_GATEWAY ?? ""));

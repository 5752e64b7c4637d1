import { PolicyPack } from "@pulumi/policy";
import { toCrossGuard } from "./toCrossGuard";

// The only file with a side effect: creating a pack starts its server for the engine.
new PolicyPack("partner-audit", { policies: toCrossGuard() });

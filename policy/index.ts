import { PolicyPack } from "@pulumi/policy";
import { toCrossGuard } from "./toCrossGuard";

// The only file with a side effect: a pack serves the engine as soon as it is made.
new PolicyPack("partner-audit", { policies: toCrossGuard() });

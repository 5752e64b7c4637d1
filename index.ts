import { readConfiguration } from "./components/configuration/readConfiguration";
import { createStack } from "./components/stack";

// Configuration -> components -> outputs. A vendor is added by configuration alone:
//   pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit

const stack = createStack(readConfiguration());

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = stack.vendors;

/** Where the detections' findings go, where the stack has detections. */
export const findings = stack.findings;

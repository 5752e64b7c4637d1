import { readConfiguration } from "./components/configuration/readConfiguration";
import { createStack } from "./components/stack/stack";

// Configuration -> components -> outputs. A vendor is added by configuration alone:
//   pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit

/**
 * The stack's outputs: `vendors`, the ARNs, names and URLs of each integration, `findings`, where the detections' findings go, and `lake`, where
 * audit events are in S3. Exported as one object, since Pulumi warns of an export that is undefined, and a stack without detections has no findings.
 */
export = createStack(readConfiguration());

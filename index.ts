import { readConfiguration } from "./components/configuration/readConfiguration";
import { createStack } from "./components/stack/stack";

// Configuration -> components -> outputs. A vendor is added by configuration alone:
//   pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit

/**
 * The stack's outputs: `vendors`, the ARNs, names and URLs of each integration; `findings`, the destination of findings; `lake`, the bucket of audit
 * events in S3. They are exported as one object, because Pulumi warns about undefined exports, and a stack without detections has no `findings`.
 */
export = createStack(readConfiguration());

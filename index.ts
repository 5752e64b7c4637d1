import { readConfiguration } from "./components/configuration/readConfiguration";
import { integrationOutputs } from "./components/integrations";

// Configuration -> components -> outputs. A vendor is added by configuration alone:
//   pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = integrationOutputs(readConfiguration());

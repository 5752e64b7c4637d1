import { readConfiguration } from "./components/configuration";
import { createIntegrations } from "./components/integrations";

// Configuration -> components -> outputs. A vendor is added by configuration alone:
//   pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit
const integrations = createIntegrations(readConfiguration());

/** By vendor: the ARNs, names and URLs of what its integration provisioned. */
export const vendors = Object.fromEntries(Object.entries(integrations).map(([key, { outputs }]) => [key, outputs]));

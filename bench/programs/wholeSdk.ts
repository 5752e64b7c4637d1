import { createForwarder } from "../../functions/forwarder/forwarder";

/* The forwarder with every SDK client in its bundle, instead of the runtime's copies. */

export const handler = createForwarder({ integration: "okta", vendor: "okta" });

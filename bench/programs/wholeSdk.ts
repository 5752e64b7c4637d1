import { createForwarder } from "../../functions/forwarder/forwarder";

/* The forwarder with every client of the SDK in its own bundle, in place of the runtime's. */

export const handler = createForwarder({ integration: "okta", vendor: "okta" });

import { serveProvider } from "./provider";

// What an executable named `pulumi-resource-aws` runs.
serveProvider();

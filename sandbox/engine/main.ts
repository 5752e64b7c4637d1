import { whenParentEnds } from "../whenParentEnds";
import { serveProvider } from "./provider";

// What an executable named `pulumi-resource-aws` runs.
serveProvider();
// An engine that was killed sends no request to end.
whenParentEnds(() => process.exit());

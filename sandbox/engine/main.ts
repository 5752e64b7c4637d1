import { whenParentEnds } from "../whenParentEnds";
import { serveProvider } from "./provider";

// Entry point of an executable named `pulumi-resource-aws`.
serveProvider();
// A killed engine sends no request to end.
whenParentEnds(() => process.exit());

import { join } from "node:path";

/** The folder of the project that the commands work on. */
export const projectFolder = join(__dirname, "..");

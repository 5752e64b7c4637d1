import { readConfiguration } from "../../components/configuration/readConfiguration";
import { createStack } from "../../components/stack/stack";
import type { Program } from "../../sandbox/program/program";

/** The program of index.ts as a function, for tests that declare it in their own process. */
export const program: Program = async () => ({ ...(await createStack(readConfiguration())) });

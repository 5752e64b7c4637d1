import { aggregateFunctions, windowFunctions } from "./aggregateFunctions";
import { arrayFunctions } from "./arrayFunctions";
import { jsonFunctions } from "./jsonFunctions";
import type { LakeFunction } from "./lakeFunction";
import { numberFunctions } from "./numberFunctions";
import { textFunctions } from "./textFunctions";
import { timeFunctions } from "./timeFunctions";

/** The functions of Trino's SQL that the sandbox emulates, by name. tests/sandbox/lake/functionExamples.json has examples of each, with Trino's values. */
export const lakeFunctions: ReadonlyMap<string, LakeFunction> = new Map(
  [
    ...numberFunctions,
    ...textFunctions,
    ...jsonFunctions,
    ...timeFunctions,
    ...arrayFunctions,
    ...aggregateFunctions,
    ...windowFunctions,
  ].map((one) => [one.name, one] as const),
);

import { dateFormatFunctions } from "./dateFormats";
import { jsonFunctions } from "./jsonFunctions";
import { numberFunctions } from "./numbers";
import { regularExpressionFunctions } from "./regularExpressions";
import { textFunctions } from "./texts";
import { timeFunctions } from "./times";
import { urlFunctions } from "./urls";
import type { ValueFunction } from "./valueFunction";

/** The TypeScript functions that the translation of Trino's SQL calls. */
export const valueFunctions: readonly ValueFunction[] = [
  ...dateFormatFunctions,
  ...jsonFunctions,
  ...numberFunctions,
  ...regularExpressionFunctions,
  ...textFunctions,
  ...timeFunctions,
  ...urlFunctions,
];

import type { JsonValue } from "./json";

/**
 * Parses JSON like JSON.parse, except that a number that a double cannot represent exactly becomes a text with its literal:
 * `9007199254740993001` becomes "9007199254740993001". Ids, counters and times in nanoseconds stay as the vendor sent them.
 * Source: RFC 8259, section 6: integers beyond 2^53-1, and numbers of more precision or magnitude than a double's, do not interoperate.
 * @throws SyntaxError if the text is not JSON
 * @throws RangeError if it holds such a number and nests thousands of levels deep
 */
export function parseJson(text: string): JsonValue {
  if (!looksLong.test(text) || !mayChange.test(text)) {
    return JSON.parse(text);
  }
  // A static import would load the library for every vendor, and most never send such a number.
  const { parseExactly } = require("./parseExactly") as typeof import("./parseExactly");
  return parseExactly(text);
}

/**
 * Finds every number that a double may change, and few others: it has 16 or more characters, since a double represents any 15 significant
 * digits, or an exponent of three digits, without which it is neither too large nor too small. Numbers in an object or an array follow a
 * colon, a bracket or a comma; a bare number is not an event.
 */
const mayChange = /(?:^|[:[,])\s*-?(?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/;

/**
 * Matches the digits of such numbers anywhere, including ids in texts. Each part has a fixed length, so the search skips most of a text and
 * takes half the time of `mayChange`; a quantifier such as {16} would undo that.
 */
const looksLong = new RegExp(`${"[\\d.]".repeat(16)}|\\d[eE][+-]?\\d\\d\\d+[\\s,\\]}]`);

import type { JsonValue } from "./json";

/**
 * Parses JSON as JSON.parse does, except that a number which a double cannot hold exactly as it is written becomes a text with its
 * literal: `9007199254740993001` becomes "9007199254740993001". Ids, counters and times in nanoseconds stay as the vendor sent them.
 * Source: RFC 8259, section 6: integers beyond 2^53-1, and numbers of more precision or magnitude than a double's, do not
 * interoperate.
 * @throws SyntaxError where the text is not JSON
 * @throws RangeError where it holds such a number and nests thousands of levels deep
 */
export function parseJson(text: string): JsonValue {
  if (!looksLong.test(text) || !mayChange.test(text)) {
    return JSON.parse(text);
  }
  // A static import would load the library for vendors that never send such a number: most of them.
  const { parseExactly } = require("./parseExactly") as typeof import("./parseExactly");
  return parseExactly(text);
}

/**
 * Finds every number that a double may change, and few others: it has 16 characters or more, for a double holds any 15 significant digits; or an
 * exponent of three digits, without which it is neither too large nor too small. Numbers in an object or an array follow a colon, a bracket or a
 * comma; a number alone is no event.
 */
const mayChange = /(?:^|[:[,])\s*-?(?:[\d.]{16}|[\d.]+[eE][+-]?\d{3})/;

/**
 * What such numbers hold, wherever it stands: ids in texts may have it, too. Since each part has a length known beforehand, the search skips over
 * most of a text and takes half the time of `mayChange`; a count such as {16} would undo that.
 */
const looksLong = new RegExp(`${"[\\d.]".repeat(16)}|\\d[eE][+-]?\\d\\d\\d+[\\s,\\]}]`);

import { compilePattern, PatternError } from "../../../sandbox/eventBridge/pattern";

const oneOperator = "a string, number, true, false, null or an operator";
const numericForms = `[operator, number] with =, <, <=, > or >=, or a range such as [">", 0, "<=", 5], within 2^53`;
const cidrForms = "an IPv4 address with a mask of 0 to 31 bits, or an IPv6 address with 0 to 127";
const sameTypes = "Inside anything-but, either all values are numbers or all are strings";
const anythingButForms = "a string, a number, a list of strings, a list of numbers, or an operator";
const operators = "prefix, suffix, anything-but, numeric, exists, equals-ignore-case, wildcard, cidr";

describe("a pattern that EventBridge refuses", () => {
  test.each([
    ["null", null, "Filter is not an object, but found null; allowed: a JSON object of the event's fields"],
    ["an array", [1], "Filter is not an object, but found [1]; allowed: a JSON object of the event's fields"],
    ["nothing", undefined, "Filter is not an object, but found nothing; allowed: a JSON object of the event's fields"],
    ["an empty object", {}, "Empty objects are not allowed, but found {}; allowed: an object with at least one field"],
    [
      "an empty inner object",
      { detail: {} },
      "detail: Empty objects are not allowed, but found {}; allowed: an object with at least one field",
    ],
    [
      "a leaf that is no array",
      { detail: { state: "on" } },
      'detail.state: "state" must be an object or an array, but found "on"; allowed: an array of values to match, or an object of fields',
    ],
    [
      "an empty array",
      { source: [] },
      "source: Empty arrays are not allowed, but found []; allowed: an array of at least one value to match",
    ],
    [
      "an array in an array",
      { a: [["x"]] },
      `a[0]: The match value has a wrong type, but found ["x"]; allowed: ${oneOperator}`,
    ],
    [
      "an unknown operator",
      { a: ["x", { contains: "y" }] },
      `a[1]: Unrecognized match type, but found "contains"; allowed: ${operators}`,
    ],
    [
      "an inherited name",
      { a: [{ toString: "y" }] },
      `a[0]: Unrecognized match type, but found "toString"; allowed: ${operators}`,
    ],
    [
      "two operators in one object",
      { a: [{ prefix: "x", suffix: "y" }] },
      `a[0]: Only one key is allowed in a match expression, but found {"prefix":"x","suffix":"y"}; allowed: ${oneOperator}`,
    ],
    [
      "no operator",
      { a: [{}] },
      `a[0]: Only one key is allowed in a match expression, but found {}; allowed: ${oneOperator}`,
    ],
    [
      "a prefix that is a number",
      { a: [{ prefix: 1 }] },
      "a[0].prefix: The match value has a wrong type, but found 1; allowed: a string, or equals-ignore-case with a string",
    ],
    [
      "a prefix with another operator",
      { a: [{ prefix: { wildcard: "x" } }] },
      'a[0].prefix: Unsupported pattern, but found "wildcard"; allowed: a string, or equals-ignore-case with a string',
    ],
    [
      "a suffix with a number inside",
      { a: [{ suffix: { "equals-ignore-case": 1 } }] },
      "a[0].suffix.equals-ignore-case: The match pattern must be a string, but found 1; allowed: a string",
    ],
    [
      "equals-ignore-case with a list",
      { a: [{ "equals-ignore-case": ["x"] }] },
      'a[0].equals-ignore-case: The match pattern must be a string, but found ["x"]; allowed: a string',
    ],
    [
      "exists with a string",
      { a: [{ exists: "true" }] },
      'a[0].exists: The exists match pattern must be either true or false, but found "true"; allowed: true, false',
    ],
    [
      "two wildcards in a row",
      { a: [{ wildcard: "a**b" }] },
      'a[0].wildcard: Consecutive wildcard characters are not supported, but found "a**b"; allowed: one * at a time',
    ],
    [
      "another escape",
      { a: [{ wildcard: "a\\b" }] },
      'a[0].wildcard: Invalid escape character, but found "a\\\\b"; allowed: \\* and \\\\',
    ],
    [
      "an escape at the end",
      { a: [{ wildcard: "a\\" }] },
      'a[0].wildcard: Invalid escape character, but found "a\\\\"; allowed: \\* and \\\\',
    ],
    [
      "two wildcards in a row inside anything-but",
      { a: [{ "anything-but": { wildcard: ["x", "**"] } }] },
      'a[0].anything-but.wildcard[1]: Consecutive wildcard characters are not supported, but found "**"; allowed: one * at a time',
    ],
    [
      "anything-but with mixed types",
      { a: [{ "anything-but": ["x", 1] }] },
      `a[0].anything-but: ${sameTypes}, but found ["x",1]; allowed: ${anythingButForms}`,
    ],
    [
      "anything-but null",
      { a: [{ "anything-but": null }] },
      `a[0].anything-but: ${sameTypes}, but found null; allowed: ${anythingButForms}`,
    ],
    [
      "anything-but nothing",
      { a: [{ "anything-but": [] }] },
      `a[0].anything-but: ${sameTypes}, but found []; allowed: ${anythingButForms}`,
    ],
    [
      "anything-but with another operator",
      { a: [{ "anything-but": { numeric: [">", 1] } }] },
      'a[0].anything-but: Unsupported anything-but pattern, but found "numeric"; allowed: prefix, suffix, equals-ignore-case, wildcard',
    ],
    [
      "anything-but with an empty prefix",
      { a: [{ "anything-but": { prefix: "" } }] },
      'a[0].anything-but.prefix: An empty prefix or suffix would exclude every string, but found ""; allowed: a string of at least one character',
    ],
    [
      "anything-but with no suffix",
      { a: [{ "anything-but": { suffix: [] } }] },
      "a[0].anything-but.suffix: Empty arrays are not allowed, but found []; allowed: a string or a list of strings",
    ],
    [
      "anything-but with a number among prefixes",
      { a: [{ "anything-but": { prefix: ["x", 1] } }] },
      "a[0].anything-but.prefix[1]: The match pattern must be a string, but found 1; allowed: a string",
    ],
    ...[
      "x",
      [],
      ["="],
      ["=", "1"],
      ["!=", 1],
      ["toString", 1],
      [">", 1, "<"],
      [">", 1, ">", 2],
      ["<", 1, ">", 0],
      ["=", 1, "<", 2],
      [">", 0, "<", 5, "<", 6],
      ["<", 2 ** 53 + 2],
      [">", 0, "<", "5"],
    ].map((operand): [string, unknown, string] => [
      `numeric ${JSON.stringify(operand)}`,
      { a: [{ numeric: operand }] },
      `a[0].numeric: Bad numeric expression, but found ${JSON.stringify(operand)}; allowed: ${numericForms}`,
    ]),
    [
      "an empty numeric range",
      { a: [{ numeric: [">", 5, "<", 5] }] },
      `a[0].numeric: The lower bound must be less than the upper bound, but found [">",5,"<",5]; allowed: ${numericForms}`,
    ],
    ...[
      "10.0.0.0",
      "10.0.0.0/32",
      "10.0.0.0/-1",
      "10.0.0/8",
      "::/128",
      "x/8",
      "10.0.0.0/8/8",
      "300.0.0.0/8",
      "::1.2.3.4/8",
    ].map((block): [string, unknown, string] => [
      `the CIDR block ${block}`,
      { a: [{ cidr: block }] },
      `a[0].cidr: Malformed CIDR, but found "${block}"; allowed: ${cidrForms}`,
    ]),
    [
      "$or with one object",
      { $or: [{ a: [1] }] },
      '$or: There must be at least 2 objects in $or, but found [{"a":[1]}]; allowed: an array of two or more objects',
    ],
    [
      "$or that is no array",
      { detail: { $or: { a: [1] } } },
      'detail.$or: There must be at least 2 objects in $or, but found {"a":[1]}; allowed: an array of two or more objects',
    ],
    [
      "$or with a value",
      { $or: [{ a: [1] }, "b"] },
      '$or[1]: Only objects are allowed in $or, but found "b"; allowed: an object of fields',
    ],
    [
      "$or with an operator for a field",
      { $or: [{ prefix: ["x"] }, { a: [1] }] },
      `$or[0].prefix: A reserved field name cannot be used inside $or, but found "prefix"; allowed: field names other than ${operators}`,
    ],
    [
      "an error inside $or",
      { detail: { $or: [{ a: [1] }, { b: { c: [] } }] } },
      "detail.$or[1].b.c: Empty arrays are not allowed, but found []; allowed: an array of at least one value to match",
    ],
  ])("%s", (_name, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({ message: `Event pattern is not valid. Reason: ${message}` }),
    );
  });

  test("text that is no JSON", () => {
    expect(() => compilePattern("{")).toThrow(PatternError);
    expect(() => compilePattern("{")).toThrow(/^Event pattern is not valid\. Reason: The pattern is not JSON: /);
  });
});

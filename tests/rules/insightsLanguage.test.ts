import { compiledRules } from "../../cli/capacity/scanQueries";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import {
  candidateQuery,
  eventsQuery,
  groupConditions,
  groupQuery,
  probeQuery,
} from "../../functions/detector/scan/insightsQueries";

const guide = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs";
const functionsPage = `${guide}/CWL_QuerySyntax-operations-functions.html`;
const statsPage = `${guide}/CWL_QuerySyntax-Stats.html`;
const filterPage = `${guide}/CWL_QuerySyntax-Filter.html`;

/** The language of the guide, by the page that describes it. Queries may use nothing else. */
const described: Readonly<Record<string, string>> = {
  // Commands.
  fields: `${guide}/CWL_QuerySyntax-Fields.html`,
  filter: filterPage,
  stats: statsPage,
  sort: `${guide}/CWL_QuerySyntax-Sort.html`,
  limit: `${guide}/CWL_QuerySyntax-Limit.html`,
  // Words of commands.
  as: `${guide}/CWL_QuerySyntax-Fields.html`,
  by: statsPage,
  asc: `${guide}/CWL_QuerySyntax-Sort.html`,
  desc: `${guide}/CWL_QuerySyntax-Sort.html`,
  in: filterPage,
  like: filterPage,
  // "Boolean operators" and "Comparison operators", which accept all data types.
  ...Object.fromEntries(["and", "or", "not", "=", "!=", "<", "<=", ">", ">="].map((one) => [one, functionsPage])),
  // "General functions" and "String functions".
  ...Object.fromEntries(
    ["ispresent", "coalesce", "tolower", "substr", "strcontains"].map((one) => [one, functionsPage]),
  ),
  // "Functions to use with stats".
  ...Object.fromEntries(["count", "count_distinct", "max", "sortsFirst"].map((one) => [one, statsPage])),
};

const window = { since: 0, through: 0, after: 0 };

function queriesOf(rule: CompiledRule): readonly string[] {
  const { correlation } = rule;
  if (correlation === undefined) {
    return [probeQuery([rule]), eventsQuery(rule, 0)];
  }
  const conditions = groupConditions(rule, correlation, ["ann@example.com", 'typed "quotes"']);
  return [
    probeQuery([rule]),
    candidateQuery(rule, correlation, 2, window),
    ...conditions.map((condition) => groupQuery(rule, correlation, condition, 0)),
  ];
}

/**
 * Returns the commands, functions, operators and words of a query, without its texts, regular expressions, fields and
 * numbers.
 */
function constructsIn(query: string): readonly string[] {
  const bare = query.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/\/(?:[^/\\\n]|\\.)+\//g, "");
  const commands = [...bare.matchAll(/(?:^|\n\| )(\w+)/g)].map(([, name = ""]) => name);
  const calls = [...bare.matchAll(/(\w+)\(/g)].map(([, name = ""]) => name);
  const operators =
    bare.match(/[<>=!~+*/%^-]+(?=[\s(])|(?<![\w.@])(?:and|or|not|in|like|as|by|asc|desc|between|matches)(?![\w.(])/g) ??
    [];
  return [...commands, ...calls, ...operators];
}

it("the queries of built-in rules use only the documented language of Logs Insights", () => {
  const used = new Set(compiledRules().flatMap(queriesOf).flatMap(constructsIn));
  expect([...used].filter((construct) => !Object.hasOwn(described, construct))).toEqual([]);
  expect(used.size).toBeGreaterThan(15);
});

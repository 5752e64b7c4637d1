import { MalformedQueryError } from "./queryError";

/**
 * The words of Logs Insights' language, each with whether the sandbox plays it. A word that is not here is unknown to Logs Insights too.
 * Source: Amazon CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax" and the pages below it.
 */
export const commands: Vocabulary = {
  kind: "command",
  played: new Set(["display", "fields", "filter", "limit", "sort", "stats", "unnest"]),
  notPlayed: new Set([
    "addtotals",
    "anomaly",
    "dedup",
    "diff",
    "expand",
    "filterindex",
    "join",
    "lookup",
    "parse",
    "pattern",
    "relevantfields",
    "source",
    "unmask",
  ]),
};

/** Functions of one event's values, in lower case: Logs Insights reads their names in any case. */
export const functions: Vocabulary = {
  kind: "function",
  played: new Set([
    "abs",
    "bin",
    "ceil",
    "coalesce",
    "dateceil",
    "datefloor",
    "floor",
    "frommillis",
    "isblank",
    "isempty",
    "ispresent",
    "jsonparse",
    "jsonstringify",
    "replace",
    "strcontains",
    "strlen",
    "substr",
    "tolower",
    "tomillis",
    "toupper",
  ]),
  notPlayed: new Set([
    "concat",
    "endswith",
    "greatest",
    "isipinsubnet",
    "isipv4insubnet",
    "isipv6insubnet",
    "isvalidip",
    "isvalidipv4",
    "isvalidipv6",
    "least",
    "log",
    "ltrim",
    "md5",
    "now",
    "rtrim",
    "sha256",
    "split",
    "sqrt",
    "startswith",
    "trim",
  ]),
};

/** Functions of many events, which `stats` alone takes. */
export const aggregates: Vocabulary = {
  kind: "aggregation function",
  played: new Set([
    "avg",
    "count",
    "count_distinct",
    "earliest",
    "latest",
    "max",
    "min",
    "sortsfirst",
    "sortslast",
    "sum",
  ]),
  notPlayed: new Set(["count_over_time", "histogram", "pct", "rate", "stddev", "sum_over_time"]),
};

/** Fields that Logs Insights makes itself of every event. */
export const systemFields: Vocabulary = {
  kind: "system field",
  played: new Set(["@ingestionTime", "@log", "@logStream", "@message", "@timestamp"]),
  // Some of these are made of the log events of Lambda functions alone.
  notPlayed: new Set([
    "@aws",
    "@billedDuration",
    "@data_format",
    "@data_source_name",
    "@data_source_type",
    "@duration",
    "@entity",
    "@initDuration",
    "@maxMemoryUsed",
    "@memorySize",
    "@ptr",
    "@requestId",
    "@type",
  ]),
};

export interface Vocabulary {
  readonly kind: string;
  readonly played: ReadonlySet<string>;
  readonly notPlayed: ReadonlySet<string>;
}

/** Refuses `word`, telling what the sandbox does not play from what Logs Insights does not have. */
export function refuseWord({ kind, played, notPlayed }: Vocabulary, word: string, key = word.toLowerCase()): never {
  throw new MalformedQueryError(
    notPlayed.has(key)
      ? `The sandbox does not play the ${kind} ${word} of Logs Insights.`
      : `Logs Insights knows no ${kind} ${word}. The sandbox plays: ${[...played].join(", ")}.`,
  );
}

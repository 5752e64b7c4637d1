import { invalidStatement } from "./queryError";

/**
 * A format of Trino's `date_format` and `date_parse`, which is MySQL's, in the spelling of DuckDB's `strftime`.
 *
 * Source: Trino documentation, Date and time functions and operators, "MySQL date functions".
 */
export function duckDbDateFormat(format: string): string {
  return format.replace(/%(.)?/gs, (specifier: string, letter: string | undefined) => {
    const spelled = letter === undefined ? undefined : specifiers[letter];
    if (spelled === undefined) {
      throw invalidStatement(`The sandbox does not play '${specifier}' in the date format '${format}'.`);
    }
    return spelled;
  });
}

const specifiers: Readonly<Record<string, string>> = {
  a: "%a",
  b: "%b",
  d: "%d",
  e: "%-d",
  f: "%f",
  H: "%H",
  h: "%I",
  I: "%I",
  i: "%M",
  j: "%j",
  k: "%-H",
  l: "%-I",
  M: "%B",
  m: "%m",
  c: "%-m",
  p: "%p",
  r: "%I:%M:%S %p",
  S: "%S",
  s: "%S",
  T: "%H:%M:%S",
  W: "%A",
  Y: "%Y",
  y: "%y",
  "%": "%%",
};

/** A table whose partitions are projected. */
interface ProjectedTable {
  readonly database: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Properties of a partition projection that Athena rejects. */
export class ProjectionError extends Error {}

/** Returns true for a value of a partition column that Athena projects. */
type ProjectedValues = (value: string) => boolean;

/**
 * Reads the projection of one partition column, of type enum or date (Amazon Athena User Guide, "Supported types for partition projection").
 * @param now milliseconds since 1970
 * @throws ProjectionError if the column has none, or another type
 */
export function projectedValues(
  { parameters, database, name }: ProjectedTable,
  key: string,
  now: number,
): ProjectedValues {
  const property = (end: string) => parameters[`projection.${key}.${end}`];
  switch (property("type")?.toLowerCase()) {
    case "enum": {
      // White space is significant.
      const values = new Set((property("values") ?? "").split(","));
      return (value) => values.has(value);
    }
    case "date": {
      const [first = "", last = ""] = (property("range") ?? "").split(",");
      const [from, to] = [dayOf(first, now), dayOf(last, now)];
      if (property("format") !== "yyyy-MM-dd" || from === undefined || to === undefined) {
        throw new ProjectionError(
          `The sandbox supports the format yyyy-MM-dd, and ranges of such days and NOW with DAYS; projection.${key} has ${property("format")} and ${property("range")}`,
        );
      }
      return (value) => /^\d{4}-\d\d-\d\d$/.test(value) && from <= value && value <= to;
    }
    case undefined:
      throw new ProjectionError(
        `Table ${database}.${name} is configured for partition projection, but the following partition columns are missing projection configuration: [${key}]`,
      );
    default:
      throw new ProjectionError(
        `The sandbox supports the projection types enum and date; projection.${key}.type is ${property("type")}`,
      );
  }
}

/** A day in a range: a date, or a day relative to now in UTC, such as `NOW+1DAYS`. */
function dayOf(text: string, now: number): string | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    return text;
  }
  const [, sign, days = "0"] = /^NOW(?:([+-])(\d+)DAYS?)?$/.exec(text.replaceAll(" ", "").toUpperCase()) ?? [];
  const distance = Number(`${sign ?? ""}${days}`) * dayMilliseconds;
  return /^\s*NOW/i.test(text) ? new Date(now + distance).toISOString().slice(0, 10) : undefined;
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;

const FORMS: readonly RegExp[] = [
  /^(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{2})$/,
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/,
];

/**
 * Milliseconds since 1970 of a date in one of the W3C's ISO 8601 forms or in epoch seconds; undefined for anything else
 * (IAM User Guide, IAM JSON policy elements: Condition operators). Four digits are a year.
 */
export function parseConditionDate(text: string): number | undefined {
  const groups = FORMS.map((form) => form.exec(text)).find((found) => found !== null)?.groups;
  if (groups === undefined) {
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  }
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) || !isDayOfMonth(groups) ? undefined : milliseconds;
}

/** Date.parse takes February 31 for a day in March. */
function isDayOfMonth(groups: Readonly<Record<string, string | undefined>>): boolean {
  const { year = "", month = "01", day = "01" } = groups;
  return Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
}

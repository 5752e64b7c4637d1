const units = [
  { name: "day", seconds: 86_400 },
  { name: "hour", seconds: 3_600 },
  { name: "minute", seconds: 60 },
  { name: "second", seconds: 1 },
] as const;

/** Formats seconds in the largest unit that divides them: `4 days`, `90 minutes`, `1 second`. */
export function durationText(seconds: number): string {
  const unit = units.find((one) => seconds !== 0 && seconds % one.seconds === 0) ?? units[3];
  return counted(seconds / unit.seconds, unit.name);
}

/** Formats a number with its noun: `1 day`, `2 days`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** Long values are cut, so a message fits on one screen. */
const longestShownValue = 120;

/** Formats a sentence for a rejected value: the problem, the value found, and what is allowed. */
export function problemText(problem: string, value: unknown, allowed: string): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  const shown = text.length > longestShownValue ? `${text.slice(0, longestShownValue)}...` : text;
  return `${problem}, but found ${shown}; allowed: ${allowed}`;
}

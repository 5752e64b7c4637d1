/** Long values are cut: a message is read on one screen. */
const longestShownValue = 120;

/** One sentence for a refused value: what is wrong, the value found, and what is allowed. */
export function problemText(problem: string, value: unknown, allowed: string): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  const shown = text.length > longestShownValue ? `${text.slice(0, longestShownValue)}...` : text;
  return `${problem}, but found ${shown}; allowed: ${allowed}`;
}

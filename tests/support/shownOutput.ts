/**
 * The parts of what a document shows that were not printed, or not in that order. A line of `...` parts them and stands for
 * whatever is left out.
 */
export function missingParts(shown: string, printed: string): readonly string[] {
  const missing: string[] = [];
  let after = 0;
  for (const part of shown.split(/^\.\.\.$/m).map((text) => text.trim())) {
    const place = printed.indexOf(part, after);
    if (place < 0) {
      missing.push(part);
    } else {
      after = place + part.length;
    }
  }
  return missing;
}

/** What Pulumi's engine prints, without what is another in every run: durations, random ids, empty lines and signs of progress. */
export function steadyOutput(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .trimEnd()
        .replace(/\((?:\d+m)?\d+(?:\.\d+)?s\)/g, "(TIME)")
        .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "ID"),
    )
    .filter((line) => line !== "" && !line.startsWith("@ "))
    .join("\n");
}

import { escaped, foldedTable, numberText, stateText } from "./markup";
import { eventsOverTime, type Lane } from "./timeAxis";

/** The height of an integration's picture, in pixels. */
const height = 48;

/** Draws the stored events of every integration above a line and the failed ones below it, on one time axis and one scale. Adds a table of them. */
export function eventsChart(lanes: readonly Lane[]): readonly string[] {
  const counted = eventsOverTime(lanes);
  const unknown = sum(lanes.flatMap(({ failed }) => failed.flatMap(({ time, count }) => (time > 0 ? [] : [count]))));
  const note = `Without a time and not drawn: ${numberText(unknown)} failed events.`;
  return [
    ...(counted === undefined ? ["<p>No events.</p>"] : picture(counted)),
    ...(unknown === 0 ? [] : [`<p>${stateText("warn", note)}</p>`]),
  ];
}

type Counted = NonNullable<ReturnType<typeof eventsOverTime>>;

function picture({ step, lanes, starts, ticks }: Counted): readonly string[] {
  const most = (kind: "stored" | "failed") => Math.max(...lanes.flatMap((lane) => lane[kind]));
  const unit = height / (most("stored") + most("failed"));
  const base = most("stored") * unit;
  const percentage = (part: number, parts: number) => `${Number(((part / parts) * 100).toFixed(3))}%`;
  const bars = (kind: "stored" | "failed", counts: readonly number[]) =>
    counts.map((count, bar) => {
      // A single event among thousands must be visible too.
      const tall = count === 0 ? 0 : Math.max(2, count * unit);
      const [x, width] = [percentage(bar, starts.length), percentage(1, starts.length)];
      return `<rect class="${kind}" x="${x}" y="${kind === "stored" ? base - tall : base}" width="${width}" height="${tall}"/>`;
    });
  const labels = ticks.map(([upper, lower], tick) => {
    const x = percentage(tick, ticks.length - 1);
    return `<text x="${x}" y="14">${upper}</text><text x="${x}" y="30">${lower}</text>`;
  });
  const grid = ticks.map((_, tick) => {
    const x = percentage(tick, ticks.length - 1);
    return `<line x1="${x}" x2="${x}" y2="${height}"/>`;
  });
  const drawn = lanes.map(({ key, stored, failed }) => {
    const counts = `${numberText(sum(stored))} stored, ${numberText(sum(failed))} failed`;
    const shapes = [...grid, ...bars("stored", stored), ...bars("failed", failed)].join("");
    return `<p>${escaped(key)}<br><span class="muted">${counts}</span></p>
<p class="scale"><span>${numberText(most("stored"))}</span><span>${numberText(most("failed"))}</span></p>
<svg role="img" aria-label="${escaped(key)}: ${counts}" height="${height}">${shapes}<line class="base" x2="100%" y1="${base}" y2="${base}"/></svg>`;
  });
  return [
    `<p>Events per ${step}, in UTC: stored ones above the line, failed ones below it. The table has the counts.</p>`,
    `<div class="chart">${drawn.join("\n")}\n<svg class="axis" height="34" aria-hidden="true">${labels.join("")}</svg></div>`,
    foldedTable({
      title: "Counts",
      columns: ["from", "integration", "stored", "failed"],
      rows: starts.flatMap((start, bar) =>
        lanes
          .map(({ key, stored, failed }) => [start, key, stored[bar], failed[bar]])
          .filter(([, , stored, failed]) => stored !== 0 || failed !== 0),
      ),
    }),
  ];
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

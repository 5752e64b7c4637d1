import { type Html, html } from "./html";
import type { TimeBuckets } from "./model";
import { lengthText, startText } from "./timeBuckets";

/** The size of the picture and of what the bars fill of it, in units of the picture. */
const size = { width: 320, height: 120 } as const;
const plot = { left: 2, right: 318, top: 20, bottom: 98 } as const;

/** The stored events of one integration in each time bucket, as bars. Its text says the same in short; the numbers stand in a table. */
export function timeChart(key: string, buckets: TimeBuckets, counts: readonly number[]): Html {
  const most = Math.max(0, ...counts);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const first = startText(buckets, 0);
  const last = startText(buckets, buckets.count - 1);
  const title = `Events of ${key} over time`;
  const description =
    `${shown(all)} events from ${first} to ${last} UTC, counted by ${lengthText(buckets)}; at most ${shown(most)}` +
    `, from ${startText(buckets, counts.indexOf(most))} on.`;
  return html`<svg class="chart" role="img" aria-labelledby="chart-${key}-title chart-${key}-description" viewBox="0 0 ${size.width} ${size.height}">
<title id="chart-${key}-title">${title}</title>
<desc id="chart-${key}-description">${description}</desc>
${counts.map((count, index) => count > 0 && bar(count, index, counts.length, most))}
<line class="axis" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>
<text class="muted" font-size="11" x="${plot.left}" y="13">at most ${shown(most)} in ${lengthText(buckets)}</text>
<text class="muted" font-size="11" x="${plot.left}" y="113">${first}</text>
${buckets.count > 1 && html`<text class="muted" font-size="11" x="${plot.right}" y="113" text-anchor="end">${last}</text>`}
</svg>`;
}

function bar(count: number, index: number, bars: number, most: number): Html {
  const pitch = (plot.right - plot.left) / bars;
  // A single event among thousands can be seen too.
  const height = Math.max(1, ((plot.bottom - plot.top) * count) / most);
  return html`<rect class="bar" x="${rounded(plot.left + index * pitch)}" y="${rounded(plot.bottom - height)}" width="${rounded(pitch * 0.85)}" height="${rounded(height)}"/>
`;
}

function rounded(coordinate: number): number {
  return Math.round(coordinate * 100) / 100;
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}

/** The page's style sheet. Every text colour is readable on both backgrounds of its scheme. The page is light on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --canvas: light-dark(#ffffff, #12161b);
  --surface: light-dark(#f2f4f7, #1d232b);
  --border: light-dark(#c9d0d9, #3a4450);
  --text: light-dark(#1a1f26, #e7ebf0);
  --muted: light-dark(#535c68, #a8b2be);
  --accent: light-dark(#0a58a8, #85b9f6);
  --good: light-dark(#1b6633, #77d292);
  --warn: light-dark(#8a4b00, #f3b65b);
  --bad: light-dark(#b0241c, #ff958b);
}
* { box-sizing: border-box; min-width: 0; }
body {
  max-width: 100rem; margin: auto; padding: 1rem clamp(0.75rem, 2vw, 2rem); overflow-wrap: anywhere;
  background: var(--canvas); color: var(--text); font: 0.9375rem / 1.5 system-ui, sans-serif;
}
:is(h1, h3, h4, p, dl, ol, ul) { margin: 0.5rem 0; }
h2 { margin: 2.5rem 0 0.5rem; }
summary h3 { display: inline; font-size: 1rem; }
:is(a, summary) { color: var(--accent); }
:is(.muted, .scale, dt, td::before, svg text) { color: var(--muted); font-weight: normal; }
:is(.good, .warn, .bad) { font-weight: bold; }
.good { color: var(--good); }
:is(.warn, .medium) { color: var(--warn); }
:is(.bad, .high) { color: var(--bad); }
.level { padding: 0 0.5rem; border: 1px solid; border-radius: 1rem; }
.critical { background: var(--bad); color: var(--canvas); }
:is(nav, dl, .path) { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; padding: 0; list-style: none; }
dd { margin: 0; }
:is(.figures div, article) { padding: 0.5rem 1rem; background: var(--surface); border-radius: 0.5rem; }
:is(.figures dd, .verdict) { font-size: 1.25rem; }
article { margin: 1rem 0; }
.path li { display: flex; align-items: center; gap: 0.5rem; }
.path p { margin: 0; padding: 0.25rem 0.75rem; border: 1px solid var(--border); border-radius: 0.5rem; }
ol.path li:not(:last-child)::after { content: "\u2192"; }
table { width: 100%; margin: 0.5rem 0; border-collapse: collapse; font-size: 0.875rem; }
:is(th, td) { min-width: 7rem; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
thead { border-bottom: 1px solid var(--muted); }
tbody tr:nth-child(odd) { background: var(--surface); }
.number { min-width: 5rem; text-align: right; }
time { white-space: nowrap; }
.chart { display: grid; grid-template-columns: minmax(8rem, 14rem) auto 1fr; gap: 0.5rem; }
.chart p { margin: 0; }
.scale { display: flex; flex-direction: column; justify-content: space-between; text-align: right; }
svg { width: 100%; overflow: visible; }
.axis { grid-column: -2; }
:is(svg text, .scale) { font-size: 0.75rem; }
svg text { fill: currentcolor; text-anchor: middle; }
text[x="0%"] { text-anchor: start; }
text[x="100%"] { text-anchor: end; }
line { stroke: var(--border); }
.base { stroke: var(--muted); }
.stored { fill: var(--accent); }
.failed { fill: var(--warn); }
/* A table becomes a list of its rows, with the columns' names beside the values. */
@media (max-width: 68rem) {
  thead { display: none; }
  :is(table, tbody, tr) { display: block; }
  tr { padding: 0.5rem; }
  td:is(td, .number) {
    display: grid; grid-template-columns: 7rem 1fr; gap: 0.5rem; justify-items: start; padding: 0; text-align: left;
  }
  td::before { content: attr(data-label); }
  td:has(span:empty) { display: none; }
}
@media (max-width: 40rem) {
  .chart { grid-template-columns: auto 1fr; }
  .chart p:not(.scale) { grid-column: 1 / -1; }
}
@media print {
  :root { color-scheme: light; }
  :is(article, svg, tr) { break-inside: avoid; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
}
`;

import { Html } from "./html";

/** One scheme's colours: whatever is written or drawn is an ink, and lies on a paper. */
export interface Scheme {
  readonly papers: Readonly<Record<"canvas" | "surface", string>>;
  readonly inks: Readonly<Record<"text" | "muted" | "accent" | "good" | "bad", string>>;
}

/** The page's colours. Every ink can be read on every paper of its scheme. */
export const palette: Readonly<Record<"light" | "dark", Scheme>> = {
  light: {
    papers: { canvas: "#ffffff", surface: "#f2f4f7" },
    inks: { text: "#1a1f26", muted: "#535c68", accent: "#0a58a8", good: "#1b6633", bad: "#b0241c" },
  },
  dark: {
    papers: { canvas: "#12161b", surface: "#1d232b" },
    inks: { text: "#e7ebf0", muted: "#a8b2be", accent: "#85b9f6", good: "#77d292", bad: "#ff958b" },
  },
};

/** The page's whole style. On paper it is light, whatever the screen is. */
export const style = new Html(`
:root { color-scheme: light dark; ${variables(palette.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(palette.dark)} } }
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
header, nav, main { max-width: 90rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 3rem; }
h1 { margin: 1.5rem 0 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.375rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1rem; }
p { margin: 0.5rem 0; max-width: 75ch; }
a { color: var(--accent); }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; top: 0; left: 0; padding: 0.5rem 1rem; background: var(--canvas); transform: translateY(-200%); }
.skip:focus { transform: none; }
.muted { color: var(--muted); }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.scroll { max-width: 100%; overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; font-size: 0.875rem; }
caption { padding: 0.25rem 0; text-align: left; color: var(--muted); }
th, td { padding: 0.25rem 0.75rem; text-align: left; vertical-align: top; }
/* A long value makes a column wide, not narrow: the table scrolls. */
td, th { max-width: 36rem; overflow-wrap: break-word; }
thead th { border-bottom: 1px solid var(--muted); white-space: nowrap; }
tbody th { font-weight: 600; }
tbody tr:nth-child(odd) { background: var(--surface); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
summary { cursor: pointer; color: var(--accent); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
.card { min-width: 0; padding: 0 1rem 0.5rem; background: var(--surface); border-radius: 0.5rem; }
.card tbody tr:nth-child(odd) { background: none; }
svg { display: block; height: auto; }
svg text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: var(--text); }
svg .muted { fill: var(--muted); }
.picture { width: 100%; min-width: 84rem; }
.box { fill: var(--surface); stroke: var(--muted); }
.way { fill: none; stroke: var(--accent); stroke-width: 1.5; }
.dead { stroke: var(--bad); stroke-dasharray: 4 3; }
.chart { width: 100%; }
.bar { fill: var(--accent); }
.axis { stroke: var(--muted); }
@media print {
  :root { color-scheme: light; }
  .skip, nav { display: none; }
  .scroll { overflow: visible; }
  .picture { min-width: 0; }
  .card, tr, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details::details-content { display: block; content-visibility: visible; height: auto; }
}
`);

function variables({ papers, inks }: Scheme): string {
  return Object.entries({ ...papers, ...inks })
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(" ");
}

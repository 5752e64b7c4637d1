import { type Html, html } from "./html";
import type { PageIntegration } from "./model";
import { columns, routeText, type TopologyEdge, type TopologyNode, topologyOf } from "./topology";

/** Sizes in units of the picture: of a box, and of what lies between two. */
const box = { width: 170, height: 54 } as const;
const gap = { x: 32, y: 12 } as const;
const top = 26;

/** As many characters fit on a line of a box. */
const lineLength = 25;

/** The stack's parts and the ways between them, with the same in words for who cannot see it. */
export function topologyPicture(integrations: readonly PageIntegration[]): Html {
  const { nodes, edges, lines } = topologyOf(integrations);
  const width = columns.length * (box.width + gap.x) - gap.x + 2;
  const height = top + lines * (box.height + gap.y);
  return html`<div class="scroll" role="region" aria-label="Picture of the topology" tabindex="0">
<svg class="picture" role="img" aria-labelledby="topology-title topology-description" viewBox="0 0 ${width} ${height}">
<title id="topology-title">The way of each vendor's events</title>
<desc id="topology-description">${integrations.map(({ key, route }) => `${routeText(key, route)} `)}</desc>
${columns.map(
  (name, column) => html`<text class="muted" font-size="12" x="${left(column)}" y="14">${name}</text>
`,
)}${edges.map(way)}${nodes.map(boxOf)}</svg>
</div>`;
}

function boxOf(node: TopologyNode): Html {
  const x = left(node.column);
  const y = upper(node.line);
  const [first, second] = twoLines(node.name);
  return html`<g><title>${node.kind} ${node.name}</title><rect class="box" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/>
<text class="muted" font-size="10" x="${x + 8}" y="${y + 14}">${node.kind}</text>
<text font-size="12" x="${x + 8}" y="${y + 30}">${first}</text>
${
  second !== undefined &&
  html`<text font-size="12" x="${x + 8}" y="${y + 45}">${second}</text>
`
}</g>
`;
}

/** A name on one line or two, broken behind a sign where there is one, and cut where it is longer still. */
function twoLines(name: string): readonly [string, string?] {
  if (name.length <= lineLength) {
    return [name];
  }
  const end = 1 + Math.max(...["/", "-", ".", ":", "_"].map((sign) => name.lastIndexOf(sign, lineLength - 1)));
  const first = name.slice(0, end > lineLength / 3 ? end : lineLength);
  const rest = name.slice(first.length);
  return [first, rest.length <= lineLength ? rest : `${rest.slice(0, lineLength - 1)}\u2026`];
}

function way({ from, to, isForDeadLetters }: TopologyEdge): Html {
  return html`<path class="${isForDeadLetters ? "way dead" : "way"}" d="${wayPath(from, to)}"/>
`;
}

function wayPath(from: TopologyNode, to: TopologyNode): string {
  if (from.column === to.column) {
    const x = left(from.column) + box.width / 2;
    const end = upper(to.line);
    return `M${x} ${upper(from.line) + box.height}V${end}m-4 -6l4 6l4 -6`;
  }
  if (from.column > to.column) {
    const x = left(from.column) + box.width / 2;
    const end = left(to.column) + box.width;
    return `M${x} ${upper(from.line) + box.height}V${middle(to.line)}H${end}m6 -4l-6 4l6 4`;
  }
  // Between two neighbours a way bends; before that it stays on its own line, where nothing stands.
  const start = left(from.column) + box.width;
  const end = left(to.column);
  const bend = end - gap.x;
  const [y, target] = [middle(from.line), middle(to.line)];
  return `M${start} ${y}H${bend}C${bend + gap.x / 2} ${y} ${end - gap.x / 2} ${target} ${end} ${target}m-6 -4l6 4l-6 4`;
}

function left(column: number): number {
  return 1 + column * (box.width + gap.x);
}

function upper(line: number): number {
  return top + line * (box.height + gap.y);
}

function middle(line: number): number {
  return upper(line) + box.height / 2;
}

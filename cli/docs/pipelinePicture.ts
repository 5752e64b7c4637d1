import { type Sink, sinks } from "../../components/integration/sinks";
import { deliveryStages, sinkStages } from "../start/pathStages";

/** The services of the stages, for the second line of a box. */
const services: Readonly<Record<string, string>> = {
  vendor: "SaaS",
  "event bus": "partner, EventBridge",
  rule: "EventBridge",
  archive: "EventBridge, optional",
  queue: "Amazon SQS",
  forwarder: "AWS Lambda",
  channel: "CloudTrail Lake",
  "event data store": "CloudTrail Lake",
  bucket: "Amazon S3",
  "log group": "CloudWatch Logs",
  "dead-letter queue": "Amazon SQS",
  "target dead-letter queue": "Amazon SQS",
};

const [eventBus, rule, queue, forwarder] = deliveryStages;
const [deadLetters, undelivered, archive] = ["dead-letter queue", "target dead-letter queue", "archive"];

/** Draws the path of an event through an integration with every sink, as an SVG for light and dark pages that fills the available width. */
export function pipelinePicture(): string {
  const boxes: readonly Box[] = [
    ...["vendor", eventBus, rule, undelivered].map((kind, column) => ({ kind, column, row: 0 })),
    { kind: archive, column: 1, row: 1 },
    ...[queue, forwarder].map((kind, column) => ({ kind, column, row: 2 })),
    { kind: deadLetters, column: 1, row: 3 },
    ...sinks.flatMap((sink, lane) => stagesIn(sink, lane)),
  ];
  const { right, left, top, bottom } = anchors;
  const spine = right(1) + gap / 2;
  const between = (bottom(1) + top(2) - padding) / 2;
  const lines: readonly Line[] = [
    ...[0, 1].map((column) => ({ d: `M${right(column)} ${middle(0)}H${left(column + 1)}` })),
    { d: `M${right(2)} ${middle(0)}H${left(3)}`, isSide: true },
    { d: `M${centre(1)} ${bottom(0)}V${top(1)}`, isSide: true },
    { d: `M${centre(2)} ${bottom(0)}V${between}H${centre(0)}V${top(2)}` },
    { d: `M${right(0)} ${middle(2)}H${left(1)}` },
    { d: `M${centre(1)} ${bottom(2)}V${top(3)}`, isSide: true },
    ...sinks.flatMap((sink, lane) => [
      { d: `M${right(1)} ${middle(2)}H${spine}V${middle(2 + lane)}H${left(2)}` },
      ...sinkStages[sink].slice(1).map((_, index) => {
        return { d: `M${right(2 + index)} ${middle(2 + lane)}H${left(3 + index)}` };
      }),
    ]),
  ];
  const frame = { width: right(1) - left(0) + 2 * padding, height: bottom(3) - top(2) + 2 * padding };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right(3) + margin} ${bottom(4) + margin}" width="100%" role="img" aria-labelledby="title description">
<!-- Generated from cli/docs/pipelinePicture.ts. Do not edit it. -->
<title id="title">The path of an event from the vendor to its sinks</title>
<desc id="description">${description()}</desc>
<style>${style}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="head" d="M0 0L8 4L0 8Z"/></marker></defs>
<rect class="frame" x="${left(0) - padding}" y="${top(2) - padding}" width="${frame.width}" height="${frame.height}" rx="10"/>
<text class="service" x="${centre(0)}" y="${middle(3) + 5}">one of each per sink</text>
${[...lines.map(lineText), ...boxes.map(boxText)].join("\n")}
</svg>
`;
}

function stagesIn(sink: Sink, lane: number): readonly Box[] {
  return sinkStages[sink].map((kind, index) => ({ kind, column: 2 + index, row: 2 + lane }));
}

/** A stage and its place in the grid. */
interface Box {
  readonly kind: string;
  readonly column: number;
  readonly row: number;
}

/** A line with an arrow head. A line to the side is for copies and for events that are not stored. */
interface Line {
  readonly d: string;
  readonly isSide?: boolean;
}

/** Measures, in units of the picture. */
const [width, height, gap, rowGap, margin, padding] = [166, 60, 34, 28, 12, 10];
const left = (column: number) => margin + column * (width + gap);
// The third row begins lower: the line of the rule passes above it, and the frame of each sink's resources begins there.
const top = (row: number) => margin + row * (height + rowGap) + (row > 1 ? padding + 10 : 0);
const anchors = {
  ...{ left, top },
  right: (column: number) => left(column) + width,
  bottom: (row: number) => top(row) + height,
};
const centre = (column: number) => left(column) + width / 2;
const middle = (row: number) => top(row) + height / 2;

/** Kinds of resources off the path of a stored event. */
const sideKinds: ReadonlySet<string> = new Set([deadLetters, undelivered, archive].map(String));

function boxText({ kind, column, row }: Box): string {
  // A line holds 17 letters; the rest continues on a second line.
  const names = kind.length > 17 ? [kind.slice(0, kind.indexOf(" ")), kind.slice(kind.indexOf(" ") + 1)] : [kind];
  const first = names.length > 1 ? 19 : 27;
  const rest = names.map((name, index) => textLine("kind", first + 17 * index, name));
  const box = `<rect class="${sideKinds.has(kind) ? "side" : "stage"}" x="${left(column)}" y="${top(row)}" width="${width}" height="${height}" rx="6"/>`;
  return [box, ...rest, textLine("service", first + 17 * names.length + 1, services[kind])].join("");

  function textLine(style: string, y: number, content = ""): string {
    return `<text class="${style}" x="${centre(column)}" y="${top(row) + y}">${content}</text>`;
  }
}

function lineText({ d, isSide = false }: Line): string {
  return `<path class="${isSide ? "line side" : "line"}" d="${d}" marker-end="url(#head)"/>`;
}

function description(): string {
  const stored = sinks.map((sink) => sinkStages[sink].join(" and ")).join(", or ");
  return `A vendor sends events to a partner ${eventBus}. The ${rule} sends each event to the ${queue} of each sink, from which a ${forwarder} delivers it to a sink: ${stored}. The ${archive} keeps a copy. Events that cannot be delivered to a ${queue} go to the ${undelivered}; events that can never be stored go to the sink's ${deadLetters}.`;
}

const style = `
svg { --line: #57606a; --text: #1f2328; --muted: #57606a; --fill: #f6f8fa; --border: #0a58a8; --frame: #afb8c1; font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }
@media (prefers-color-scheme: dark) { svg { --line: #9198a1; --text: #e6edf3; --muted: #a8b2be; --fill: #1d232b; --border: #85b9f6; --frame: #4a535e; } }
.stage, .side { fill: var(--fill); stroke: var(--border); stroke-width: 1.5; }
.frame { fill: none; stroke: var(--frame); stroke-dasharray: 2 4; stroke-width: 1.5; }
.line { fill: none; stroke: var(--line); stroke-width: 1.5; }
.side { stroke-dasharray: 6 4; }
rect.side { stroke: var(--line); }
.head { fill: var(--line); }
text { fill: var(--text); text-anchor: middle; font-size: 15px; }
.kind { font-weight: 600; }
.service { fill: var(--muted); font-size: 13.5px; }
`;

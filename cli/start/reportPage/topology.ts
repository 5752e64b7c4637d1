import type { PageIntegration, Route } from "./model";

/** What stands in each column of the picture, from where events come to where they stay. */
export const columns = [
  "vendor",
  "event bus",
  "rule",
  "queue",
  "function",
  "channel or log group",
  "event data store",
] as const;

/** One part of the stack, where it stands in the picture. Integrations that share a part lead to the same one. */
export interface TopologyNode {
  readonly column: number;
  /** The line it stands on, counted from the top; between two integrations a part of a line is empty. */
  readonly line: number;
  readonly kind: string;
  readonly name: string;
}

/** A way from one part to another. */
export interface TopologyEdge {
  readonly from: TopologyNode;
  readonly to: TopologyNode;
  /** Whether only what cannot be delivered goes this way. */
  readonly isForDeadLetters: boolean;
}

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  /** How many lines the parts take. */
  readonly lines: number;
}

/** Puts every part on a line of the first integration that needs it, so that no two parts stand in one place. */
export function topologyOf(integrations: readonly Pick<PageIntegration, "key" | "route">[]): Topology {
  const drawing = new Drawing();
  for (const { key, route } of integrations) {
    draw(drawing, key, route);
  }
  return drawing;
}

/** The way of one integration in words. */
export function routeText(key: string, route: Route): string {
  const { eventBridge } = route;
  const parts = [
    senderName(key, route),
    ...(eventBridge === undefined
      ? ["PutAuditEvents"]
      : [
          `event bus ${eventBridge.bus}`,
          `rule ${eventBridge.rule}`,
          `queue ${eventBridge.queue}`,
          `function ${eventBridge.functionName}`,
        ]),
    ...(route.channel === undefined ? [] : [`channel ${route.channel}`]),
    ...(route.stores.length === 0 ? [] : [`event data store ${route.stores.join(" and ")}`]),
  ];
  const logGroup = route.logGroup === undefined ? "" : `; log group ${route.logGroup}`;
  const parked = [eventBridge?.targetDeadLetterQueue, eventBridge?.deadLetterQueue].flatMap((name) => name ?? []);
  const deadLetters = parked.length === 0 ? "" : `; dead-letter queues ${parked.join(" and ")}`;
  return `${key}: ${parts.join(", then ")}${logGroup}${deadLetters}.`;
}

/** Who sends the events: the vendor's own name, with the key where that is another one. */
function senderName(key: string, { vendor }: Route): string {
  return key === vendor ? vendor : `${vendor} (${key})`;
}

/** Of a delivery, who it is that sends. */
const senders: Readonly<Record<Route["delivery"], string>> = {
  eventbridge: "vendor",
  direct: "partner",
  solution: "application",
};

function draw(drawing: Drawing, key: string, route: Route): void {
  const { eventBridge } = route;
  const sender = drawing.place(0, senders[route.delivery], senderName(key, route));
  let last = sender;
  if (eventBridge !== undefined) {
    const bus = drawing.place(1, "event bus", eventBridge.bus);
    const rule = drawing.place(2, "rule", eventBridge.rule);
    const queue = drawing.place(3, "queue", eventBridge.queue);
    last = drawing.place(4, "function", eventBridge.functionName);
    drawing.join(sender, bus);
    drawing.join(bus, rule);
    drawing.join(rule, queue);
    drawing.join(queue, last);
    if (eventBridge.targetDeadLetterQueue !== undefined) {
      drawing.join(rule, drawing.place(2, "dead-letter queue", eventBridge.targetDeadLetterQueue, 1), true);
    }
    if (eventBridge.deadLetterQueue !== undefined) {
      const parked = drawing.place(3, "dead-letter queue", eventBridge.deadLetterQueue, 1);
      drawing.join(queue, parked, true);
      // What can never be ingested the function parks itself.
      drawing.join(last, parked, true);
    }
  }
  if (route.channel !== undefined) {
    const channel = drawing.place(5, "channel", route.channel);
    drawing.join(last, channel);
    route.stores.forEach((store, index) => {
      drawing.join(channel, drawing.place(6, "event data store", store, index));
    });
  }
  if (route.logGroup !== undefined) {
    drawing.join(last, drawing.place(5, "log group", route.logGroup, route.channel === undefined ? 0 : 1));
  }
  drawing.endRow();
}

/** Lines between two integrations. */
const emptyBetween = 0.25;

/** A topology while it is drawn, one integration after the other. */
class Drawing implements Topology {
  readonly #nodes = new Map<string, TopologyNode>();
  readonly #edges = new Map<string, TopologyEdge>();
  #row = 0;
  lines = 0;

  get nodes(): readonly TopologyNode[] {
    return [...this.#nodes.values()];
  }

  get edges(): readonly TopologyEdge[] {
    return [...this.#edges.values()];
  }

  /** The part of that name, put on a line of the present row unless it stands somewhere already. */
  place(column: number, kind: string, name: string, lineInRow = 0): TopologyNode {
    const id = JSON.stringify([column, kind, name]);
    const node = this.#nodes.get(id) ?? { column, line: this.#row + lineInRow, kind, name };
    this.#nodes.set(id, node);
    this.lines = Math.max(this.lines, node.line + 1);
    return node;
  }

  join(from: TopologyNode, to: TopologyNode, isForDeadLetters = false): void {
    const id = [from.column, from.line, to.column, to.line].join(" ");
    this.#edges.set(id, { from, to, isForDeadLetters });
  }

  endRow(): void {
    this.#row = this.lines + emptyBetween;
  }
}

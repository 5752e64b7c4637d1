import { createHash } from "node:crypto";
import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { AuditEventCaller } from "./auditEventCaller";
import type { DeclaredIntegration, EventBridgePath } from "./integration";
import { type FarSide, type Ledger, LedgerKeeper } from "./ledger";
import type { Sandbox } from "./sandbox";

/** A reject, as the dead-letter queue, the bus or CloudTrail tells of it. */
export interface Reject {
  readonly reason: string;
  readonly count: number;
}

/** The id and the JSON of an audit event. */
export type IdentifiedEvent = Pick<AuditEventEntry, "id" | "eventData">;

/** What is written down of one integration. */
export abstract class Book {
  protected readonly keeper: LedgerKeeper;
  private readonly refusals: string[] = [];
  /** The ids of audit events by their content. */
  private readonly ids = new Map<string, string>();
  private readonly stored = new Map<string, { lake: number; logs: number }>();

  /** @param identify the audit event that a message must become, or undefined where it becomes none */
  constructor(
    readonly integration: DeclaredIntegration,
    identify: (body: string) => IdentifiedEvent | undefined,
  ) {
    this.keeper = new LedgerKeeper((body) => {
      const event = identify(body);
      if (event !== undefined && integration.auditLogGroupName !== undefined) {
        this.ids.set(digestOf(event.eventData), event.id);
      }
      return event && keyOf(event);
    });
  }

  private get sinks(): number {
    const { channelArn, auditLogGroupName } = this.integration;
    return (channelArn === undefined ? 0 : 1) + (auditLogGroupName === undefined ? 0 : 1);
  }

  /** Counts an event that arrived. */
  receive(body: string): void {
    this.keeper.receive(body);
  }

  /** Counts an event that could not even be sent, with the reason. */
  refuse(reason: string): void {
    this.refusals.push(reason);
    this.keeper.refuse();
  }

  /** Counts a log event in the integration's log group, which bears its audit event without the id. */
  log(eventData: string): void {
    this.store({ id: this.ids.get(digestOf(eventData)) ?? "", eventData }, "logs");
  }

  /** Counts an event that is in a store; of several sinks, when it is in all of them. */
  store(event: IdentifiedEvent, sink: "lake" | "logs"): void {
    const key = keyOf(event);
    if (this.sinks < 2) {
      this.keeper.store(key);
      return;
    }
    const counts = this.stored.get(key) ?? { lake: 0, logs: 0 };
    this.stored.set(key, counts);
    const before = Math.min(counts.lake, counts.logs);
    counts[sink] += 1;
    if (Math.min(counts.lake, counts.logs) > before) {
      this.keeper.store(key);
    }
  }

  ledger(): Ledger {
    return this.keeper.ledger(this.farSide());
  }

  /** The bodies of what will never be ingested. */
  deadLetters(): readonly string[] {
    return [...this.farSide().deadLetters];
  }

  rejects(): readonly Reject[] {
    const counts = new Map<string, number>();
    for (const reason of [...this.reasons(), ...this.refusals]) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
  }

  protected abstract farSide(): FarSide;
  protected abstract reasons(): readonly string[];
}

/** The book of an integration whose events come over EventBridge. */
export class EventBridgeBook extends Book {
  constructor(
    integration: DeclaredIntegration,
    readonly path: EventBridgePath,
    private readonly sandbox: Sandbox,
    identify: (body: string) => IdentifiedEvent | undefined,
  ) {
    super(integration, identify);
  }

  /** How many events the integration's own rule has matched. */
  matched(): number {
    const { eventBusName, ruleArn } = this.path;
    const rules = this.sandbox.buses.get(eventBusName)?.rules;
    return rules?.find(({ settings }) => settings.arn === ruleArn)?.matched ?? 0;
  }

  protected farSide(): FarSide {
    const { queueName, functionName } = this.path;
    const functionArn = this.sandbox.functions.get(functionName)?.settings.arn ?? functionName;
    return {
      deadLetters: this.parked().map(({ body }) => body),
      waiting: (this.sandbox.queues.get(queueName)?.peek() ?? []).map(({ body }) => body),
      requests: this.sandbox.requestsOf(functionArn).length,
    };
  }

  protected reasons(): readonly string[] {
    return this.parked().map(
      ({ messageAttributes, receiveCount }) =>
        messageAttributes.reason?.StringValue ??
        messageAttributes.ERROR_MESSAGE?.StringValue ??
        `The message was received ${receiveCount} times and never handled.`,
    );
  }

  private parked() {
    return this.path.deadLetterQueueNames.flatMap((name) => this.sandbox.queues.get(name)?.peek() ?? []);
  }
}

/** The book of an integration whose partner or application calls PutAuditEvents itself. A message is an entry of a call, as JSON. */
export class CallerBook extends Book {
  constructor(
    integration: DeclaredIntegration,
    readonly caller: AuditEventCaller,
    private readonly requests: () => number,
  ) {
    super(integration, (body) => JSON.parse(body));
  }

  /** Gives an audit event to the caller, whose id it is known by. */
  send(event: Readonly<Record<string, unknown>>): void {
    const eventData = JSON.stringify(event);
    const eventDataChecksum = createHash("sha256").update(eventData).digest("base64");
    const entry = { id: String(event.UID), eventData, eventDataChecksum };
    this.receive(JSON.stringify(entry));
    this.caller.queue(entry);
  }

  protected farSide(): FarSide {
    return {
      deadLetters: this.caller.refused.map(({ entry }) => JSON.stringify(entry)),
      waiting: this.caller.waiting.map((entry) => JSON.stringify(entry)),
      requests: this.requests(),
    };
  }

  protected reasons(): readonly string[] {
    return this.caller.refused.map(({ reason }) => reason);
  }
}

/** An audit event's id and content, short enough to keep for a million events. */
function keyOf({ id, eventData }: IdentifiedEvent): string {
  return digestOf(`${id} ${eventData}`);
}

function digestOf(eventData: string): string {
  return createHash("sha1").update(eventData).digest("binary");
}

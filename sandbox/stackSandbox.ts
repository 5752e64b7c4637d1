import { createHash } from "node:crypto";
import type { DeclaredIntegration } from "./integration";
import { declaredIntegrations } from "./integration";
import { type Ledger, LedgerKeeper } from "./ledger";
import type { DeclaredProgram } from "./program";
import { deploy, type Sandbox, type SandboxOptions } from "./sandbox";
import { declaredAuthorization } from "./wiring/authorization";

/** The audit event that a message becomes: its id and its JSON as it is sent; undefined where it becomes none. */
export type Identify = (
  integration: DeclaredIntegration,
  body: string,
) => { readonly id: string; readonly eventData: string } | undefined;

/** A reject, as the dead-letter queue or the bus tells of it. */
export interface Reject {
  readonly reason: string;
  readonly count: number;
}

/** A whole stack at work in the sandbox, with a ledger for each integration. */
export interface StackSandbox {
  readonly sandbox: Sandbox;
  readonly integrations: readonly DeclaredIntegration[];
  /**
   * Puts an event on the integration's bus, as EventBridge would deliver it there. Every integration on that bus receives it.
   * @param event the envelope: `id`, `time`, `detail-type` and `detail`, and what else the sender wrote
   */
  send(key: string, event: Readonly<Record<string, unknown>>): void;
  /** Counts an event that no bus would take, with the reason. */
  refuse(key: string, reason: string): void;
  ledger(key: string): Ledger;
  /** Why events were rejected, the most frequent reason first. */
  rejects(key: string): readonly Reject[];
}

/**
 * Deploys a declared program and keeps its ledgers.
 * @param identify tells which audit event a message must become: the ledger holds the store's content against it
 */
export async function deployStack(
  program: DeclaredProgram,
  identify: Identify,
  options: SandboxOptions = {},
): Promise<StackSandbox> {
  const integrations = declaredIntegrations(program);
  const books = new Map(integrations.map((integration) => [integration.key, new Book(integration, identify)]));
  const sandbox = await deploy(program.resources, {
    authorize: declaredAuthorization(program.resources),
    ...options,
    observers: {
      ...options.observers,
      accepted: (event) => {
        options.observers?.accepted?.(event);
        for (const book of books.values()) {
          if (book.integration.channelArn === event.channelArn) {
            book.keeper.store(keyOf(event));
          }
        }
      },
    },
  });
  return {
    sandbox,
    integrations,
    send: (key, event) => send(sandbox, books, bookOf(books, key), event),
    refuse: (key, reason) => bookOf(books, key).refuse(reason),
    ledger: (key) => bookOf(books, key).ledger(sandbox),
    rejects: (key) => bookOf(books, key).rejects(sandbox),
  };
}

/** Puts an event on a bus, and enters it for every integration that listens there. */
function send(
  sandbox: Sandbox,
  books: ReadonlyMap<string, Book>,
  addressed: Book,
  event: Readonly<Record<string, unknown>>,
): void {
  const { eventBusName } = addressed.integration;
  const listeners = [...books.values()].filter(({ integration }) => integration.eventBusName === eventBusName);
  const before = listeners.map((book) => book.matched(sandbox));
  try {
    sandbox.putEvent(eventBusName, event);
  } catch (error) {
    if (error instanceof RangeError) {
      addressed.refuse(error.message);
      return;
    }
    throw error;
  }
  const body = JSON.stringify(event);
  listeners.forEach((book, index) => {
    // Events that a configured pattern leaves out are not meant to arrive; without one, a miss is a loss.
    if (!book.integration.narrowed || book.matched(sandbox) !== before[index]) {
      book.keeper.receive(body);
    }
  });
}

function bookOf(books: ReadonlyMap<string, Book>, key: string): Book {
  const book = books.get(key);
  if (book === undefined) {
    throw new RangeError(`${key} is no integration of this stack`);
  }
  return book;
}

/** What is written down of one integration. */
class Book {
  readonly keeper: LedgerKeeper;
  private readonly refusals: string[] = [];

  constructor(
    readonly integration: DeclaredIntegration,
    identify: Identify,
  ) {
    this.keeper = new LedgerKeeper((body) => {
      const event = identify(integration, body);
      return event && keyOf(event);
    });
  }

  /** How many events the integration's own rule has matched. */
  matched({ buses }: Sandbox): number {
    const { eventBusName, ruleArn } = this.integration;
    return buses.get(eventBusName)?.rules.find(({ settings }) => settings.arn === ruleArn)?.matched ?? 0;
  }

  refuse(reason: string): void {
    this.refusals.push(reason);
    this.keeper.refuse();
  }

  ledger(sandbox: Sandbox): Ledger {
    const { queueName, functionName } = this.integration;
    const functionArn = sandbox.functions.get(functionName)?.settings.arn ?? functionName;
    return this.keeper.ledger({
      deadLetters: this.deadLetters(sandbox).map(({ body }) => body),
      waiting: (sandbox.queues.get(queueName)?.peek() ?? []).map(({ body }) => body),
      requests: sandbox.requestsOf(functionArn).length,
    });
  }

  rejects(sandbox: Sandbox): readonly Reject[] {
    const reasons = this.deadLetters(sandbox).map(
      ({ messageAttributes, receiveCount }) =>
        messageAttributes.reason?.StringValue ??
        messageAttributes.ERROR_MESSAGE?.StringValue ??
        `The message was received ${receiveCount} times and never handled.`,
    );
    const counts = new Map<string, number>();
    for (const reason of [...reasons, ...this.refusals]) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
  }

  private deadLetters(sandbox: Sandbox) {
    return this.integration.deadLetterQueueNames.flatMap((name) => sandbox.queues.get(name)?.peek() ?? []);
  }
}

/** An audit event's id and content, short enough to keep for a million events. */
function keyOf({ id, eventData }: { readonly id: string; readonly eventData: string }): string {
  return `${id} ${createHash("sha1").update(eventData).digest("base64")}`;
}

import { type Book, CallerBook, EventBridgeBook, type IdentifiedEvent, type Reject } from "./book";
import { callerPolicies, createCaller } from "./callers";
import { type DeclaredIntegration, declaredIntegrations } from "./integration";
import type { Ledger } from "./ledger";
import type { DeclaredProgram } from "./program";
import { deploy, type Sandbox, type SandboxOptions } from "./sandbox";
import { declaredAuthorization } from "./wiring/authorization";

export type { Reject } from "./book";

/** The audit event that a message becomes: its id and its JSON as it is sent; undefined where it becomes none. */
export type Identify = (integration: DeclaredIntegration, body: string) => IdentifiedEvent | undefined;

/** A whole stack at work in the sandbox, with a ledger for each integration. */
export interface StackSandbox {
  readonly sandbox: Sandbox;
  readonly integrations: readonly DeclaredIntegration[];
  /**
   * Puts an event on the integration's bus, as EventBridge would deliver it there: every integration on that bus receives it. Where
   * a partner or an application calls PutAuditEvents itself, the event is an audit event, and it goes to that caller.
   * @param event the envelope: `id`, `time`, `detail-type` and `detail`, and what else the sender wrote; or the audit event
   */
  send(key: string, event: Readonly<Record<string, unknown>>): void;
  /** Counts an event that no bus would take, with the reason. */
  refuse(key: string, reason: string): void;
  ledger(key: string): Ledger;
  /** The bodies of the messages in an integration's dead-letter queues, or what its caller was refused for good. */
  deadLetters(key: string): readonly string[];
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
  const { resources } = program;
  const integrations = declaredIntegrations(program);
  const books = new Map<string, Book>();
  const sandbox = await deploy(resources, {
    authorize: declaredAuthorization(resources, {
      identityPolicies: callerPolicies(integrations, resources),
      ...(options.existing?.keyPolicies && { keyPolicies: options.existing.keyPolicies }),
    }),
    ...options,
    observers: {
      ...options.observers,
      accepted: (event) => {
        options.observers?.accepted?.(event);
        for (const book of books.values()) {
          if (book.integration.channelArn === event.channelArn) {
            book.store(event, "lake");
          }
        }
      },
      logged: (group, event) => {
        options.observers?.logged?.(group, event);
        for (const book of books.values()) {
          if (book.integration.auditLogGroupName === group.name) {
            book.log(event.message);
          }
        }
      },
    },
  });
  try {
    for (const integration of integrations) {
      books.set(integration.key, createBook(sandbox, integration, program, identify));
    }
  } catch (error) {
    // Its servers would keep this process from ending.
    await sandbox.close();
    throw error;
  }
  return {
    sandbox,
    integrations,
    send: (key, event) => send(sandbox, [...books.values()], bookOf(books, key), event),
    refuse: (key, reason) => bookOf(books, key).refuse(reason),
    ledger: (key) => bookOf(books, key).ledger(),
    deadLetters: (key) => bookOf(books, key).deadLetters(),
    rejects: (key) => bookOf(books, key).rejects(),
  };
}

function createBook(
  sandbox: Sandbox,
  integration: DeclaredIntegration,
  { resources }: DeclaredProgram,
  identify: Identify,
): Book {
  const { path, key } = integration;
  if (path !== undefined) {
    return new EventBridgeBook(integration, path, sandbox, (body) => identify(integration, body));
  }
  const caller = createCaller(sandbox, integration, resources);
  if (caller === undefined) {
    throw new RangeError(`${key} has neither a path over EventBridge nor a channel that a caller may put events into`);
  }
  return new CallerBook(integration, caller, () => sandbox.requestsOf(caller.principalArn).length);
}

/** Puts an event on a bus, and enters it for every integration that listens there; or gives it to its caller. */
function send(
  sandbox: Sandbox,
  books: readonly Book[],
  addressed: Book,
  event: Readonly<Record<string, unknown>>,
): void {
  if (addressed instanceof CallerBook) {
    addressed.send(event);
    return;
  }
  if (!(addressed instanceof EventBridgeBook)) {
    return;
  }
  const { eventBusName } = addressed.path;
  const listeners = books.filter(
    (book): book is EventBridgeBook => book instanceof EventBridgeBook && book.path.eventBusName === eventBusName,
  );
  const before = listeners.map((book) => book.matched());
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
    if (!book.path.narrowed || book.matched() !== before[index]) {
      book.receive(body);
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

import { createHash } from "node:crypto";
import { type AuditEventCaller, callerPolicies, createCaller } from "../callers";
import { declaredAuthorization } from "../deployment/authorization";
import { type DeclaredIntegration, declaredIntegrations, type EventBridgePath } from "../integration";
import { type IdentifiedEvent, type Ledger, Recorder, type Reject } from "../ledger/ledger";
import { deploy, type Sandbox, type SandboxOptions } from "../sandbox";
import type { DeclaredProgram } from "./program";

/** Returns the audit events of a message: the id of each and its JSON as sent. */
type Identify = (integration: DeclaredIntegration, body: string) => readonly IdentifiedEvent[];

/** A whole stack running in the sandbox, with a ledger for each integration. */
export interface StackSandbox {
  readonly sandbox: Sandbox;
  readonly integrations: readonly DeclaredIntegration[];
  /**
   * Puts an event on the integration's bus, where every integration of that bus receives it, or gives an audit event to the caller of
   * PutAuditEvents. Returns false if no integration's rule matches the event.
   * @param event the envelope with `id`, `time`, `detail-type` and `detail`; or the audit event
   */
  send(key: string, event: Readonly<Record<string, unknown>>): boolean;
  refuse(key: string, reason: string): void;
  /** Counts an event as ingested when all sinks of its integration have it. */
  ledger(key: string): Ledger;
  /** The ledger of each sink of an integration, by the sink's name. */
  sinkLedgers(key: string): Readonly<Record<string, Ledger>>;
  /** Failed messages of an integration with the number of failures of each, without events that could not be sent. */
  deadLetters(key: string): ReadonlyMap<string, number>;
  /** Reasons of rejected events, the most frequent first. */
  rejects(key: string): readonly Reject[];
}

/** Deploys a declared program and keeps its ledgers. @param identify returns the audit events that a message must become */
export async function deployStack(
  program: DeclaredProgram,
  identify: Identify,
  options: SandboxOptions = {},
): Promise<StackSandbox> {
  const { resources } = program;
  const integrations = declaredIntegrations(program);
  const recorders = new Map<string, Recorder>();
  const callers = new Map<string, AuditEventCaller>();
  const sandbox = await deploy(resources, {
    authorize: declaredAuthorization(resources, {
      ...options.existing,
      identityPolicies: callerPolicies(integrations, resources),
    }),
    ...options,
    observers: {
      ...options.observers,
      accepted: (event) => {
        options.observers?.accepted?.(event);
        for (const recorder of recorders.values()) {
          if (recorder.integration.channelArn === event.channelArn) {
            recorder.store(event, "cloudtrail-lake");
          }
        }
      },
      logged: (group, event) => {
        options.observers?.logged?.(group, event);
        for (const recorder of recorders.values()) {
          if (recorder.integration.auditLogGroupName === group.name) {
            recorder.log(event.message);
          }
        }
      },
      written: (bucket, object, digests) => {
        options.observers?.written?.(bucket, object, digests);
        for (const recorder of recorders.values()) {
          const { key, lakeBucketName } = recorder.integration;
          if (lakeBucketName === bucket.settings.name && object.key.startsWith(`events/integration=${key}/`)) {
            recorder.write(digests);
          }
        }
      },
    },
  });
  try {
    for (const integration of integrations) {
      const { key, path } = integration;
      const caller = createCaller(sandbox, integration, resources);
      if (path !== undefined) {
        const destinations = () => destinationsOf(sandbox, path);
        recorders.set(key, new Recorder(integration, (body) => identify(integration, body), destinations));
      } else if (caller !== undefined) {
        callers.set(key, caller);
        const destinations = () => ({ "cloudtrail-lake": destinationOfCaller(sandbox, caller) });
        recorders.set(key, new Recorder(integration, (body) => [JSON.parse(body) as IdentifiedEvent], destinations));
      } else {
        throw new RangeError(`${key} has neither a path over EventBridge nor a channel that accepts a caller's events`);
      }
    }
  } catch (error) {
    // Its servers would keep this process from ending.
    await sandbox.close();
    throw error;
  }
  const recorderOf = (key: string): Recorder => {
    const recorder = recorders.get(key);
    if (recorder === undefined) {
      throw new RangeError(`${key} is not an integration of this stack`);
    }
    return recorder;
  };
  return {
    sandbox,
    integrations,
    send: (key, event) => {
      const recorder = recorderOf(key);
      const caller = callers.get(key);
      if (caller === undefined) {
        return sendToBus(sandbox, [...recorders.values()], recorder, event);
      }
      const eventData = JSON.stringify(event);
      const eventDataChecksum = createHash("sha256").update(eventData).digest("base64");
      const entry = { id: String(event.UID), eventData, eventDataChecksum };
      recorder.receive(JSON.stringify(entry));
      caller.queue(entry);
      return true;
    },
    refuse: (key, reason) => recorderOf(key).refuse(reason),
    ledger: (key) => recorderOf(key).ledger(),
    sinkLedgers: (key) => recorderOf(key).sinkLedgers(),
    deadLetters: (key) => recorderOf(key).deadLetters(),
    rejects: (key) => recorderOf(key).rejects(),
  };
}

/**
 * The destination of each sink. An event that EventBridge could not deliver names its target (EventBridge User Guide, "Using dead-letter
 * queues").
 */
function destinationsOf({ queues, functions, requestsOf }: Sandbox, path: EventBridgePath) {
  const inQueue = (name: string) => queues.get(name)?.peek() ?? [];
  const undelivered = inQueue(path.targetDeadLetterQueueName);
  const destinations = Object.entries(path.deliveries).map(
    ([sink, { queueArn, queueName, deadLetterQueueName, functionName }]) => {
      const ofTarget = undelivered.filter(
        ({ messageAttributes }) => messageAttributes.TARGET_ARN?.StringValue === queueArn,
      );
      const deadLetters = [...inQueue(deadLetterQueueName), ...ofTarget];
      const destination = {
        deadLetters: deadLetters.map(({ body }) => body),
        waiting: inQueue(queueName).map(({ body }) => body),
        requests: requestsOf(functions.get(functionName)?.settings.arn ?? functionName).length,
        reasons: deadLetters.map(
          ({ messageAttributes: { reason, ERROR_MESSAGE }, receiveCount }) =>
            reason?.StringValue ??
            ERROR_MESSAGE?.StringValue ??
            `The message was received ${receiveCount} times and never handled.`,
        ),
      };
      return [sink, destination] as const;
    },
  );
  return Object.fromEntries(destinations);
}

/** The destination of a caller. A message is an entry of a call, as JSON. */
function destinationOfCaller({ requestsOf }: Sandbox, { refused, waiting, principalArn }: AuditEventCaller) {
  return {
    deadLetters: refused.map(({ entry }) => JSON.stringify(entry)),
    waiting: waiting.map((entry) => JSON.stringify(entry)),
    requests: requestsOf(principalArn).length,
    reasons: refused.map(({ reason }) => reason),
  };
}

/** Puts an event on a bus; returns false if no integration's rule matches it. */
function sendToBus(
  sandbox: Sandbox,
  recorders: readonly Recorder[],
  addressed: Recorder,
  event: Readonly<Record<string, unknown>>,
): boolean {
  const eventBusName = addressed.integration.path?.eventBusName ?? "";
  const matched = ({ integration: { path } }: Recorder) =>
    sandbox.buses.get(eventBusName)?.rules.find(({ settings }) => settings.arn === path?.ruleArn)?.matched;
  const listeners = recorders
    .filter(({ integration }) => integration.path?.eventBusName === eventBusName)
    .map((recorder) => ({ recorder, before: matched(recorder) }));
  try {
    sandbox.putEvent(eventBusName, event);
  } catch (error) {
    if (error instanceof RangeError) {
      addressed.refuse(error.message);
      return true;
    }
    throw error;
  }
  const body = JSON.stringify(event);
  for (const { recorder, before } of listeners) {
    // Events that a configured pattern excludes are not expected to arrive; without a pattern, a miss is a loss.
    if (!recorder.integration.path?.narrowed || matched(recorder) !== before) {
      recorder.receive(body);
    }
  }
  return listeners.some(({ recorder, before }) => matched(recorder) !== before);
}

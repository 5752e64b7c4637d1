import { PersonError } from "../components/personError";
import type { Athena } from "./athena/athena";
import { type Authorize, allowEverything } from "./authorization";
import { Clock } from "./clock";
import type { AcceptedEvent, ObservedCall } from "./cloudTrailData/options";
import type { LogGroup, StoredLogEvent } from "./cloudWatchLogs/logGroup";
import { CredentialIssuer } from "./credentials";
import { createBuses, createLogGroups } from "./deployment/buses";
import { CallLog } from "./deployment/callLog";
import { createWorkgroups } from "./deployment/catalog";
import {
  type ChannelSettings,
  createChannels,
  createEventDataStores,
  type ExistingResources,
} from "./deployment/channels";
import { Deployment, refuseEqualNames } from "./deployment/deployment";
import { createFunctions, createMappings } from "./deployment/functions";
import { createNotifications } from "./deployment/notifications";
import { type Closers, createObjects } from "./deployment/objects";
import { createSchedules } from "./deployment/schedules";
import { createServices } from "./deployment/services";
import { createQueues, createTables, createTopics } from "./deployment/storage";
import type { Table } from "./dynamoDb/table";
import type { Envelope } from "./envelope";
import type { EventBus } from "./eventBridge/bus";
import type { PutEvent } from "./eventBridge/putEvents";
import type { FaultPlan } from "./faults";
import { listen } from "./http";
import { createIdentifiers } from "./identifiers";
import { Lake } from "./lake/lake";
import { type EventSourceMapping, ProcessSlots } from "./lambda/eventSourceMapping";
import type { LambdaFunction } from "./lambda/lambdaFunction";
import { LambdaRuntime } from "./lambda/runtime";
import type { DeclaredResource } from "./program/declaredResource";
import type { Bucket, StoredObject } from "./s3/bucket";
import type { PublishedMessage } from "./sns/endpoint";
import type { Queue } from "./sqs/queue";

/** Callbacks for stored events. */
export interface SandboxObservers {
  readonly accepted?: (event: AcceptedEvent) => void;
  readonly logged?: (group: LogGroup, event: StoredLogEvent) => void;
  /** Called with an object and the digest of each audit event in it. */
  readonly written?: (bucket: Bucket, object: StoredObject, eventDigests: readonly string[]) => void;
}

/** Settings beyond the declared resources. */
export interface SandboxOptions {
  /** The first moment, in milliseconds since 1970. @default the real now */
  readonly startTime?: number;
  /** Seed of all identifiers; the same seed gives the same identifiers. @default 0 */
  readonly seed?: number;
  /** PutAuditEvents calls per second in a Region. @default 100, CloudTrail's own quota */
  readonly callsPerSecond?: number;
  /** Faults to inject at the sinks: CloudTrail Data, CloudWatch Logs and Amazon S3. @default none */
  readonly faults?: FaultPlan;
  /** Delay of CloudTrail's answers, in milliseconds. @default 0 */
  readonly latencyMilliseconds?: number;
  /** Packages of the AWS SDK that the Lambda runtime does not contain. @default none */
  readonly runtimeLacks?: readonly string[];
  /** Authorizes every call between the resources. @default every call is allowed */
  readonly authorize?: Authorize;
  /** Resources of the account that are not declared. @default none */
  readonly existing?: ExistingResources;
  readonly observers?: SandboxObservers;
}

export interface Sandbox {
  readonly clock: Clock;
  readonly lake: Lake;
  /** By name. */
  readonly queues: ReadonlyMap<string, Queue>;
  /** By name; a partner's bus has the name of its event source. */
  readonly buses: ReadonlyMap<string, EventBus>;
  /** By name. */
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly mappings: readonly EventSourceMapping[];
  /** By ARN. */
  readonly logGroups: ReadonlyMap<string, LogGroup>;
  /** By name. */
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly athena: Athena;
  /** By ARN. */
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  /** By name. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Messages that topics accepted, in order. */
  readonly published: readonly PublishedMessage[];
  /** Events that buses accepted from PutEvents, in order. */
  readonly putEvents: readonly PutEvent[];
  readonly gatewayUrl: string;
  /** Issues credentials to callers from outside. */
  readonly credentials: CredentialIssuer;
  /** Puts an event on the bus of a (partner) event source. Throws if there is none, or the event is too large. */
  putEvent(source: string, envelope: Envelope): void;
  /**
   * Runs until no work is left, or up to the moment `until` (milliseconds since 1970). Rejects if stored events could not be written, for example
   * to a full disk.
   */
  settle(limits?: { readonly until?: number }): Promise<void>;
  /** The PutAuditEvents and PutLogEvents calls of a function or a role, by its ARN, in order. */
  requestsOf(functionOrRoleArn: string): readonly ObservedCall[];
  /** Cancels the running queries and refuses later ones. Without it, the end of a process waits for them and may never come. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Deploys resources into a sandbox. Close it to end its processes.
 * @throws DeploymentError with everything that the cloud would reject
 */
export async function deploy(resources: readonly DeclaredResource[], options: SandboxOptions = {}): Promise<Sandbox> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer();
    }
  };
  try {
    return await start(new Deployment(resources), options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  deployment: Deployment,
  options: SandboxOptions,
  closers: Closers,
  close: () => Promise<void>,
): Promise<Sandbox> {
  const { observers = {}, existing = {}, authorize = allowEverything, seed = 0 } = options;
  // Two resources of one name cannot be distinguished below.
  refuseEqualNames(deployment);
  deployment.throwIfRefused();
  const clock = new Clock(options.startTime);
  const now = () => clock.now();
  const lake = await Lake.open({ now });
  closers.push(() => lake.close());
  const runtime = await LambdaRuntime.prepare(options.runtimeLacks);
  closers.push(() => runtime.close());

  const credentials = new CredentialIssuer();
  const calls = new CallLog(credentials);
  const queues = createQueues(deployment, clock, createIdentifiers(`messages ${seed}`));
  const logGroups = createLogGroups(deployment);
  const { events, ...objects } = createObjects(deployment, existing, now, closers);
  const { buckets, athena } = objects;
  const buses = createBuses(
    deployment,
    { findQueue: (arn) => queues.get(arn), findLogGroup: (arn) => logGroups.get(arn), authorize },
    existing,
    now,
  );
  const stores = await createEventDataStores(deployment, lake, existing);
  const channels = createChannels(deployment, stores, existing);
  const tables = createTables(deployment);
  const published: PublishedMessage[] = [];
  const put: PutEvent[] = [];
  const topics = createTopics(deployment, existing);
  const recordMessage = (message: PublishedMessage) => void published.push(message);
  const happened = createNotifications(deployment, {
    ...{ buckets, topics, authorize, published: recordMessage, now },
    newIdentifier: createIdentifiers(`notifications ${seed}`),
  });
  const gateway = await listen(
    createServices({
      clock,
      lake,
      buses,
      tables,
      topics,
      published: recordMessage,
      happened,
      put: (event) => put.push(event),
      eventDataStores: [...stores.keys()],
      eventSourceStates: existing.eventSourceStates ?? {},
      functions: () => functions,
      mappings: () => mappings,
      credentials,
      authorize,
      queues,
      channels,
      logGroups,
      ...objects,
      workgroups: createWorkgroups(deployment),
      written: async (bucket, object) => {
        const digests = await events.digestsOf(object.path);
        observers.written?.(bucket, object, digests);
        return digests.length;
      },
      secrets: existing.secrets ?? [],
      behaviour: options,
      seed,
      accepted: (event) => observers.accepted?.(event),
      logged: (group, event) => observers.logged?.(group, event),
      called: (call) => calls.add(call),
    }),
  );
  closers.push(() => gateway.close());
  const functions = await createFunctions(deployment, {
    runtime,
    credentials,
    gatewayUrl: gateway.url,
    authorize,
    newIdentifier: createIdentifiers(`invocations ${seed}`),
    now,
    killAfter: () => killTime(options.faults),
  });
  closers.push(() => {
    for (const target of functions.values()) {
      target.close();
    }
  });
  const mappings = createMappings(deployment, queues, functions, { clock, slots: new ProcessSlots(), authorize });
  const newIdentifier = createIdentifiers(`schedules ${seed}`);
  const schedules = createSchedules(deployment, { clock, functions, queues, authorize, newIdentifier });
  deployment.throwIfRefused();
  for (const one of [...schedules, ...mappings]) {
    one.start();
  }
  closers.push(() => clock.stop());

  return {
    clock,
    lake,
    queues: byName(queues),
    buses,
    functions: byName(functions),
    mappings,
    logGroups,
    ...{ buckets, athena },
    channels,
    tables,
    published,
    putEvents: put,
    gatewayUrl: gateway.url,
    credentials,
    putEvent: (source, envelope) => findBus(buses, source).put(envelope),
    settle: async (limits) => {
      await clock.runUntilIdle(limits);
      await lake.written();
    },
    requestsOf: (arn) => {
      const target = functions.get(arn);
      return target === undefined ? calls.ofRole(arn) : calls.ofFunction(target.settings);
    },
    interrupt: async () => void (await Promise.all([lake.interrupt(), athena.interrupt()])),
    close,
  };
}

/** Returns the milliseconds after which an invocation is killed: before its first call, during it or after it; undefined if it is not. */
function killTime(faults: SandboxOptions["faults"]): number | undefined {
  return faults?.nextInvocation() === "kill" ? ((faults.strikes.get("kill") ?? 0) * 17) % 61 : undefined;
}

function findBus(buses: ReadonlyMap<string, EventBus>, source: string): EventBus {
  const bus = buses.get(source);
  if (bus === undefined) {
    throw new PersonError(
      `There is no event bus for the event source ${source}. The buses are: ${[...buses.keys()].join(", ")}.`,
    );
  }
  return bus;
}

function byName<T extends { readonly settings: { readonly name: string } }>(
  byArn: ReadonlyMap<string, T>,
): ReadonlyMap<string, T> {
  return new Map([...byArn.values()].map((resource) => [resource.settings.name, resource]));
}

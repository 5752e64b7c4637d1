import { unknownName } from "../../components/configuration/problem";
import { PersonError } from "../../components/personError";
import type { JsonObject } from "../../functions/mapping/values/json";
import { sandboxAccount } from "../account";
import { type ReportedFinding, reportedFindings } from "../ledger/findings";
import type { Ledger } from "../ledger/ledger";
import { wrapper } from "../ledger/sender";
import { StoredAuditEvents } from "../ledger/storedAuditEvents";
import type { DeclaredResource } from "./declaredResource";
import { existingResources, identify } from "./existing";
import { declareProgram } from "./program";
import { deployStack } from "./stackSandbox";

/** Options for the deployment of a program. */
export interface ProgramSandboxOptions {
  /** The Pulumi project's name, which begins physical names. @default `project` */
  readonly project?: string;
  /** The stack's name. @default `dev` */
  readonly stack?: string;
  /** The stack's configuration by key, such as `partner-audit:vendors`: texts, or maps as the stack's file has them. @default `aws:region` alone, `us-east-1` */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** The first moment of the sandbox's clock. @default now */
  readonly startTime?: Date;
}

/** An audit event as it is stored: the eventData of CloudTrail's schema. */
export type AuditEvent = JsonObject;

/** A deployed program. Its clock stands still until `settle` or `passTime`. */
export interface ProgramSandbox {
  /** The program's declared resources, for checks: `check(resources)` of partner-audit-policy accepts them. */
  readonly resources: readonly DeclaredResource[];
  /** The program's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The program's warnings. */
  readonly warnings: readonly string[];
  /**
   * Sends an event to an integration of the output `vendors`, by its key, at the sandbox's time: the vendor's event, bare or within its
   * EventBridge event; for a direct delivery or a solution, an audit event.
   */
  send(integration: string, event: Readonly<Record<string, unknown>>): void;
  /** Runs everything that waits: queues, forwarders and retries. */
  settle(): Promise<void>;
  /** Advances the clock by minutes, and with it the schedules of detections: by a little more than an hour for `rate(1 hour)`. */
  passTime(minutes: number): Promise<void>;
  /** The counts of an integration's events: `received` is the sum of `ingested`, `deduplicated`, `rejected` and `pending`. */
  ledger(integration: string): Ledger;
  /** The reasons of rejected events. */
  rejections(integration: string): readonly string[];
  /** The audit events in an integration's store (with several sinks, the first one's store), in the order of storing. */
  storedEvents(integration: string): Promise<readonly AuditEvent[]>;
  /** The findings that detections have reported, in order. */
  findings(): readonly ReportedFinding[];
  /** Ends the sandbox's processes. Without it, a test does not end. */
  close(): Promise<void>;
}

/** Deploys a program with the options in `openSandbox`. */
export async function deployProgram(
  run: () => object | Promise<object>,
  { project = "project", stack = "dev", configuration = {}, startTime }: ProgramSandboxOptions,
): Promise<ProgramSandbox> {
  const texts = Object.entries(configuration).map(([key, value]) => {
    return [key, typeof value === "string" ? value : JSON.stringify(value)] as const;
  });
  const region = sandboxAccount.region;
  const file = { project, stack, configuration: { "aws:region": region, ...Object.fromEntries(texts) } };
  const program = await declareProgram(file, async () => ({ ...(await outputsOf(run)) }));
  const stored = new StoredAuditEvents();
  const deployed = await deployStack(program, identify, {
    ...(startTime !== undefined && { startTime: startTime.getTime() }),
    existing: existingResources(program),
    observers: stored.observers,
  });
  const { sandbox, integrations } = deployed;
  const place = { region: file.configuration["aws:region"] ?? region, seed: 0, now: () => sandbox.clock.now() };
  const wrappers = new Map(integrations.map((one) => [one.key, wrapper(one, place)]));
  const integrationOf = (key: string) =>
    integrations.find((one) => one.key === key) ?? unknownIntegration(key, [...wrappers.keys()]);
  return {
    ...program,
    send: (key, event) => {
      const wrap = wrappers.get(integrationOf(key).key) ?? ((bare) => bare);
      if (!deployed.send(key, wrap(event))) {
        throw new PersonError(`The event matches no rule of ${key}, so EventBridge would drop it. Check its pattern.`);
      }
    },
    settle: () => sandbox.settle(),
    passTime: (minutes) => sandbox.settle({ until: sandbox.clock.now() + minutes * 60_000 }),
    ledger: (key) => deployed.ledger(integrationOf(key).key),
    rejections: (key) => deployed.rejects(integrationOf(key).key).map(({ reason }) => reason),
    storedEvents: (key) => stored.of(integrationOf(key)),
    findings: () => reportedFindings(sandbox),
    close: () => sandbox.close(),
  };
}

/** Returns the outputs of a program: the returned ones, or those of a module that exports one value (`export = createStack(...)`). */
async function outputsOf(run: () => object | Promise<object>): Promise<object> {
  const given: { readonly default?: unknown } = await run();
  const whole = await given.default;
  return typeof whole === "object" && whole !== null ? whole : given;
}

function unknownIntegration(key: string, keys: readonly string[]): never {
  const { message } = unknownName("vendors", "integration of the output vendors", key, keys);
  throw new PersonError(`${message}. A program names them: export const vendors = { okta: okta.outputs };`);
}

import { entryErrorActions, refusalOf } from "../functions/delivery/refusals";
import type { AuditEventEntry } from "../functions/mapping/auditEvent";
import type { Clock } from "./clock";
import type { SandboxCredentials } from "./credentials";
import type { NamedDocument } from "./iam/accessRequest";
import type { DeclaredIntegration } from "./integration";
import {
  CloudTrailDataClient,
  PutAuditEventsCommand,
  type PutAuditEventsCommandOutput,
} from "./lambda/cloudTrailDataClient";
import type { DeclaredResource } from "./program/declaredResource";
import type { Sandbox } from "./sandbox";

/** The caller of PutAuditEvents for an integration without EventBridge. */
interface CallerIdentity {
  readonly principalArn: string;
  /** Policies of the caller's account, or of the stack. */
  readonly identityPolicies: readonly NamedDocument[];
}

export function callerPolicies(
  integrations: readonly DeclaredIntegration[],
  resources: readonly DeclaredResource[],
): Readonly<Record<string, readonly NamedDocument[]>> {
  return Object.fromEntries(
    integrations.flatMap((integration) => {
      const caller = callerOf(integration, resources);
      return caller === undefined ? [] : [[caller.principalArn, caller.identityPolicies]];
    }),
  );
}

/** The caller of an integration; undefined if its events arrive over EventBridge. */
export function createCaller(
  sandbox: Sandbox,
  integration: DeclaredIntegration,
  resources: readonly DeclaredResource[],
): AuditEventCaller | undefined {
  const caller = callerOf(integration, resources);
  const { channelArn, inputs, key } = integration;
  if (caller === undefined || channelArn === undefined) {
    return undefined;
  }
  const settings: CallerSettings = {
    principalArn: caller.principalArn,
    gatewayUrl: sandbox.gatewayUrl,
    region: channelArn.split(":")[3] ?? "",
    channelArn,
    credentials: sandbox.credentials.issue(caller.principalArn, key),
    ...(typeof inputs.externalId === "string" && { externalId: inputs.externalId }),
  };
  return new AuditEventCaller(settings, sandbox.clock);
}

/**
 * A partner calls with its own role account. A solution's application calls with a role of the stack's account that has only the
 * integration's policy.
 */
function callerOf(
  { key, delivery, inputs, channelArn, policyArn }: DeclaredIntegration,
  resources: readonly DeclaredResource[],
): CallerIdentity | undefined {
  if (delivery === "direct") {
    const principal = String(inputs.principal);
    const principalArn = principal.startsWith("arn:") ? principal : `arn:aws:iam::${principal}:role/${key}`;
    return { principalArn, identityPolicies: [{ name: "The partner's own", document: anyChannel }] };
  }
  if (delivery === "solution") {
    const policy = resources.find(({ type, outputs }) => type === "aws:iam/policy:Policy" && outputs.arn === policyArn);
    const accountId = channelArn?.split(":")[4] ?? "";
    return {
      principalArn: `arn:aws:iam::${accountId}:role/application-of-${key}`,
      identityPolicies: policy === undefined ? [] : [{ name: policy.name, document: policy.inputs.policy }],
    };
  }
  return undefined;
}

const anyChannel = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "cloudtrail-data:PutAuditEvents", Resource: "*" }],
};

/** Endpoint, channel and identity of a caller. */
interface CallerSettings {
  readonly principalArn: string;
  readonly gatewayUrl: string;
  readonly region: string;
  readonly channelArn: string;
  readonly credentials: SandboxCredentials;
  /** Sent with every call, if the caller has one. */
  readonly externalId?: string;
}

/** Puts audit events into a channel for a partner or an application: 100 events per call, one call at a time, with retries. */
export class AuditEventCaller {
  readonly waiting: AuditEventEntry[] = [];
  /** Events that CloudTrail rejected permanently. */
  readonly refused: { readonly entry: AuditEventEntry; readonly reason: string }[] = [];
  private sending = false;
  private readonly client: CloudTrailDataClient;

  get principalArn(): string {
    return this.settings.principalArn;
  }

  constructor(
    private readonly settings: CallerSettings,
    private readonly clock: Clock,
  ) {
    const { region, gatewayUrl, credentials } = settings;
    this.client = new CloudTrailDataClient({ region, endpoint: gatewayUrl, credentials, maxAttempts: 1 });
  }

  /** Appends an event to the queue; it is sent when the clock runs. */
  queue(entry: AuditEventEntry): void {
    this.waiting.push(entry);
    if (!this.sending) {
      this.sending = true;
      this.clock.scheduleIn(0, () => this.sendNext());
    }
  }

  private sendNext(): void {
    void this.clock.track(this.send(nextRequest(this.waiting))).then((wait) => {
      if (this.waiting.length === 0) {
        this.sending = false;
      } else {
        this.clock.scheduleIn(wait, () => this.sendNext());
      }
    });
  }

  /** Sends one request. Returns the wait before the next one, in milliseconds. */
  private async send(entries: readonly AuditEventEntry[]): Promise<number> {
    const failed = await this.call(entries);
    if (failed instanceof Error) {
      const isPermanent = ["halt", "split"].includes(refusalOf(failed).action);
      for (const entry of isPermanent ? entries : []) {
        this.settle(entry, `${failed.name}: ${failed.message}`);
      }
      return waitAfterFailure;
    }
    const failures = new Map(failed.map((failure) => [failure.id, failure]));
    for (const entry of entries) {
      const failure = failures.get(entry.id);
      if (failure === undefined || entryErrorActions[failure.errorCode ?? ""] !== "retry") {
        this.settle(entry, failure && `${failure.errorCode}: ${failure.errorMessage}`);
      }
    }
    return failures.size === 0 ? 0 : waitAfterFailure;
  }

  /** Makes one call. Returns the failed events, or the error of the whole call; a lost answer is an error too. */
  private async call(
    auditEvents: readonly AuditEventEntry[],
  ): Promise<NonNullable<PutAuditEventsCommandOutput["failed"]> | Error> {
    const { channelArn, externalId } = this.settings;
    try {
      const command = new PutAuditEventsCommand({ channelArn, externalId, auditEvents });
      return (await this.client.send(command, { abortSignal: AbortSignal.timeout(patience) })).failed ?? [];
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private settle(entry: AuditEventEntry, reason: string | undefined): void {
    this.waiting.splice(this.waiting.indexOf(entry), 1);
    if (reason !== undefined) {
      this.refused.push({ entry, reason });
    }
  }
}

/** Timeout of a call, in milliseconds. */
const patience = 5_000;

/** In milliseconds. */
const waitAfterFailure = 1000;

/** Limits of a call on events and bytes of their content, well below the limit of a request. */
const requestSize = { events: 100, bytes: 500_000 };

/** Takes as many of the first events as fit into a request, with unique ids. */
function nextRequest(waiting: readonly AuditEventEntry[]): readonly AuditEventEntry[] {
  const ids = new Set<string>();
  let bytes = 0;
  return waiting.slice(0, requestSize.events).filter((entry) => {
    const fits = !ids.has(entry.id) && bytes + entry.eventData.length <= requestSize.bytes;
    if (fits) {
      ids.add(entry.id);
      bytes += entry.eventData.length;
    }
    return fits;
  });
}

import { AuditEventCaller, type CallerSettings } from "./auditEventCaller";
import type { DeclaredResource } from "./declaredResource";
import type { NamedDocument } from "./iam/accessRequest";
import type { DeclaredIntegration } from "./integration";
import type { Sandbox } from "./sandbox";

/** Who calls PutAuditEvents for an integration that is not delivered over EventBridge. */
interface CallerIdentity {
  readonly principalArn: string;
  /** What the caller's own account, or the stack, lets it do. */
  readonly identityPolicies: readonly NamedDocument[];
}

/** The identity policies of every caller, by its ARN. */
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

/** The caller of an integration; undefined where its events come over EventBridge. */
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
 * A partner is a role of its own account, which lets it call; a solution's application is a role of the stack's account that has
 * the integration's policy and nothing else.
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

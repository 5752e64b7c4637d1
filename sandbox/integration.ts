import type { DeclaredProgram } from "./program";

/** An integration as the program's outputs name its parts: what a person could read off `pulumi stack output` too. */
export interface DeclaredIntegration {
  readonly key: string;
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly delivery: "eventbridge" | "direct" | "solution";
  /** The component's own inputs: what the program gave it as plain data. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The way over EventBridge, where events come so. */
  readonly path: EventBridgePath | undefined;
  /** The channel, where events go to CloudTrail Lake. */
  readonly channelArn: string | undefined;
  /** The id of the event data store, where the integration knows it. */
  readonly eventDataStoreId: string | undefined;
  /** The log group of audit events, where they go to CloudWatch Logs. */
  readonly auditLogGroupName: string | undefined;
  /** Of a solution: the policy for its application. */
  readonly policyArn: string | undefined;
}

/** Whether an integration's audit events go to CloudWatch Logs and not to CloudTrail Lake. */
export function isInLogsAlone({ channelArn, auditLogGroupName }: DeclaredIntegration): boolean {
  return channelArn === undefined && auditLogGroupName !== undefined;
}

/** The parts that events pass on their way over EventBridge. */
export interface EventBridgePath {
  readonly eventBusName: string;
  readonly ruleArn: string;
  readonly queueName: string;
  /** The queue's dead-letter queue and the rule target's. */
  readonly deadLetterQueueNames: readonly string[];
  readonly functionName: string;
  /** Whether a configured pattern takes only some of the bus's events. */
  readonly narrowed: boolean;
}

const componentType = "partner-audit:index:PartnerAuditIntegration";

/** The integrations of a program, by its outputs and by the components that it declared. */
export function declaredIntegrations({ resources, outputs }: DeclaredProgram): readonly DeclaredIntegration[] {
  const components = new Map(resources.filter(({ type }) => type === componentType).map((one) => [one.name, one]));
  return Object.entries(vendorOutputs(outputs)).map(([key, output]) => {
    const inputs = components.get(key)?.inputs ?? {};
    const { delivery = "eventbridge" } = inputs as { readonly delivery?: DeclaredIntegration["delivery"] };
    return {
      key,
      vendor: String(inputs.vendor),
      delivery,
      inputs,
      path: pathOf(output, inputs),
      channelArn: output.channelArn,
      eventDataStoreId: output.eventDataStoreArn && lastPart(output.eventDataStoreArn),
      auditLogGroupName: output.auditLogGroupName,
      policyArn: output.policyArn,
    };
  });
}

/** What the stack's output `vendors` says of an integration; each where there is one. The names are the program's contract. */
export type VendorOutput = Readonly<
  Partial<
    Record<
      | "eventDataStoreArn"
      | "channelArn"
      | "eventBusName"
      | "ruleArn"
      | "archiveArn"
      | "queueUrl"
      | "deadLetterQueueUrl"
      | "targetDeadLetterQueueUrl"
      | "functionName"
      | "auditLogGroupName"
      | "policyArn",
      string
    >
  >
>;

/** The program's outputs, by vendor. */
export function vendorOutputs(outputs: DeclaredProgram["outputs"]): Readonly<Record<string, VendorOutput>> {
  return (outputs.vendors ?? {}) as Readonly<Record<string, VendorOutput>>;
}

function pathOf(output: VendorOutput, inputs: DeclaredIntegration["inputs"]): EventBridgePath | undefined {
  const { eventBusName, ruleArn, queueUrl, deadLetterQueueUrl, targetDeadLetterQueueUrl, functionName } = output;
  if (
    eventBusName === undefined ||
    ruleArn === undefined ||
    queueUrl === undefined ||
    deadLetterQueueUrl === undefined ||
    functionName === undefined
  ) {
    return undefined;
  }
  return {
    eventBusName,
    ruleArn,
    queueName: lastPart(queueUrl),
    deadLetterQueueNames: [deadLetterQueueUrl, targetDeadLetterQueueUrl ?? []].flat().map(lastPart),
    functionName,
    narrowed: inputs.pattern !== undefined,
  };
}

/** What follows the last colon or slash: the name in an ARN or a URL. */
export function lastPart(arnOrUrl: string): string {
  return arnOrUrl.split(/[:/]/).at(-1) ?? arnOrUrl;
}

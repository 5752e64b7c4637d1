import type {
  DeliveryOutputs,
  PartnerAuditIntegrationOutputs,
} from "../components/integration/partnerAuditIntegrationArgs";
import type { LakeOutputs } from "../components/lake/lakeStorage";
import type { DeclaredProgram } from "./program/program";

/** An integration in the form of the program's outputs. */
export interface DeclaredIntegration {
  readonly key: string;
  readonly vendor: string;
  readonly delivery: "eventbridge" | "direct" | "solution";
  /** The component's own inputs: the program's arguments as plain data. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The path over EventBridge, if the events arrive over EventBridge. */
  readonly path: EventBridgePath | undefined;
  readonly channelArn: string | undefined;
  /** The id of the event data store, if the integration's outputs have it. */
  readonly eventDataStoreId: string | undefined;
  /** The log group of audit events, if they go to CloudWatch Logs. */
  readonly auditLogGroupName: string | undefined;
  /** The bucket of audit events, if they go to Amazon S3. */
  readonly lakeBucketName: string | undefined;
  readonly policyArn: string | undefined;
}

/** True if audit events go only to CloudWatch Logs. */
export function isInLogsAlone({ channelArn, auditLogGroupName, lakeBucketName }: DeclaredIntegration): boolean {
  return channelArn === undefined && lakeBucketName === undefined && auditLogGroupName !== undefined;
}

export interface EventBridgePath {
  readonly eventBusName: string;
  readonly ruleArn: string;
  /** The dead-letter queue of the rule's targets. */
  readonly targetDeadLetterQueueName: string;
  /** By the sink's name, at least one. */
  readonly deliveries: Readonly<Record<string, SinkPath>>;
  /** True if a configured pattern selects events. */
  readonly narrowed: boolean;
}

/** The part of the path that belongs to one sink. */
export interface SinkPath {
  readonly queueArn: string;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly functionName: string;
}

const componentType = "partner-audit:index:PartnerAuditIntegration";

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
      lakeBucketName: output.lakeBucketName,
      policyArn: output.policyArn,
    };
  });
}

/** The resources of one sink of an integration, in the stack's output `vendors`. */
export type DeliveryOutput = Resolved<DeliveryOutputs>;

/** The stack's output `vendors` of one integration. The names are the program's contract. */
export type VendorOutput = Resolved<Omit<PartnerAuditIntegrationOutputs, "deliveries">> & {
  /** By the sink's name. An integration over EventBridge has at least one. */
  readonly deliveries?: Readonly<Record<string, DeliveryOutput>>;
};

/** The stack's output `lake`: the table of the sink s3. */
export type LakeOutput = Resolved<LakeOutputs>;

/** The form of outputs in a deployed stack: texts. */
type Resolved<Outputs> = { readonly [Name in keyof Outputs]: string };

export function vendorOutputs(outputs: DeclaredProgram["outputs"]): Readonly<Record<string, VendorOutput>> {
  return (outputs.vendors ?? {}) as Readonly<Record<string, VendorOutput>>;
}

/** The stack's output `lake`; undefined if no integration has the sink s3. */
export function lakeOutput(outputs: DeclaredProgram["outputs"]): LakeOutput | undefined {
  return outputs.lake as LakeOutput | undefined;
}

function pathOf(output: VendorOutput, inputs: DeclaredIntegration["inputs"]): EventBridgePath | undefined {
  const { eventBusName, ruleArn, targetDeadLetterQueueUrl, deliveries } = output;
  if (
    eventBusName === undefined ||
    ruleArn === undefined ||
    targetDeadLetterQueueUrl === undefined ||
    deliveries === undefined
  ) {
    return undefined;
  }
  const sinkPath = ({ queueArn, queueUrl, deadLetterQueueUrl, functionName }: DeliveryOutput): SinkPath => ({
    ...{ queueArn, functionName },
    ...{ queueName: lastPart(queueUrl), deadLetterQueueName: lastPart(deadLetterQueueUrl) },
  });
  return {
    eventBusName,
    ruleArn,
    targetDeadLetterQueueName: lastPart(targetDeadLetterQueueUrl),
    deliveries: Object.fromEntries(Object.entries(deliveries).map(([sink, one]) => [sink, sinkPath(one)])),
    narrowed: inputs.pattern !== undefined,
  };
}

/** Returns the name in an ARN or a URL: the part after the last colon or slash. */
export function lastPart(arnOrUrl: string): string {
  return arnOrUrl.split(/[:/]/).at(-1) ?? arnOrUrl;
}

import type { DeclaredProgram } from "./program";

/** An integration as the program's outputs name its parts: what a person could read off `pulumi stack output` too. */
export interface DeclaredIntegration {
  readonly key: string;
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly eventBusName: string;
  readonly ruleArn: string;
  readonly queueName: string;
  /** The queue's dead-letter queue and the rule target's. */
  readonly deadLetterQueueNames: readonly string[];
  readonly functionName: string;
  readonly channelArn: string;
  /** The id of the event data store, where the integration knows it. */
  readonly eventDataStoreId: string | undefined;
  /** Whether a configured pattern takes only some of the bus's events. */
  readonly narrowed: boolean;
}

const componentType = "partner-audit:index:PartnerAuditIntegration";

/** The integrations of a program, by its outputs and by the components that it declared. */
export function declaredIntegrations({ resources, outputs }: DeclaredProgram): readonly DeclaredIntegration[] {
  const components = resources.filter(({ type }) => type === componentType);
  return components.map(({ name: key, inputs }) => {
    const output = outputOf(outputs, key);
    const target = resources.find(
      ({ inputs: { arn } }) => typeof arn === "string" && lastPart(arn) === lastPart(output.queueUrl),
    );
    const targetDeadLetters = target?.inputs.deadLetterConfig as { readonly arn?: string } | undefined;
    return {
      key,
      vendor: String(inputs.vendor),
      eventBusName: output.eventBusName,
      ruleArn: output.ruleArn,
      queueName: lastPart(output.queueUrl),
      deadLetterQueueNames: [output.deadLetterQueueUrl, targetDeadLetters?.arn].flatMap((name) =>
        name === undefined ? [] : [lastPart(name)],
      ),
      functionName: output.functionName,
      channelArn: output.channelArn,
      eventDataStoreId: output.eventDataStoreArn === undefined ? undefined : lastPart(output.eventDataStoreArn),
      narrowed: inputs.pattern !== undefined,
    };
  });
}

/** The outputs of one vendor, whose names are the program's contract. */
interface VendorOutput {
  readonly eventBusName: string;
  readonly ruleArn: string;
  readonly queueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly functionName: string;
  readonly channelArn: string;
  readonly eventDataStoreArn?: string;
}

function outputOf(outputs: DeclaredProgram["outputs"], key: string): VendorOutput {
  return (outputs.vendors as Readonly<Record<string, VendorOutput>>)[key] as VendorOutput;
}

/** What follows the last colon or slash: the name in an ARN or a URL. */
function lastPart(arnOrUrl: string): string {
  return arnOrUrl.split(/[:/]/).at(-1) ?? arnOrUrl;
}

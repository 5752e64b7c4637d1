import type { CloudContext, CreatedResource, Inputs } from "./resourceType";
import { resourceTypes } from "./resourceTypes";

/** A resource or a call that the cloud refuses; `failures` holds every reason. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";

  constructor(
    subject: string,
    readonly failures: readonly string[],
  ) {
    super(`${subject} is refused:\n${failures.map((failure) => `  - ${failure}`).join("\n")}`);
  }
}

/**
 * The cloud's answer to a declared resource: its id, and its outputs with the inputs, the defaults and what the cloud makes.
 * Equal arguments give equal answers.
 *
 * @param type Pulumi's type token, for example `aws:sqs/queue:Queue`
 * @throws ProviderError naming all that is wrong, as the AWS provider or the service would refuse it
 */
export function declareResource(
  type: string,
  logicalName: string,
  inputs: Inputs,
  context: CloudContext,
): CreatedResource {
  const subject = `Resource "${logicalName}" (${type})`;
  const resourceType = Object.hasOwn(resourceTypes, type) ? resourceTypes[type] : undefined;
  if (resourceType === undefined) {
    const known = Object.keys(resourceTypes).join(", ");
    throw new ProviderError(subject, [`the sandbox does not support this type of resource; it supports ${known}`]);
  }
  const completed = resourceType.complete(inputs, logicalName);
  const failures = resourceType.check(completed, context);
  if (failures.length > 0) {
    throw new ProviderError(subject, failures);
  }
  return resourceType.create(completed, context, logicalName);
}

import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/jsonDocument";

/** The CloudFormation types that the project makes through Cloud Control, since the AWS provider has no resource of its own for them. */
export type CloudControlType =
  | "AWS::CloudTrail::Channel"
  | "AWS::CloudTrail::Dashboard"
  | "AWS::CloudTrail::ResourcePolicy";

/**
 * A resource made through AWS Cloud Control, one of its type at a time: CloudTrail takes one CreateChannel and one PutResourcePolicy per
 * second, and a Cloud Control request that is throttled fails without a retry (AWS General Reference, "AWS CloudTrail endpoints and quotas";
 * terraform-provider-aws, internal/service/cloudcontrol/resource.go). The AWS provider itself retries a throttled CreateEventDataStore.
 *
 * Resources wait in the order of their declaration, and only while the program runs. A `dependsOn` would last in the state: then
 * `pulumi up --target` of one vendor would need every vendor before it.
 */
export class CloudControlResource extends aws.cloudcontrol.Resource {
  /** @param desiredState the type's properties, plain values with some inputs among them; what is undefined is left out */
  constructor(name: string, typeName: CloudControlType, desiredState: object, options: pulumi.CustomResourceOptions) {
    const turns = currentTurns();
    const text = pulumi.all([jsonDocument(desiredState), turns.get(typeName)]).apply(([document]) => document);
    super(name, { typeName, desiredState: text }, options);
    turns.set(typeName, settled(this.urn));
  }
}

/** By type: what settles when the latest resource of it exists. */
type Turns = Map<CloudControlType, Promise<void>>;

const turnsByProgram = new WeakMap<object, Turns>();

/** The turns of the program that runs. One process may run several, each with a resource monitor of its own. */
function currentTurns(): Turns {
  const program = pulumi.runtime.getMonitor() ?? turnsByProgram;
  const turns = turnsByProgram.get(program) ?? new Map();
  turnsByProgram.set(program, turns);
  return turns;
}

/** Resolves when the engine has answered for a resource, also with an error. */
async function settled(urn: pulumi.Output<string>): Promise<void> {
  // Of an output that may never be known, this is what always settles.
  await pulumi.isSecret(urn).catch(() => undefined);
}

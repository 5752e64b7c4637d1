import type { JudgedResource } from "../policy";
import { knownValue } from "../unknownValue";
import { asObject, jsonOf } from "./statements";

/** The type of resources that Pulumi manages through AWS Cloud Control. */
export const cloudControlType = "aws:cloudcontrol/resource:Resource";

/** Whether a resource is of a CloudFormation type, for example `AWS::CloudTrail::Channel`. */
export function isCloudControl({ type, props }: JudgedResource, typeName: string): boolean {
  return type === cloudControlType && knownValue(() => props.typeName) === typeName;
}

/** The properties that a Cloud Control resource asks for. At a preview, one unknown value makes all of them unknown. */
export function desiredState({ props }: JudgedResource): Readonly<Record<string, unknown>> {
  return asObject(jsonOf(props.desiredState));
}

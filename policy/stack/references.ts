import type { JudgedResource } from "../policy";
import { knownValue } from "../unknownValue";

/**
 * Finds the resource that another one names by the value of `property`, or, while it is unknown, by where the engine says it comes from.
 * Undefined where the resource is not of this stack; throws where the value is unknown and the engine knows no more.
 * @param identifiers the properties of the named resource that the value may be
 */
export function resourceNamed(
  candidates: readonly JudgedResource[],
  from: JudgedResource,
  property: string,
  read: () => unknown,
  identifiers: readonly string[],
): JudgedResource | undefined {
  const sources = from.sources?.[property] ?? [];
  const source = candidates.find(({ urn }) => sources.includes(urn));
  if (source !== undefined) {
    return source;
  }
  const value = read();
  return typeof value === "string"
    ? candidates.find((candidate) => identifiers.some((identifier) => isNamedBy(value, candidate, identifier)))
    : undefined;
}

/** Whether a value is a resource's identifier; while an ARN is not known, whether it is one that ends with the resource's name. */
function isNamedBy(value: string, { props }: JudgedResource, identifier: string): boolean {
  const known = knownValue(() => props[identifier]);
  const name = knownValue(() => props.name);
  return known === undefined && typeof name === "string" && value.startsWith("arn:")
    ? value.endsWith(`:${name}`) || value.endsWith(`/${name}`)
    : known === value;
}

/** The resources of a type. */
export function ofType(resources: readonly JudgedResource[], type: string): readonly JudgedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Resources in the order of their names: the engine gives them in the order in which they were made, which is another each time. */
export function inOrder(resources: readonly JudgedResource[]): readonly JudgedResource[] {
  return [...resources].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Pulumi's types of a function and of what reads a queue for it. */
export const functionType = "aws:lambda/function:Function";
export const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
export const channelTypeName = "AWS::CloudTrail::Channel";

import { asObject, entryOf, jsonOf } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { knownValue } from "../unknownValue";
import { cloudFormationTypeOf, nativeName } from "./cloudFormation";
import { partsOf } from "./parts";
import { type Properties, resourceWith } from "./resourceWith";

/**
 * Converts a resource to the AWS package's classic types, from these, from Cloud Control, or from the AWS Native package. Parts inside a CloudFormation
 * type, such as a rule's targets, follow as separate resources where the AWS package has them. A type without a classic counterpart keeps
 * CloudFormation's name, and its properties get a lower-case first letter. S3 types with the suffix V2 are treated as those without it.
 */
export function canonicalResources(resource: JudgedResource): readonly JudgedResource[] {
  const { type, props, sourcesOf } = resource;
  if (type === cloudControlType) {
    const typeName = String(knownValue(() => props.typeName));
    const fromState = sourcesOf && { ...resource, sourcesOf: () => sourcesOf("desiredState") };
    return withParts(fromState ?? resource, typeName, () => ({
      region: knownValue(() => props.region),
      ...stateOf(props),
    }));
  }
  const typeName = nativeName(type);
  if (typeName !== undefined) {
    return withParts(resource, typeName, () => props);
  }
  return type.startsWith("aws:s3/") && type.endsWith("V2")
    ? [resourceWith(resource, type.replaceAll("V2", ""), () => props)]
    : [resource];
}

/** The type of resources that Pulumi manages through AWS Cloud Control. */
const cloudControlType = "aws:cloudcontrol/resource:Resource";

function withParts(resource: JudgedResource, typeName: string, read: () => Properties): readonly JudgedResource[] {
  const { type } = cloudFormationTypeOf(typeName);
  const written = resourceWith(resource, type, () => classicProperties(typeName, read()));
  return [written, ...partsOf(written)];
}

/** Reads a Cloud Control resource's desired state and, once it exists, its actual state. At a preview, one unknown value makes all values unknown. */
function stateOf(props: Properties): Properties {
  const state = knownValue(() => jsonOf(props.properties));
  return smallLettered({ ...asObject(jsonOf(props.desiredState)), ...asObject(state) });
}

/** Renames CloudFormation's properties to the AWS package's names. Each is read on demand: at a preview it may be unknown. */
function classicProperties(typeName: string, state: Properties): Properties {
  const { names = {}, values = {} } = cloudFormationTypeOf(typeName);
  const properties = {};
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(properties, name, { enumerable: true, configurable: true, get });
  for (const key of Object.keys(state)) {
    define(entryOf(names, key) ?? key, () => (key === "tags" ? tagMap(state[key]) : state[key]));
  }
  for (const [name, valueIn] of Object.entries(values)) {
    define(name, () => valueIn(state));
  }
  return properties;
}

/** Converts CloudFormation's list of tags to the AWS package's map. */
function tagMap(tags: unknown): unknown {
  return Array.isArray(tags)
    ? Object.fromEntries(tags.map(asObject).map(({ key, value }) => [String(key), value]))
    : tags;
}

/** A limit on the depth of CloudFormation's names, deeper than any type. */
const deepest = 32;

/** Converts the first letters of all property names to lower case, except in documents and in maps with user-defined keys. */
function smallLettered(properties: Properties, depth = deepest): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name.replace(/^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z])/, (first) => first.toLowerCase()),
      ownNames.has(name) || depth === 0 ? value : smallLetteredInside(value, depth - 1),
    ]),
  );
}

function smallLetteredInside(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (depth === 0 ? item : smallLetteredInside(item, depth - 1)));
  }
  const isDocument = typeof value !== "object" || value === null || "Statement" in value;
  return isDocument ? value : smallLettered(asObject(value), depth);
}

/** Properties with inner names that CloudFormation does not define (AWS CloudFormation Template Reference). */
const ownNames: ReadonlySet<string> = new Set([
  "EventPattern",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "Statement",
  "Variables",
]);

import { asObject, entryOf, jsonOf } from "../documents/values";
import type { JudgedResource } from "../judgedResource";
import { knownValue } from "../unknownValue";
import { cloudFormationTypeOf, nativeName } from "./cloudFormation";
import { partsOf } from "./parts";
import { type Properties, resourceWith } from "./resourceWith";

/**
 * A resource as the AWS package's classic types write it, however the program does: as one of these, through Cloud Control, or by the AWS Native
 * package. What a CloudFormation type holds inside, such as a rule's targets, follows as the resources that the AWS package has for it. A type
 * without a classic one keeps CloudFormation's name, its properties with small first letters. Types of S3 whose names end with V2 are the deprecated
 * ones of the same.
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

/** Reads what a Cloud Control resource asks for and, once it exists, its whole state. At a preview, one unknown value makes all of them unknown. */
function stateOf(props: Properties): Properties {
  const state = knownValue(() => jsonOf(props.properties));
  return smallLettered({ ...asObject(jsonOf(props.desiredState)), ...asObject(state) });
}

/** CloudFormation's properties by the AWS package's names, each read when it is asked for: at a preview it may not be known. */
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

/** CloudFormation lists tags; the AWS package has a map. */
function tagMap(tags: unknown): unknown {
  return Array.isArray(tags)
    ? Object.fromEntries(tags.map(asObject).map(({ key, value }) => [String(key), value]))
    : tags;
}

/** The greatest depth of CloudFormation's names: no type's are as deep. */
const deepest = 32;

/** Properties with small first letters in their names and in those inside, but for documents and maps whose names are the user's. */
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

/** Properties whose inner names are not CloudFormation's (AWS CloudFormation Template Reference). */
const ownNames: ReadonlySet<string> = new Set([
  "EventPattern",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "Statement",
  "Variables",
]);

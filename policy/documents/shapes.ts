import type { JudgedResource } from "../judgedResource";
import { isSet, knownValue } from "../unknownValue";
import { asObject, jsonOf, listOf, parsed } from "./values";

/** An IAM document in a property. */
export interface ShapedDocument {
  /** The resource's top-level property. */
  readonly property: string;
  readonly read: () => unknown;
  /** True if a statement names principals, as in a resource's policy; false for an identity's policy. */
  readonly hasPrincipals: boolean;
}

/**
 * Finds the IAM documents of a resource by their shape: text or objects, at any depth of a property, with statements that have an effect. A
 * property with an unknown value counts as a document if its name suggests one.
 */
export function shapedDocuments(resource: JudgedResource): readonly ShapedDocument[] {
  // All properties of a Cloud Control resource may be unknown at the same time.
  const properties = knownValue(() => Object.keys(resource.props)) ?? [];
  return properties.flatMap((property) => {
    const read = () => resource.props[property];
    const value = knownValue(read);
    if (value === undefined) {
      return policyNames.test(property) && isSet(read) ? [{ property, read, hasPrincipals: true }] : [];
    }
    return documentsIn(value, deepest).map((document) => ({
      property,
      read: () => document,
      hasPrincipals: statementsIn(document).some(
        (statement) => "Principal" in statement || "NotPrincipal" in statement,
      ),
    }));
  });
}

const policyNames = /^(access|bucket|inline|key|repository|resource)?polic(y|ies)(document|text)?$/i;

/** The greatest depth of a document in a property: a list of blocks within blocks. */
const deepest = 4;

function documentsIn(value: unknown, depth: number): readonly unknown[] {
  if (typeof value === "string") {
    return /"Statement"/.test(value) && isDocument(jsonOf(value)) ? [value] : [];
  }
  if (typeof value !== "object" || value === null || depth === 0) {
    return [];
  }
  if (isDocument(value)) {
    return [value];
  }
  const inner = Array.isArray(value)
    ? Array.from(value.keys(), (index) => knownValue(() => value[index] as unknown))
    : Object.keys(value).map((key) => knownValue(() => asObject(value)[key]));
  return inner.flatMap((item) => documentsIn(item, depth - 1));
}

function isDocument(value: unknown): boolean {
  const statements = statementsIn(value);
  return statements.length > 0 && statements.every(({ Effect }) => Effect === "Allow" || Effect === "Deny");
}

function statementsIn(document: unknown): readonly Readonly<Record<string, unknown>>[] {
  const value = parsed(document);
  return knownValue(() => listOf(asObject(value).Statement).map(asObject)) ?? [];
}

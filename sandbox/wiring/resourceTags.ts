import type { DeclaredResource } from "../declaredResource";
import { documentOf } from "../inputs";

/**
 * The condition keys `aws:ResourceTag/KEY` of each declared resource that has tags, by its ARN (IAM User Guide, "Controlling access to AWS
 * resources using tags").
 */
export function resourceTagsByArn(
  resources: readonly DeclaredResource[],
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(
    resources.flatMap(({ id, inputs, outputs }) => {
      const keys = Object.entries(tagsOf(inputs)).map(([key, value]) => [`aws:ResourceTag/${key}`, String(value)]);
      // A policy of a resource has the resource's ARN as its id, and no tags.
      return keys.length === 0 ? [] : [[String(outputs.arn ?? id), Object.fromEntries(keys)]];
    }),
  );
}

/** The tags of a resource, by key; those of Cloud Control are a list in the desired state. */
function tagsOf(inputs: DeclaredResource["inputs"]): object {
  const { Tags: listed } = documentOf(inputs.desiredState) ?? {};
  if (Array.isArray(listed)) {
    return Object.fromEntries(listed.map(({ Key, Value }) => [Key, Value]));
  }
  return typeof inputs.tags === "object" && inputs.tags !== null ? inputs.tags : {};
}

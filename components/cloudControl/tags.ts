import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Tags as CloudFormation writes them. */
export type CloudFormationTags = readonly { readonly Key: string; readonly Value: string }[];

/**
 * The `Tags` of a Cloud Control resource, sorted by key. The provider adds its `defaultTags` to none, since they are part of a JSON text, so
 * they are added here; a tag of the resource's own wins. There is always one (projectTag): CloudTrail does not return an empty list, and a
 * patch that adds a first element to a list that is not there fails.
 */
export function cloudControlTags(
  tags: Readonly<Record<string, string>>,
  { parent, provider }: pulumi.CustomResourceOptions,
): pulumi.Output<CloudFormationTags> {
  const defaults = aws.getDefaultTagsOutput({}, { ...(parent && { parent }), ...(provider && { provider }) }).tags;
  return pulumi.output(defaults).apply((common) => {
    const all = Object.entries({ ...common, ...tags }).map(([Key, Value]) => ({ Key, Value }));
    return all.sort((one, other) => (one.Key < other.Key ? -1 : 1));
  });
}

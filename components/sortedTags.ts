/** Tags as CloudFormation writes them, by their keys, because Cloud Control updates by a JSON patch in which order matters. */
export function sortedTags(
  tags: Readonly<Record<string, string>>,
): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

import { isInputs } from "./values";

/**
 * The tags in a provider's `defaultTags`, `{ tags: {...} }`, as an object or as the JSON text in which Pulumi passes it
 * (Pulumi Registry, AWS provider, "Configuration Reference").
 */
export function defaultTagsOf(setting: unknown): Readonly<Record<string, string>> {
  const value: unknown = typeof setting === "string" ? JSON.parse(setting) : setting;
  const tags = isInputs(value) && isInputs(value.tags) ? value.tags : {};
  return Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)]));
}

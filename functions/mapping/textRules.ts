import type { FieldMapping, TextRule } from "./fieldMapping";

/** The columns of an audit event that hold texts, each with its rule; a column that a mapping leaves out has one that takes nothing. */
export function textRules({
  userIdentity,
  ...mapping
}: FieldMapping): readonly (readonly [column: string, rule: Partial<TextRule>])[] {
  return [
    ["UID", mapping.id],
    ["eventTime", mapping.eventTime],
    ["version", mapping.version],
    ["eventName", mapping.eventName],
    ["userIdentity.type", userIdentity.type],
    ["userIdentity.principalId", userIdentity.principalId],
    ["userAgent", mapping.userAgent ?? {}],
    ["sourceIPAddress", mapping.sourceIPAddress ?? {}],
  ];
}

/** Every field that a rule takes a text from. */
export function sourcesOf({ from = [], cases = [] }: Partial<TextRule>): readonly string[] {
  return [...cases.flatMap((one) => one.from ?? []), ...from];
}

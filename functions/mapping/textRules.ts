import type { FieldMapping, TextRule } from "./fieldMapping";

/** Returns the text columns of an audit event, each with its rule; a column that a mapping omits has a rule without sources. */
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

/** Returns every field that a rule reads. */
export function sourcesOf({ from = [], cases = [] }: Partial<TextRule>): readonly string[] {
  return [...cases.flatMap((one) => one.from ?? []), ...from];
}

import type { ScheduledRule } from "../scheduledRule";

/** Reports whether a rule reads the events of an integration. */
export function readsFrom(
  { vendor, integrations }: Pick<ScheduledRule, "vendor" | "integrations">,
  source: { readonly vendor: string; readonly integration: string },
): boolean {
  return source.vendor === vendor && (integrations === undefined || integrations.includes(source.integration));
}

import type * as pulumi from "@pulumi/pulumi";
import type { ScanSource } from "../../../functions/detector/scan/trinoScan";
import type { ScanSettings } from "../../../functions/detector/scanner";
import type { ScheduledRule } from "../../../functions/detector/scheduledRule";

/** Rules of one store, and their schedule. */
export interface ScanPlan extends ScanSettings {
  readonly scheduleMinutes: number;
  readonly place: ScanPlace;
}

/** The store of a scan, as the configuration refers to it. */
export type ScanPlace =
  | {
      readonly kind: "lake";
      /** The key of an integration; the store is its first event data store. */
      readonly integration: string;
      /** The store's customer managed key. @default none */
      readonly keyArn?: pulumi.Input<string> | undefined;
    }
  | {
      readonly kind: "s3";
      /** The bucket's customer managed key. @default none */
      readonly keyArn?: pulumi.Input<string> | undefined;
    }
  | { readonly kind: "logs"; readonly integration: string };

/** A store and the name of its scan, which does not depend on other parts of the stack. */
export interface NamedPlace {
  readonly name: string;
  readonly place: ScanPlace;
}

/** Names the scan of a store. @param eventStore the name of the event data store, for example `vendors.okta` */
export function namedPlace(place: ScanPlace, eventStore: string): NamedPlace {
  switch (place.kind) {
    case "lake":
      return { name: eventStore, place };
    case "s3":
      return { name: "lake", place };
    case "logs":
      return { name: `vendors.${place.integration}.logs`, place };
  }
}

/** A rule and the integrations whose events it reads. */
export interface PlannedRule {
  readonly rule: ScheduledRule;
  readonly integrations: readonly string[];
  readonly everyMinutes: number;
}

/** An integration that rules read. */
export interface ReadIntegration {
  readonly vendor: string;
  readonly store: NamedPlace;
}

/** Groups the rules by store, so rules of one store share its scan. */
export function planScans(
  rules: readonly PlannedRule[],
  integrations: Readonly<Record<string, ReadIntegration>>,
  lateHours: number,
): Readonly<Record<string, ScanPlan>> {
  const plans: Record<string, ScanPlan> = {};
  for (const { name, place } of Object.values(integrations).map(({ store }) => store)) {
    const keys = Object.keys(integrations).filter((key) => integrations[key]?.store.name === name);
    const own = rules.filter((planned) => planned.integrations.some((key) => keys.includes(key)));
    if (own.length > 0 && !Object.hasOwn(plans, name)) {
      const sources = keys.map((key) => sourceOf(key, integrations[key]?.vendor ?? "", place.kind));
      const scheduleMinutes = own.map(({ everyMinutes }) => everyMinutes).reduce(greatestDivisor);
      const scheduled = own.map((planned) => scheduledRule(planned, sources, scheduleMinutes));
      plans[name] = { rules: scheduled, sources, lateHours, scheduleMinutes, place };
    }
  }
  return plans;
}

/** Returns the rule with the settings that differ between the rules of a scan. */
function scheduledRule(
  { rule, integrations, everyMinutes }: PlannedRule,
  sources: readonly ScanSource[],
  scheduleMinutes: number,
): ScheduledRule {
  const ofVendor = sources.flatMap(({ vendor, integration }) => (vendor === rule.vendor ? [integration] : []));
  const own = ofVendor.filter((key) => integrations.includes(key));
  return {
    ...rule,
    ...(own.length < ofVendor.length && { integrations: own }),
    ...(everyMinutes !== scheduleMinutes && { everyMinutes }),
  };
}

/**
 * Returns the condition that selects an integration's events in a store. The forwarder writes the integration's key into every event; in S3, it is a
 * partition. A log group contains events of one integration.
 */
export function sourceOf(integration: string, vendor: string, kind: ScanPlace["kind"]): ScanSource {
  const conditions: Readonly<Record<ScanPlace["kind"], string>> = {
    lake: `coalesce(element_at(eventData.additionalEventData, 'integrationName'), '') = '${integration}'`,
    s3: `integration = '${integration}'`,
    logs: "true",
  };
  return { integration, vendor, condition: { trino: conditions[kind], insights: "" } };
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

import type * as pulumi from "@pulumi/pulumi";
import { alarmTopic } from "./alarms/alarmTopic";
import type { StackConfiguration } from "./configuration/stackConfiguration";
import { Dashboards } from "./dashboards/dashboards";
import { Detections, type DetectionsOutputs } from "./detections/detections";
import { createIntegrations, type IntegrationsOutputs } from "./integrations";
import { namePrefix, projectTag } from "./names";

/** What a stack gives to the program's outputs. */
export interface StackOutputs {
  readonly vendors: IntegrationsOutputs;
  /** Where findings go; undefined where the stack has no detections. */
  readonly findings: DetectionsOutputs | undefined;
}

/** Provisions a stack: each vendor's integration, and the dashboards and detections that look at what they store. */
export function createStack(settings: StackConfiguration): StackOutputs {
  const configuration = { ...settings, tags: { ...settings.tags, ...projectTag() } };
  const alarmTopicArn = alarmTopicOf(configuration);
  const vendors = createIntegrations(configuration, alarmTopicArn);
  if (configuration.dashboards !== undefined) {
    new Dashboards("dashboards", { ...configuration.dashboards, configuration, outputs: vendors });
  }
  return { vendors, findings: detectionsOf(configuration, vendors, alarmTopicArn) };
}

/** The topic that the stack's alarms go to, where it has alarms. */
function alarmTopicOf({ alarms, tags }: StackConfiguration): pulumi.Input<string> | undefined {
  return alarms && (alarms.topicArn ?? alarmTopic("alarm-topic", `${namePrefix()}_alarms`, tags, {}).arn);
}

function detectionsOf(
  configuration: StackConfiguration,
  stores: IntegrationsOutputs,
  alarmTopicArn: pulumi.Input<string> | undefined,
): DetectionsOutputs | undefined {
  const { detections, findings, permissionsBoundary, rolePath, tags } = configuration;
  if (Object.keys(detections).length === 0) {
    return undefined;
  }
  const common = { permissionsBoundary, rolePath, alarmTopicArn, tags, storeKeyArns: storeKeyArns(configuration) };
  return new Detections("detections", { detections, stores, ...findings, ...common }).outputs;
}

/** The customer managed keys of the stack's stores. A grant on an alias would let nobody use its key. */
function storeKeyArns({ integrations, eventStores, customChannelStores = [] }: StackConfiguration): readonly string[] {
  const own = Object.values(integrations).flatMap(({ channel }) => (channel.kind === "own" ? channel.stores : []));
  const settings = [...own, ...customChannelStores].flatMap((store) => (store.kind === "own" ? [store.settings] : []));
  const arns = [...settings, ...Object.values(eventStores)].flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []);
  return [...new Set(arns.filter((arn) => arn.includes(":key/")))].sort();
}

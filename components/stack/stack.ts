import type * as pulumi from "@pulumi/pulumi";
import { alarmTopic } from "../alarms/alarmTopic";
import { type TopicKeys, topicKeys } from "../alarms/topicKeys";
import { projectTag, stackPrefix } from "../aws/location";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import { Dashboards } from "../dashboards/dashboards";
import { Detections, type DetectionsOutputs } from "../detections/detections";
import { storeKeyArns } from "../detections/storeKeyArns";
import { createIntegrations, type IntegrationsOutputs } from "./integrations";
import { refuseOutsideSandbox } from "./stackGuard";

/** What a stack gives to the program's outputs. */
export interface StackOutputs {
  readonly vendors: IntegrationsOutputs;
  /** Where findings go; left out where the stack has no detections. */
  readonly findings?: DetectionsOutputs;
}

/**
 * Provisions a stack: each vendor's integration, and the dashboards and detections that query what they store.
 * @throws ConfigurationError for a demonstration outside the sandbox
 */
export function createStack(settings: StackConfiguration): StackOutputs {
  refuseOutsideSandbox(settings);
  const configuration = { ...settings, tags: { ...settings.tags, ...projectTag() } };
  const keys = topicKeys(configuration);
  const alarmTopicArn = alarmTopicOf(configuration, keys);
  const vendors = createIntegrations(configuration, alarmTopicArn);
  if (configuration.dashboards !== undefined) {
    new Dashboards("dashboards", { ...configuration.dashboards, configuration, outputs: vendors });
  }
  const findings = detectionsOf(configuration, vendors, alarmTopicArn, keys);
  return { vendors, ...(findings !== undefined && { findings }) };
}

/** The topic that the stack's alarms go to, where it has alarms. */
function alarmTopicOf({ alarms, tags }: StackConfiguration, keys: TopicKeys): pulumi.Input<string> | undefined {
  const topic = { name: `${stackPrefix()}_alarms`, kmsKeyArn: keys.alarms, tags };
  return alarms && (alarms.topicArn ?? alarmTopic("alarm-topic", topic, {}).arn);
}

function detectionsOf(
  configuration: StackConfiguration,
  stores: IntegrationsOutputs,
  alarmTopicArn: pulumi.Input<string> | undefined,
  keys: TopicKeys,
): DetectionsOutputs | undefined {
  const { detections, findings, permissionsBoundary, rolePath, tags } = configuration;
  if (Object.keys(detections).length === 0) {
    return undefined;
  }
  const common = { permissionsBoundary, rolePath, alarmTopicArn, tags, storeKeyArns: storeKeyArns(configuration) };
  const { topicArn, eventBusName } = findings;
  const topic = { topicArn, eventBusName, topicKeyArn: keys.findings };
  return new Detections("detections", { detections, stores, ...topic, ...common }).outputs;
}

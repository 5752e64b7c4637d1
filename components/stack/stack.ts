import * as pulumi from "@pulumi/pulumi";
import { alarmTopic, alarmTopicName, type TopicKeys, topicKeys } from "../alarms/alarmTopic";
import { projectTag } from "../aws/location";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import { Dashboards } from "../dashboards/dashboards";
import { Detections, type DetectionsOutputs } from "../detections/detections";
import { queriedStore } from "../detections/queriedStore";
import type { LakeOutputs } from "../lake/lakeStorage";
import { createIntegrations, type IntegrationsOutputs } from "./integrations";
import { createLake, hasOwnBucket } from "./lake";
import { refuseOutsideSandbox } from "./stackGuard";

/** Outputs of a stack. */
export interface StackOutputs {
  /** ARNs, names and URLs of each integration, by its key. */
  readonly vendors: IntegrationsOutputs;
  /** The destination of findings; left out if the stack has no detections. */
  readonly findings?: DetectionsOutputs;
  /** The bucket of audit events in S3, with its table and workgroup; left out if no vendor has the sink s3. */
  readonly lake?: LakeOutputs;
}

/** Provisions a stack, after a look-up of the objects in its lake. Throws a ConfigurationError for a demonstration outside the sandbox. */
export async function createStack(settings: StackConfiguration): Promise<StackOutputs> {
  refuseOutsideSandbox(settings);
  for (const warning of settings.warnings) {
    void pulumi.log.warn(warning);
  }
  const configuration = { ...settings, tags: { ...settings.tags, ...projectTag() } };
  const keys = topicKeys(configuration);
  const alarmTopicArn = alarmTopicOf(configuration, keys);
  const lake = await createLake(configuration, alarmTopicArn);
  const vendors = createIntegrations(configuration, alarmTopicArn, lake);
  if (configuration.dashboards !== undefined) {
    new Dashboards("dashboards", { ...configuration.dashboards, configuration, outputs: vendors });
  }
  const findings = detectionsOf(configuration, { vendors, lake: lake?.outputs }, alarmTopicArn, keys);
  return { vendors, ...(findings !== undefined && { findings }), ...(lake !== undefined && { lake: lake.outputs }) };
}

/** Returns the topic of the stack's alarms; undefined if it has no alarms. */
function alarmTopicOf(configuration: StackConfiguration, keys: TopicKeys): pulumi.Input<string> | undefined {
  const { alarms, tags } = configuration;
  const topic = { name: alarmTopicName(), kmsKeyArn: keys.alarms, hasBucket: hasOwnBucket(configuration), tags };
  return alarms && (alarms.topicArn ?? alarmTopic("alarm-topic", topic, {}).arn);
}

function detectionsOf(
  configuration: StackConfiguration,
  { vendors, lake }: { readonly vendors: IntegrationsOutputs; readonly lake: LakeOutputs | undefined },
  alarmTopicArn: pulumi.Input<string> | undefined,
  keys: TopicKeys,
): DetectionsOutputs | undefined {
  const { scans, findings, permissionsBoundary, rolePath, tags } = configuration;
  if (Object.keys(scans).length === 0) {
    return undefined;
  }
  const { topicArn, eventBusName } = findings;
  return new Detections("detections", {
    scans: Object.fromEntries(
      Object.entries(scans).map(([name, { place, ...scan }]) => [
        name,
        { ...scan, store: queriedStore(place, vendors, lake) },
      ]),
    ),
    ...{ topicArn, eventBusName, topicKeyArn: keys.findings, alarmTopicArn, permissionsBoundary, rolePath, tags },
  }).outputs;
}

import type * as pulumi from "@pulumi/pulumi";
import { alarmTopic, alarmTopicName, type TopicKeys, topicKeys } from "../alarms/alarmTopic";
import { projectTag } from "../aws/location";
import { storesBehind } from "../configuration/resolveStores";
import type { StackConfiguration } from "../configuration/stackConfiguration";
import { Dashboards } from "../dashboards/dashboards";
import { Detections, type DetectionsOutputs } from "../detections/detections";
import type { LakeOutputs } from "../lake/lakeStorage";
import { createIntegrations, type IntegrationsOutputs } from "./integrations";
import { createLake, hasOwnBucket } from "./lake";
import { refuseOutsideSandbox } from "./stackGuard";

/** What a stack gives to the program's outputs. */
interface StackOutputs {
  readonly vendors: IntegrationsOutputs;
  /** Where findings go; left out where the stack has no detections. */
  readonly findings?: DetectionsOutputs;
  /** Where audit events are in S3, and where to query them; left out where no vendor has the sink s3. */
  readonly lake?: LakeOutputs;
}

/** Provisions a stack, after it has looked up what its lake holds. Throws a ConfigurationError for a demonstration outside the sandbox. */
export async function createStack(settings: StackConfiguration): Promise<StackOutputs> {
  refuseOutsideSandbox(settings);
  const configuration = { ...settings, tags: { ...settings.tags, ...projectTag() } };
  const keys = topicKeys(configuration);
  const alarmTopicArn = alarmTopicOf(configuration, keys);
  const lake = await createLake(configuration, alarmTopicArn);
  const vendors = createIntegrations(configuration, alarmTopicArn, lake);
  if (configuration.dashboards !== undefined) {
    new Dashboards("dashboards", { ...configuration.dashboards, configuration, outputs: vendors });
  }
  const findings = detectionsOf(configuration, vendors, alarmTopicArn, keys);
  return { vendors, ...(findings !== undefined && { findings }), ...(lake !== undefined && { lake: lake.outputs }) };
}

/** The topic that the stack's alarms go to, where it has alarms. */
function alarmTopicOf(configuration: StackConfiguration, keys: TopicKeys): pulumi.Input<string> | undefined {
  const { alarms, tags } = configuration;
  const topic = { name: alarmTopicName(), kmsKeyArn: keys.alarms, hasBucket: hasOwnBucket(configuration), tags };
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

/** The customer managed keys of the event data stores that a stack's detections query, as far as the configuration names them. */
export function storeKeyArns(configuration: StackConfiguration): readonly string[] {
  const queried = Object.values(configuration.detections).flatMap(({ stores }) =>
    Object.entries(stores).flatMap(([integration, kind]) => (kind === "lake" ? [integration] : [])),
  );
  return [...new Set(queried.flatMap((key) => keyArnOf(key, configuration) ?? []))].sort();
}

/** The key of the store that is queried: every store of a channel has the same events, so it is the integration's own or the first. */
function keyArnOf(integration: string, configuration: StackConfiguration): string | undefined {
  const { stores = [] } = storesBehind(integration, configuration) ?? {};
  const store = stores.find(({ kind }) => kind === "own") ?? stores[0];
  switch (store?.kind) {
    case "own":
      return store.settings.kmsKeyArn;
    case "existing":
      return store.kmsKeyArn;
    default:
      return store && configuration.eventStores[store.name]?.kmsKeyArn;
  }
}

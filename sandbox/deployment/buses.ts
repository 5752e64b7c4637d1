import { LogGroup } from "../cloudWatchLogs/logGroup";
import { Archive } from "../eventBridge/archive";
import { defaultBusName, EventBus, Rule } from "../eventBridge/bus";
import { type Destinations, Target } from "../eventBridge/target";
import { type DeclaredResource, documentOf } from "../program/declaredResource";
import type { ExistingResources } from "./channels";
import type { Deployment } from "./deployment";

/** Creates the declared log groups, by ARN without the `:*` that some APIs append. */
export function createLogGroups(deployment: Deployment): ReadonlyMap<string, LogGroup> {
  const groups = new Map<string, LogGroup>();
  deployment.forEach("aws:cloudwatch/logGroup:LogGroup", ({ outputs }) => {
    const arn = withoutStreams(String(outputs.arn));
    const { retentionInDays } = outputs;
    groups.set(
      arn,
      new LogGroup(arn, typeof retentionInDays === "number" && retentionInDays > 0 ? retentionInDays : undefined),
    );
  });
  return groups;
}

/** Creates the declared and the existing event buses, by name, with their rules, targets and archives. */
export function createBuses(
  deployment: Deployment,
  destinations: Destinations,
  existing: ExistingResources,
  now: () => number,
): ReadonlyMap<string, EventBus> {
  const names = [defaultBusName, ...(existing.eventBuses ?? [])];
  const buses = new Map(names.map((name) => [name, new EventBus(name)]));
  deployment.forEach("aws:cloudwatch/eventBus:EventBus", (resource) => {
    const name = busName(resource.outputs.arn);
    buses.set(name, new EventBus(name));
  });
  deployment.forEach("aws:cloudwatch/eventRule:EventRule", (resource) => createRule(deployment, buses, resource));
  deployment.forEach("aws:cloudwatch/eventTarget:EventTarget", (resource) =>
    createTarget(deployment, buses, resource, destinations),
  );
  deployment.forEach("aws:cloudwatch/eventArchive:EventArchive", (resource) =>
    createArchive(deployment, buses, resource, now),
  );
  return buses;
}

function createArchive(
  deployment: Deployment,
  buses: ReadonlyMap<string, EventBus>,
  resource: DeclaredResource,
  now: () => number,
): void {
  const { inputs, outputs, name } = resource;
  const eventSourceArn = String(inputs.eventSourceArn);
  const bus = buses.get(busName(eventSourceArn));
  if (bus === undefined) {
    deployment.refuse(resource, `Event bus ${eventSourceArn} does not exist.`);
    return;
  }
  const pattern = documentOf(inputs.eventPattern);
  const { retentionDays } = inputs;
  const settings = { name: String(outputs.name ?? name), arn: String(outputs.arn), eventSourceArn };
  bus.archives.push(
    new Archive(
      { ...settings, ...(pattern && { pattern }), ...(typeof retentionDays === "number" && { retentionDays }) },
      now,
    ),
  );
}

function createRule(deployment: Deployment, buses: Map<string, EventBus>, resource: DeclaredResource): void {
  const { inputs, outputs } = resource;
  const bus = buses.get(busName(inputs.eventBusName));
  if (bus === undefined) {
    deployment.refuse(resource, `Event bus ${busName(inputs.eventBusName)} does not exist.`);
    return;
  }
  const enabled = inputs.state === undefined ? inputs.isEnabled !== false : inputs.state !== "DISABLED";
  const arn = String(outputs.arn);
  bus.rules.push(
    new Rule({ name: arn.split("/").at(-1) ?? "", arn, enabled, pattern: documentOf(inputs.eventPattern) }),
  );
}

function createTarget(
  deployment: Deployment,
  buses: Map<string, EventBus>,
  resource: DeclaredResource,
  destinations: Destinations,
): void {
  const { inputs } = resource;
  const name = busName(inputs.eventBusName);
  const rule = buses.get(name)?.rules.find(({ settings }) => settings.name === inputs.rule);
  if (rule === undefined) {
    deployment.refuse(resource, `Rule ${String(inputs.rule)} does not exist on EventBus ${name}.`);
    return;
  }
  const targetArn = withoutStreams(String(inputs.arn));
  if (!/^arn:[^:]*:(sqs|logs):/.test(targetArn)) {
    deployment.refuse(resource, `the sandbox emulates queues and log groups as targets, not ${targetArn}.`);
  }
  const deadLetterArn = (inputs.deadLetterConfig as { readonly arn?: string } | undefined)?.arn;
  const settings = { ruleArn: rule.settings.arn, targetArn, ...(deadLetterArn !== undefined && { deadLetterArn }) };
  rule.targets.push(new Target(settings, destinations));
}

/** Finds a bus by its name or its ARN. A rule or target without a bus is on the default bus. */
function busName(nameOrArn: unknown): string {
  const name = typeof nameOrArn === "string" ? nameOrArn : defaultBusName;
  return name.startsWith("arn:") ? name.slice(name.indexOf("event-bus/") + "event-bus/".length) : name;
}

function withoutStreams(arn: string): string {
  return arn.replace(/:\*$/, "");
}

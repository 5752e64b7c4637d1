import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  type BucketContents,
  type CloudContext,
  type CreatedResource,
  declareResource,
  type Inputs,
  resourceTypes,
  uniqueNameOf,
} from "../provider";

interface ExistingResource {
  readonly type: string;
  readonly logicalName: string;
  readonly id: string;
  readonly inputs: Inputs;
  readonly outputs: Inputs;
}

interface CloudState {
  readonly resources: ExistingResource[];
  /** Creations per type and logical name; each gets its own id. */
  readonly generations: Record<string, number>;
  /** Logical names whose next creation fails, once (for tests). */
  readonly failures: string[];
  /** The keys of the objects in each bucket (for tests). */
  readonly objects?: Readonly<Record<string, readonly string[]>>;
}

/**
 * An account's resources, stored in a file between runs of the engine, with AWS's constraints across resources. A rejection is an Error whose
 * message begins with AWS's name for it.
 */
export class Cloud implements BucketContents {
  private readonly state: CloudState;

  constructor(
    private readonly file: string,
    private readonly context: CloudContext,
  ) {
    this.state = existsSync(file)
      ? JSON.parse(readFileSync(file, "utf8"))
      : { resources: [], generations: {}, failures: [] };
  }

  create(type: string, logicalName: string, inputs: Inputs): CreatedResource {
    const failing = this.state.failures.indexOf(logicalName);
    if (failing !== -1) {
      this.state.failures.splice(failing, 1);
      this.save();
      throw new Error(`ServiceUnavailable: the creation of ${logicalName} was to fail`);
    }
    const key = `${type} ${logicalName}`;
    const generation = this.state.generations[key] ?? 0;
    const created = declareResource(
      type,
      generation === 0 ? logicalName : `${logicalName} ${generation}`,
      inputs,
      this.context,
    );
    if (isBucketSetting(type)) {
      this.forget(type, created.id);
    }
    this.refuseConflicts(type, inputs, created);
    this.state.generations[key] = generation + 1;
    this.state.resources.push({ type, logicalName, id: created.id, inputs, outputs: created.outputs });
    this.save();
    return created;
  }

  /** @param known the resource's outputs in the engine's state, from which the provider makes its patch */
  update(type: string, id: string, inputs: Inputs, known: Inputs): Inputs {
    const index = this.indexOf(type, id, inputs);
    const existing = this.state.resources[index];
    if (existing === undefined) {
      throw new Error(`ResourceNotFoundException: there is no ${type} ${id}`);
    }
    const made = declareResource(type, existing.logicalName, inputs, this.context).outputs;
    // Resources that the cloud created remain.
    const kept = Object.fromEntries(
      Object.entries(existing.outputs).filter(([key]) => !(key in existing.inputs) && key in made && !(key in inputs)),
    );
    const changed = resourceTypes[type]?.update?.({ inputs: known, outputs: existing.outputs }, inputs);
    const outputs = { ...made, ...kept, ...(made.tagsAll !== undefined && { tagsAll: made.tagsAll }), ...changed };
    this.state.resources[index] = { ...existing, inputs, outputs };
    this.save();
    return outputs;
  }

  /** @param known the engine's state of the resource: Cloud Control has several types under one token */
  delete(type: string, id: string, known: Inputs): void {
    const index = this.indexOf(type, id, known);
    const existing = this.state.resources[index];
    if (existing === undefined) {
      return;
    }
    this.refuseDeletion(existing);
    this.state.resources.splice(index, 1);
    this.save();
  }

  /** @param known the engine's state of the resource, which is empty at an import */
  read(type: string, id: string, known: Inputs): ExistingResource | undefined {
    return this.state.resources[this.indexOf(type, id, known)];
  }

  keysOf(bucket: string): readonly string[] | undefined {
    return this.read(bucketType, bucket, {}) && (this.state.objects?.[bucket] ?? []);
  }

  policyOf(bucket: string): string | undefined {
    const found = this.read("aws:s3/bucketPolicy:BucketPolicy", bucket, {});
    return found && String(found.outputs.policy);
  }

  /** A setting outlives its stack with its bucket; the next stack overwrites it. */
  private forget(type: string, id: string): void {
    const index = this.indexOf(type, id, {});
    if (index !== -1) {
      this.state.resources.splice(index, 1);
    }
  }

  private refuseConflicts(type: string, inputs: Inputs, { id, outputs }: CreatedResource): void {
    const same = this.state.resources.filter(
      (resource) => resource.type === type && resource.inputs.typeName === inputs.typeName,
    );
    const unique = uniqueNameOf(type, { ...inputs, ...outputs });
    const identity = unique?.identity ?? id;
    if (same.some((resource) => (this.identityOf(resource) ?? resource.id) === identity)) {
      throw new Error(
        unique === undefined
          ? `AlreadyExists: ${type} ${id} already exists`
          : `${unique.answer}: ${type} ${unique.name} already exists`,
      );
    }
    const source = channelSource(type, inputs);
    if (source !== undefined) {
      if (same.some((resource) => channelSource(type, resource.inputs) === source)) {
        throw new Error(`ChannelAlreadyExistsException: a channel with the source ${source} already exists`);
      }
      const stores = this.state.resources.map((resource) => resource.id);
      const missing = destinationsOf(inputs.typeName, inputs.desiredState).filter((arn) => !stores.includes(arn));
      if (missing.length > 0) {
        throw new Error(`EventDataStoreNotFoundException: ${missing.join(", ")} does not exist`);
      }
    }
    if (type === eventDataStore && same.length >= 10) {
      throw new Error("EventDataStoreMaxLimitExceededException: a Region takes 10 event data stores");
    }
  }

  private identityOf({ type, inputs, outputs }: ExistingResource): string | undefined {
    return uniqueNameOf(type, { ...inputs, ...outputs })?.identity;
  }

  private refuseDeletion({ type, id, inputs }: ExistingResource): void {
    if (type === eventDataStore) {
      if (inputs.terminationProtectionEnabled !== false) {
        throw new Error(`EventDataStoreTerminationProtectedException: ${id} has termination protection`);
      }
      if (
        this.state.resources.some((resource) =>
          destinationsOf(resource.inputs.typeName, resource.outputs.properties).includes(id),
        )
      ) {
        throw new Error(`ChannelExistsForEDSException: a channel delivers to ${id}`);
      }
    }
    const rules = (bus: unknown) =>
      this.state.resources.filter(
        ({ type: other, inputs: { eventBusName } }) => other === rule && eventBusName === bus,
      );
    if (type === "aws:cloudwatch/eventBus:EventBus" && rules(inputs.name).length > 0) {
      throw new Error(`ValidationException: Event bus ${String(inputs.name)} can't be deleted since it has rules`);
    }
    const targets = this.state.resources.filter(
      ({ type: other, inputs: { rule: ruleName } }) => other === target && ruleName === inputs.name,
    );
    if (type === rule && targets.length > 0) {
      throw new Error(`ValidationException: Rule ${String(inputs.name)} can't be deleted since it has targets`);
    }
  }

  /** An id such as a log group's name is unique only within its Region. */
  private indexOf(type: string, id: string, { typeName, region = this.context.region }: Inputs): number {
    return this.state.resources.findIndex(
      (resource) =>
        resource.type === type &&
        resource.id === id &&
        (resource.outputs.region === undefined || resource.outputs.region === region) &&
        (typeName === undefined || resource.inputs.typeName === typeName),
    );
  }

  private save(): void {
    writeFileSync(this.file, JSON.stringify(this.state));
  }
}

const bucketType = "aws:s3/bucket:Bucket";
const isBucketSetting = (type: string) => type.startsWith("aws:s3/bucket") && type !== bucketType;
const eventDataStore = "aws:cloudtrail/eventDataStore:EventDataStore";
const rule = "aws:cloudwatch/eventRule:EventRule";
const target = "aws:cloudwatch/eventTarget:EventTarget";

function channelSource(type: string, inputs: Inputs): string | undefined {
  return type === "aws:cloudcontrol/resource:Resource" && inputs.typeName === "AWS::CloudTrail::Channel"
    ? JSON.parse(String(inputs.desiredState)).Source
    : undefined;
}

function destinationsOf(typeName: unknown, state: unknown): readonly string[] {
  if (typeName !== "AWS::CloudTrail::Channel") {
    return [];
  }
  const { Destinations = [] } = JSON.parse(String(state));
  return Destinations.map(({ Location }: { readonly Location: string }) => Location);
}

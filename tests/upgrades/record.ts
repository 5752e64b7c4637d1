import type { DeclaredResource } from "../../sandbox/declaredResource";
import type { StackFile } from "../../sandbox/stackFile";

/** What a version of this project declared for a stack: what an upgrade from it finds. A record is written once, at the release. */
export interface UpgradeRecord {
  readonly version: string;
  readonly stack: StackFile;
  readonly resources: readonly RecordedResource[];
}

/** One resource of a record. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Of a resource that must stay, the inputs whose change replaces it, by their path. */
  readonly identity?: Readonly<Record<string, unknown>>;
}

/**
 * What an upgrade must never replace, by type, and the inputs whose change replaces it: what holds evidence, what vendors were told
 * of, what holds events that are on their way.
 * Sources: terraform-provider-aws, ForceNew in internal/service/cloudtrail/event_data_store.go, internal/service/sqs/queue.go and
 * internal/service/cloudcontrol/resource.go; AWS CloudFormation Template Reference, AWS::CloudTrail::Channel, "Update requires:
 * Replacement".
 */
const replacedBy: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudtrail/eventDataStore:EventDataStore": ["name", "kmsKeyId"],
  "aws:sqs/queue:Queue": ["name", "fifoQueue"],
  "aws:cloudcontrol/resource:Resource": ["typeName", "desiredState.Source"],
};

/** A resource as a record holds it; an input that is not set is null. */
export function recordedResource({ type, name, urn, inputs }: DeclaredResource): RecordedResource {
  const paths = replacedBy[type];
  return {
    type,
    name,
    urn,
    ...(paths && { identity: Object.fromEntries(paths.map((path) => [path, valueAt(inputs, path) ?? null])) }),
  };
}

/** What an upgrade from a record would lose or replace, a sentence each. */
export function lossesOf(record: UpgradeRecord, today: readonly DeclaredResource[]): readonly string[] {
  return record.resources.flatMap(({ type, name, urn, identity }) => {
    if (identity === undefined) {
      return [];
    }
    const now = today.find((resource) => resource.urn === urn || resource.aliases?.includes(urn));
    if (now === undefined) {
      return [`${name} (${type}) would be deleted: no resource has its URN or an alias of it.`];
    }
    const current = recordedResource(now).identity ?? {};
    return Object.entries(identity)
      .filter(([path, value]) => current[path] !== value)
      .map(
        ([path, value]) =>
          `${name} would be replaced: its ${path} changes from ${JSON.stringify(value)} to ${JSON.stringify(current[path])}.`,
      );
  });
}

/** The value at a path; a text on the way is a document in JSON. */
function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((current, key) => {
    const parent = typeof current === "string" ? (JSON.parse(current) as unknown) : current;
    return typeof parent === "object" && parent !== null
      ? (parent as Readonly<Record<string, unknown>>)[key]
      : undefined;
  }, value);
}

import { everyPolicy } from "./everyPolicy";
import { type Judgement, type JudgeOptions, judge, type RecordedResource } from "./judge";
import { type JudgedResource, urnOf } from "./judgedResource";
import { policies } from "./policies";
import { isMarkedSecret } from "./reading/markedSecret";

export type { Judgement, JudgeOptions, Verdict } from "./judge";
export type { PackConfiguration } from "./settings";

type Properties = JudgedResource["props"];

/** A resource that a unit test recorded, for example in `newResource` of `pulumi.runtime.setMocks`. */
export interface CheckedResource {
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly inputs: Properties;
  /** The properties that the provider, or a mock, returned. @default none */
  readonly outputs?: Properties;
  /** @default made from the type and the name */
  readonly urn?: string;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** Its explicit provider: the reference that mocks receive (`URN::ID` of a recorded resource), or the provider's settings. */
  readonly provider?: string | { readonly props: Properties };
}

/**
 * Checks resources with all policies of the pack, as `pulumi up` does, for unit tests. Resource policies see inputs, stack policies inputs and outputs.
 * Throws if the configuration names a policy that the pack does not have.
 */
export async function check(resources: readonly CheckedResource[], options: JudgeOptions = {}): Promise<Judgement> {
  const names = everyPolicy().map(({ name }) => name);
  const unknown = Object.keys(options.configuration ?? {}).find((name) => name !== "all" && !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `The pack's configuration names ${unknown}, which is not a policy; name one of ${names.join(", ")}, or all.`,
    );
  }
  return judge(
    policies,
    resources.map((resource) => recorded(resource, resources)),
    options,
  );
}

function recorded(resource: CheckedResource, others: readonly CheckedResource[]): RecordedResource {
  const { type, name, inputs, outputs = {}, urn = urnOf(type, name), parent, provider } = resource;
  const explicit = typeof provider === "string" ? providerOf(provider, others) : provider;
  return {
    type,
    name,
    urn,
    inputs: withoutMarks(inputs),
    outputs: withoutMarks(outputs),
    ...(parent !== undefined && { parent }),
    ...(explicit !== undefined && { provider: explicit }),
  };
}

/** Returns the settings of the provider that a reference names, `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME::ID`. */
function providerOf(reference: string, resources: readonly CheckedResource[]) {
  const [, , types = "", name] = reference.split("::");
  const type = types.split("$").at(-1);
  const found = resources.find((resource) => resource.type === type && resource.name === name);
  return found && { props: found.inputs };
}

/** Replaces secrets in Pulumi's form, which mocks receive, by their values. */
function withoutMarks(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, withoutMark(value)]));
}

function withoutMark(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutMark);
  }
  if (typeof value !== "object" || value === null || isOfClass(value)) {
    return value;
  }
  const object: Properties = Object.fromEntries(Object.entries(value));
  return isMarkedSecret(object) ? withoutMark(object.value) : withoutMarks(object);
}

/** Reports if an object is an instance of a class, such as an asset. Compares prototypes, since test runners have a separate `Object` per file. */
function isOfClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

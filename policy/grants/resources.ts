import type { Statement } from "../documents/statements";
import { distinct, distinctActions, findingOn, listed } from "../documents/subjects";
import type { Finding } from "../policy";
import type { ActionFacts } from "./actions";
import { namesAccount } from "./arnForms";
import { boundsResources } from "./bounds";
import { isMadeBy } from "./everything";

/** An action that a statement names in full. */
export type NamedAction = ActionFacts & { readonly action: string };

/** Finds actions that do not exist and so grant nothing, probably misspelled ones. */
export function unknownActionFindings(
  who: string,
  statement: Statement,
  facts: readonly NamedAction[],
): readonly Finding[] {
  const unknown = facts.filter(({ exists }) => !exists).map(({ action }) => action);
  return findingOn(
    statement,
    "UnknownAction",
    unknown,
    statement.resources,
    () =>
      `${who} allows ${listed(unknown)} (statement ${statement.label}), which AWS's service authorization reference does not list; correct the name.`,
  );
}

/** Finds resources that name nothing, for actions that support resources and have no limiting condition. */
export function resourceFindings(who: string, statement: Statement, facts: readonly NamedAction[]): readonly Finding[] {
  const pairs = distinct(statement.resources.filter((resource) => /[*?$]/.test(resource))).flatMap((resource) =>
    facts.filter((fact) => isUnbounded(statement, fact, resource)).map(({ action }) => ({ action, resource })),
  );
  const actions = distinctActions(pairs.map(({ action }) => action));
  const resources = distinct(pairs.map(({ resource }) => resource));
  return findingOn(
    statement,
    "Resource",
    actions,
    resources,
    () =>
      `${who} allows ${listed(actions)} on ${listed(resources)} (statement ${statement.label}), which names no resource although the action can be limited to one; name its ARN.`,
  );
}

/**
 * Reports if a resource names nothing and no condition limits it. For a resource that the action creates, the account is enough, since its id is not known
 * yet; also for a log group, as in AWS's execution roles (AWS Lambda Developer Guide, "Execution role").
 */
function isUnbounded(statement: Statement, fact: NamedAction, resource: string): boolean {
  const name = fact.action.toLowerCase();
  const isMade = name === "logs:createloggroup" || isMadeBy(name, resource);
  if (!fact.exists || fact.isForEverything || (isMade && namesAccount(resource))) {
    return false;
  }
  return fact.namesNothing(resource) && (name === "iam:passrole" || !boundsResources(statement, name, resource, fact));
}

/** Finds actions that support none of the statement's ARNs. AWS refuses text that is not an ARN. */
export function mismatchFindings(who: string, statement: Statement, facts: readonly NamedAction[]): readonly Finding[] {
  const resources = distinct(statement.resources);
  const isJudged = resources.length > 0 && resources.every((resource) => resource.startsWith("arn:"));
  const fits = ({ takes }: NamedAction) => resources.some(takes);
  const isBeside = ({ action }: NamedAction) => grantedBeside.has(action.toLowerCase()) && facts.some(fits);
  const actions = facts
    .filter((fact) => isJudged && fact.exists && !fact.isForEverything && !fits(fact) && !isBeside(fact))
    .map(({ action }) => action);
  return findingOn(
    statement,
    "Mismatch",
    actions,
    resources,
    () =>
      `${who} allows ${listed(actions)} on ${listed(resources)} (statement ${statement.label}), which the action does not support as a resource, so nothing is granted; name one that AWS's service authorization reference lists for it.`,
  );
}

/**
 * Actions on a table's stream or a stream's consumer that AWS CDK adds to those on the table or the stream (grantReadData of aws-dynamodb, grantRead of
 * aws-kinesis). They grant nothing there, and their users do not need them.
 */
const grantedBeside: ReadonlySet<string> = new Set([
  "dynamodb:getrecords",
  "dynamodb:getsharditerator",
  "kinesis:describestreamconsumer",
  "kinesis:subscribetoshard",
]);

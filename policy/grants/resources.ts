import type { Statement } from "../documents/statements";
import { distinct, distinctActions, findingOn, listed } from "../documents/subjects";
import type { Finding } from "../policy";
import type { ActionFacts } from "./actions";
import { namesAccount } from "./arnForms";
import { boundsResources } from "./bounds";
import { isMadeBy } from "./everything";

/** An action that a statement names in full. */
export type NamedAction = ActionFacts & { readonly action: string };

/** Actions that grant nothing, which hides what was meant. */
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

/** Resources that name nothing, where the action takes one and no condition bounds it. */
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
      `${who} allows ${listed(actions)} on ${listed(resources)} (statement ${statement.label}), which names no resource although the action takes one; name its ARN.`,
  );
}

/**
 * Reports if a resource names nothing and no condition bounds it. An account is enough for what the action makes, since it is not there yet: for a log group
 * too, as AWS's execution roles allow (AWS Lambda Developer Guide, "Execution role").
 */
function isUnbounded(statement: Statement, fact: NamedAction, resource: string): boolean {
  const name = fact.action.toLowerCase();
  const isMade = name === "logs:createloggroup" || isMadeBy(name, resource);
  if (!fact.exists || fact.isForEverything || (isMade && namesAccount(resource))) {
    return false;
  }
  return fact.namesNothing(resource) && (name === "iam:passrole" || !boundsResources(statement, name, resource, fact));
}

/** Actions that none of the ARNs in a statement can be for. What is no ARN at all AWS refuses. */
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
      `${who} allows ${listed(actions)} on ${listed(resources)} (statement ${statement.label}), which is no resource that the action takes, so that nothing is granted; name one by AWS's service authorization reference.`,
  );
}

/**
 * Actions on a table's stream or a stream's consumer that AWS CDK grants beside those on the table or the stream itself (grantReadData of aws-dynamodb,
 * grantRead of aws-kinesis), where they grant nothing and nothing is missed.
 */
const grantedBeside: ReadonlySet<string> = new Set([
  "dynamodb:getrecords",
  "dynamodb:getsharditerator",
  "kinesis:describestreamconsumer",
  "kinesis:subscribetoshard",
]);

import type { Finding } from "../policy";
import { type Statement, statementSubject } from "./statements";

/** Returns one finding on a statement if some actions are at fault, else none. */
export function findingOn(
  statement: Statement,
  kind: string,
  actions: readonly string[],
  resources: readonly string[],
  message: () => string,
): readonly Finding[] {
  if (actions.length === 0) {
    return [];
  }
  return [
    {
      subject: statementSubject(kind, statement, { actions: distinctActions(actions), resources }),
      message: message(),
    },
  ];
}

/**
 * Makes the subject of a finding on a statement's principals: the kind of fault with the principals at fault, then the actions and resources, as in
 * `Principal::*::sqs:SendMessage::*`. Actions and resources that the statement excludes are marked with `!`.
 */
export function principalSubject(
  kind: string,
  who: readonly string[],
  statement: Statement,
  about: Partial<Pick<Statement, "actions" | "resources">> = {},
): string {
  const parts = [kind, [...new Set(who)].sort().join(",")].filter((part) => part !== "");
  return statementSubject(parts.join("::"), statement, {
    actions: [...statement.actions, ...statement.notActions.map((action) => `!${action}`)],
    resources: [...statement.resources, ...statement.notResources.map((resource) => `!${resource}`)],
    ...about,
  });
}

/** Formats a list for a sentence: its first five values, and the number of the rest. */
export function listed(values: readonly string[]): string {
  const rest = values.length - 5;
  return rest > 0 ? `${values.slice(0, 5).join(", ")} and ${rest} more` : values.join(", ");
}

/** Formats the resources of a statement for a sentence: ` on ARN`. */
export function onResources({ resources, notResources }: Statement): string {
  if (notResources.length > 0) {
    return ` on all except ${listed(distinct(notResources))}`;
  }
  return resources.length > 0 ? ` on ${listed(distinct(resources))}` : "";
}

/** Removes repeated values; the first spelling remains. */
export function distinct(
  values: readonly string[],
  keyOf: (value: string) => string = (value) => value,
): readonly string[] {
  return [...new Map([...values].reverse().map((value) => [keyOf(value), value])).values()].reverse();
}

/** Removes repeated actions, ignoring case as IAM does. */
export function distinctActions(actions: readonly string[]): readonly string[] {
  return distinct(actions, (action) => action.toLowerCase());
}

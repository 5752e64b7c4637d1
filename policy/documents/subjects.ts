import type { Finding } from "../policy";
import { type Statement, statementSubject } from "./statements";

/** One finding on a statement where some actions are at fault; none without. */
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
 * The subject of a finding on whom a statement allows: the kind of fault with those that are at fault, then the actions and resources, as in
 * `Principal::*::sqs:SendMessage::*`. Actions and resources that the statement leaves out are marked with `!`.
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

/** A list as a sentence says it: its first five, and the number of the rest. */
export function listed(values: readonly string[]): string {
  const rest = values.length - 5;
  return rest > 0 ? `${values.slice(0, 5).join(", ")} and ${rest} more` : values.join(", ");
}

/** The resources of a statement as a sentence says them: ` on ARN`. */
export function onResources({ resources, notResources }: Statement): string {
  if (notResources.length > 0) {
    return ` on all but ${listed(distinct(notResources))}`;
  }
  return resources.length > 0 ? ` on ${listed(distinct(resources))}` : "";
}

/** Each value once, by its first spelling. */
export function distinct(
  values: readonly string[],
  keyOf: (value: string) => string = (value) => value,
): readonly string[] {
  return [...new Map([...values].reverse().map((value) => [keyOf(value), value])).values()].reverse();
}

/** Actions, each once: IAM compares them without regard to case. */
export function distinctActions(actions: readonly string[]): readonly string[] {
  return distinct(actions, (action) => action.toLowerCase());
}

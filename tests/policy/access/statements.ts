import { documentOf } from "../planted/planted";
import type { Case } from "../verdictsOn";

export const account = "123456789012";
export const otherAccount = "210987654321";

/** Cases of a document in a property whose single statement is the happy path with changes. */
export function documents(
  property: string,
  happyPath: object,
  cases: readonly Case[],
  ...beside: readonly object[]
): Case[] {
  return cases.map(([what, changes, ...subjects]) => {
    const statement = JSON.parse(JSON.stringify({ Effect: "Allow", ...happyPath, ...changes }));
    return [what, { [property]: JSON.stringify(documentOf(statement, ...beside)) }, ...subjects];
  });
}

/** Services as principals. */
export function of(...services: readonly string[]) {
  return { Principal: { Service: services.map((service) => `${service}.amazonaws.com`) } };
}

/** A condition of one key. */
export function when(operator: string, key: string, ...values: readonly string[]) {
  return { Condition: { [operator]: { [key]: values.length === 1 ? values[0] : values } } };
}

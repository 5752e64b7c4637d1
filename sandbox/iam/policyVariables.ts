import { type Pattern, wildcardOf } from "../wildcard";
import { type Place, PolicyDocumentError } from "./policyDocumentError";
import type { RequestContext } from "./requestContext";

/** A text of a policy, cut where policy variables stand (IAM User Guide, IAM policy elements: Variables and tags). */
export type Template = readonly TemplatePart[];

type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly defaultValue: string | undefined };

/** A template whose variables have their values: literal parts hold no wildcards, text parts may. */
export type Expansion = readonly { readonly text: string; readonly literal: boolean }[];

/**
 * Cuts a text at its variables: `${key}`, `${key, 'default'}` and the special characters `${*}`, `${?}`, `${$}`. With
 * `variables` false (documents of version 2008-10-17, operators that know no variables) the whole text is taken as it stands.
 */
export function parseTemplate(text: string, variables: boolean, place: Place): Template {
  if (!variables) {
    return [{ kind: "text", text }];
  }
  const parts: TemplatePart[] = [];
  let rest = text;
  for (let start = rest.indexOf("${"); start >= 0; start = rest.indexOf("${")) {
    const end = rest.indexOf("}", start);
    if (end < 0) {
      throw new PolicyDocumentError(place, `the policy variable in "${text}" is not closed.`);
    }
    parts.push({ kind: "text", text: rest.slice(0, start) }, parseVariable(rest.slice(start + 2, end), place));
    rest = rest.slice(end + 1);
  }
  parts.push({ kind: "text", text: rest });
  return parts.filter((part) => part.kind === "variable" || part.text !== "");
}

/**
 * Puts the request's values in place of the variables. Undefined when one has neither value nor default: such a text
 * equals nothing and is like nothing. A key with several values cannot be a variable, so it counts as having none.
 */
export function expand(template: Template, context: RequestContext): Expansion | undefined {
  const expansion: { text: string; literal: boolean }[] = [];
  for (const part of template) {
    if (part.kind === "variable") {
      const values = context.get(part.key) ?? [];
      const value = values.length === 1 ? values[0] : part.defaultValue;
      if (value === undefined) {
        return undefined;
      }
      expansion.push({ text: value, literal: true });
    } else {
      expansion.push({ text: part.text, literal: part.kind === "literal" });
    }
  }
  return expansion;
}

/** The expansion as one string, with `*` and `?` as the characters they are. */
export function textOf(expansion: Expansion): string {
  return expansion.map((part) => part.text).join("");
}

/**
 * The expansion as a pattern. A `*` in a variable's value stays a character: AWS does not say that it would turn into a
 * wildcard, and tag values, the usual source, cannot contain one.
 */
export function expansionPattern(expansion: Expansion): Pattern {
  return expansion.flatMap((part) =>
    Array.from(part.text, (character) => (part.literal ? character : (wildcardOf(character) ?? character))),
  );
}

/** True when the template holds at least one variable, so that its text is only known with a request. */
export function hasVariables(template: Template): boolean {
  return template.some((part) => part.kind === "variable");
}

function parseVariable(inner: string, place: Place): TemplatePart {
  if (inner === "*" || inner === "?" || inner === "$") {
    return { kind: "literal", text: inner };
  }
  const form = /^(?<key>[^\s,'][^,']*)(?:, '(?<defaultValue>[^']*)')?$/.exec(inner);
  if (form?.groups?.key === undefined) {
    throw new PolicyDocumentError(
      place,
      `"\${${inner}}" is no policy variable: a key alone, a key with ", 'default'" behind it, or one of *, ? and $.`,
    );
  }
  return { kind: "variable", key: form.groups.key.toLowerCase(), defaultValue: form.groups.defaultValue };
}

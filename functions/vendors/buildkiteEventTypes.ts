import published from "./kinds/buildkite.json";

const acronyms: ReadonlySet<string> = new Set(["api", "scm", "sso", "totp"]);

/**
 * Buildkite's names of its audit events, by both forms of their type: EventBridge sends `ORGANIZATION_UPDATED`, the REST API
 * `OrganizationUpdatedEvent`. Both forms map to the same name.
 * Sources: Buildkite Documentation, Amazon EventBridge (Audit Event Logged) and Audit events API (response fields: the one form is "the
 * uppercase, underscore-separated form of each type value with the `Event` suffix removed").
 */
export const buildkiteEventTypes: Readonly<Record<string, string>> = Object.fromEntries(
  published.kinds.flatMap((kind) => [kind, ...classNames(kind)].map((form) => [form, kind])),
);

/** Returns the class-style forms of a type; no document specifies whether acronyms are all upper case. */
function classNames(kind: string): readonly string[] {
  const words = kind.toLowerCase().split("_");
  return [words.map(titleCase), words.map((word) => (acronyms.has(word) ? word.toUpperCase() : titleCase(word)))].map(
    (parts) => `${parts.join("")}Event`,
  );
}

function titleCase(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

import { duplicateKeys } from "../documents/duplicateKeys";
import { isKeyFamily } from "../documents/keyFamilies";
import { identityDocuments } from "../documents/places";
import { allowedBy, hasWildcard, type Statement } from "../documents/statements";
import { distinctActions, findingOn, listed, onResources } from "../documents/subjects";
import { factsOf } from "../grants/actions";
import { delegationFindings } from "../grants/delegation";
import { mismatchFindings, resourceFindings, unknownActionFindings } from "../grants/resources";
import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onEach } from "../rules";

/** Forbids grants that are wider than necessary. */
export const leastPrivilege: ResourcePolicy = {
  name: "least-privilege",
  description: "Every grant names its actions in full and, if an action can be limited to resources, its resources.",
  severity: "critical",
  enforcementLevel: "mandatory",
  references: [
    "NIST 800-53 AC-6",
    "AWS Foundational Security Best Practices IAM.1",
    "AWS Foundational Security Best Practices IAM.21",
    "CIS AWS Foundations Benchmark 1.15",
  ],
  remediation:
    "Name each action in full, and the ARN of each resource. A wildcard may follow or precede a part of the resource's name (audit-*). A condition on a resource's tag, a key's alias or a metric's namespace can replace the name.",
  rules: [
    onEach(identityDocuments, async (read, { name }) => {
      const document = read();
      const findings = await Promise.all(allowedBy(document).map((statement) => grantFindings(name, statement)));
      return [...duplicateKeyFindings(name, document), ...findings.flat()];
    }),
  ],
};

/** Returns a finding on the actions that a statement does not name in full, except families of a key's operations, and one on `NotAction`. */
function wideActionFindings(who: string, statement: Statement): readonly Finding[] {
  const { label, actions, notActions, resources } = statement;
  const wide = distinctActions(actions.filter((action) => hasWildcard(action) && !isKeyFamily(action)));
  const where = `${onResources(statement)} (statement ${label})`;
  return [
    ...findingOn(
      statement,
      "Action",
      wide,
      resources,
      () => `${who} allows ${listed(wide)}${where}, which grants actions with a wildcard; name each action in full.`,
    ),
    ...findingOn(
      statement,
      "NotAction",
      notActions,
      resources,
      () =>
        `${who} allows every action except ${listed(notActions)}${where}; name the actions in Action instead of NotAction.`,
    ),
  ];
}

async function grantFindings(who: string, statement: Statement): Promise<readonly Finding[]> {
  const { label, actions, notActions, notResources } = statement;
  const named = distinctActions(actions.filter((action) => !hasWildcard(action) || isKeyFamily(action)));
  const facts = await Promise.all(named.map(async (action) => ({ action, ...(await factsOf(action)) })));
  return [
    ...wideActionFindings(who, statement),
    ...findingOn(
      statement,
      "NotResource",
      notResources.length > 0 ? [...actions, ...notActions] : [],
      notResources,
      () =>
        `${who} allows every resource except ${listed(notResources)} (statement ${label}); name the resources in Resource instead of NotResource.`,
    ),
    ...unknownActionFindings(who, statement, facts),
    ...resourceFindings(who, statement, facts),
    ...mismatchFindings(who, statement, facts),
    ...delegationFindings(who, statement, named),
  ];
}

function duplicateKeyFindings(who: string, document: unknown): readonly Finding[] {
  const keys = typeof document === "string" ? duplicateKeys(document) : [];
  return findingIf(
    keys.length > 0,
    `DuplicateKey::${keys.join(",")}`,
    `${who} has a document that writes ${listed(keys)} twice in one object, and only one of the two has an effect; write each key once, with a list of values.`,
  );
}

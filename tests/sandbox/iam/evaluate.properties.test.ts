import fc from "fast-check";
import type { AccessRequest, ContextValues, NamedDocument } from "../../../sandbox/iam/accessRequest";
import { evaluate } from "../../../sandbox/iam/evaluate";
import { matchesPattern, patternOf } from "../../../sandbox/wildcard";
import {
  ACCOUNT,
  EVENTS,
  KEY,
  OTHER_ACCOUNT,
  OTHER_QUEUE,
  policy,
  QUEUE,
  REQUEST,
  ROLE,
  ROLE_ARN,
  ROOT_ARN,
  SESSION_ARN,
  type StatementParts,
} from "./requests";

const ACTIONS = ["sqs:SendMessage", "sqs:*", "sqs:Receive*", "kms:Decrypt", "*"];
const RESOURCES = [QUEUE, OTHER_QUEUE, KEY, "arn:aws:sqs:*:*:ok*", "*"];
const CONDITIONS = [
  {},
  { Bool: { "aws:SecureTransport": "true" } },
  { StringNotEquals: { "aws:PrincipalAccount": OTHER_ACCOUNT } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
  { Null: { "aws:SourceArn": "true" } },
];
const OTHER_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/other`;
const PRINCIPALS = [
  "*",
  { AWS: ROLE_ARN },
  { AWS: [SESSION_ARN, OTHER_ROLE_ARN] },
  { AWS: ROOT_ARN },
  { Service: EVENTS.name },
];

const identityStatement = fc.record({
  Effect: fc.constantFrom("Allow", "Deny"),
  Action: fc.constantFrom(...ACTIONS),
  Resource: fc.constantFrom(...RESOURCES),
  Condition: fc.constantFrom(...CONDITIONS),
});
const resourceStatement = fc
  .tuple(identityStatement, fc.constantFrom<unknown>(...PRINCIPALS))
  .map(([statement, Principal]) => ({ ...statement, Principal }));
const identityDocument = documentOf(identityStatement);

const target = fc.constantFrom<Pick<AccessRequest, "action" | "resource" | "resourceAccountId">>(
  { action: "sqs:SendMessage", resource: QUEUE, resourceAccountId: ACCOUNT },
  { action: "sqs:SendMessage", resource: OTHER_QUEUE, resourceAccountId: OTHER_ACCOUNT },
  { action: "kms:Decrypt", resource: KEY, resourceAccountId: ACCOUNT },
);
const parts = fc.record(
  {
    principal: fc.constantFrom(ROLE, EVENTS),
    context: fc.constantFrom<ContextValues>({}, { "aws:SecureTransport": "true" }, { "aws:TagKeys": ["a", "c"] }),
    identityPolicies: fc.array(identityDocument, { maxLength: 2 }),
    resourcePolicy: documentOf(resourceStatement),
    permissionsBoundary: identityDocument,
  },
  { requiredKeys: ["principal", "context", "identityPolicies"] },
);
const request = fc.tuple(target, parts).map(([where, rest]): AccessRequest => ({ ...REQUEST, ...where, ...rest }));

const denyAll = { Sid: "denyAll", Effect: "Deny", Action: "*", Resource: "*" };
const allowAll = { Sid: "allowAll", Effect: "Allow", Action: "*", Resource: "*" };

test("the requests of these properties lead to all three decisions", () => {
  const verdicts = new Set(fc.sample(request, { numRuns: 2000, seed: 7 }).map((one) => evaluate(one).verdict));
  expect(verdicts).toEqual(new Set(["allowed", "explicitDeny", "implicitDeny"]));
});

test("a deny added anywhere that applies is an explicit deny", () => {
  fc.assert(
    fc.property(request, fc.boolean(), (original, onResource) => {
      const denied =
        onResource || original.principal.type === "Service" ? denyOnResource(original) : denyOnIdentity(original);
      expect(evaluate(denied)).toMatchObject({ allowed: false, verdict: "explicitDeny" });
    }),
  );
});

test("an allow added anywhere never lifts an explicit deny, and never removes access", () => {
  fc.assert(
    fc.property(request, (original) => {
      const before = evaluate(original);
      const widened = evaluate({
        ...original,
        identityPolicies: [...(original.identityPolicies ?? []), policy("widened", allowAll)],
        resourcePolicy: appended(original.resourcePolicy, { ...allowAll, Principal: "*" }),
      });
      expect(widened.verdict === "explicitDeny").toBe(before.verdict === "explicitDeny");
      expect(before.allowed && !widened.allowed).toBe(false);
    }),
  );
});

test("without any allow the decision is a deny, and an implicit one without any deny", () => {
  fc.assert(
    fc.property(request, (original) => {
      expect(evaluate(only("Deny", original)).allowed).toBe(false);
      expect(evaluate(only("Neither", original)).verdict).toBe("implicitDeny");
    }),
  );
});

test("a boundary only reduces access", () => {
  fc.assert(
    fc.property(request, identityDocument, ({ permissionsBoundary: _, ...unlimited }, permissionsBoundary) => {
      const limited = { ...unlimited, permissionsBoundary };
      expect(evaluate(limited).allowed && !evaluate(unlimited).allowed).toBe(false);
    }),
  );
});

test("a pattern matches what its regular expression matches", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?", "."), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (pattern, value) => {
      const source = pattern.replaceAll(".", "\\.").replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesPattern(patternOf(pattern), value)).toBe(new RegExp(`^${source}$`).test(value));
    }),
    { numRuns: 1000 },
  );
});

function documentOf(statement: fc.Arbitrary<StatementParts>): fc.Arbitrary<NamedDocument> {
  return fc
    .tuple(fc.uuid(), fc.array(statement, { minLength: 1, maxLength: 3 }))
    .map(([name, statements]) => policy(name, ...statements));
}

function statementsOf({ document }: NamedDocument): readonly StatementParts[] {
  return (document as { readonly Statement: readonly StatementParts[] }).Statement;
}

function appended(document: NamedDocument | undefined, statement: StatementParts): NamedDocument {
  return policy(document?.name ?? "added", ...(document === undefined ? [] : statementsOf(document)), statement);
}

function denyOnResource(original: AccessRequest): AccessRequest {
  return { ...original, resourcePolicy: appended(original.resourcePolicy, { ...denyAll, Principal: "*" }) };
}

function denyOnIdentity(original: AccessRequest): AccessRequest {
  return { ...original, identityPolicies: [...(original.identityPolicies ?? []), policy("denied", denyAll)] };
}

/**
 * Returns the request with only the statements of one effect. A document is never empty, since the grammar forbids it.
 */
function only(effect: string, original: AccessRequest): AccessRequest {
  return mapDocuments(original, (statements) =>
    statements.map((statement) => (statement.Effect === effect ? statement : { ...statement, Action: "other:Action" })),
  );
}

function mapDocuments(
  original: AccessRequest,
  change: (statements: readonly StatementParts[]) => readonly StatementParts[],
): AccessRequest {
  const changed = (document: NamedDocument) => policy(document.name, ...change(statementsOf(document)));
  const { resourcePolicy, permissionsBoundary } = original;
  return {
    ...original,
    identityPolicies: (original.identityPolicies ?? []).map(changed),
    ...(resourcePolicy && { resourcePolicy: changed(resourcePolicy) }),
    ...(permissionsBoundary && { permissionsBoundary: changed(permissionsBoundary) }),
  };
}

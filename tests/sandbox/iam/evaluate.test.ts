import type { AccessRequest, ContextValues, Verdict } from "../../../sandbox/iam/accessRequest";
import { canAssume, evaluate } from "../../../sandbox/iam/evaluate";
import { readJson } from "../../support/readJson";
import {
  ACCOUNT,
  allow,
  byIdentity,
  byResource,
  deny,
  EVENTS,
  policy,
  QUEUE,
  REQUEST,
  ROLE_ARN,
  SESSION_ARN,
  type StatementParts,
} from "./requests";

/** A group of cases from one page of the IAM User Guide. */
interface Page<Case> {
  readonly page: string;
  readonly cases: readonly Case[];
}

type ConditionCase = readonly [title: string, condition: object, context: ContextValues, applies: boolean];

/** The request's policies as statements; the other fields override REQUEST. `decidedBy` is `policy/statement`. */
type DecisionCase = readonly [
  title: string,
  request: Partial<AccessRequest> & Partial<Record<PolicyKind, readonly StatementParts[]>>,
  verdict: Verdict,
  decidedBy?: string,
];

type PolicyKind = "identity" | "byResource" | "boundary";

const CONDITION_PAGES = readJson<readonly Page<ConditionCase>[]>(__dirname, "cases/conditions.json");
const DECISION_PAGES = readJson<readonly Page<DecisionCase>[]>(__dirname, "cases/decisions.json");

/** Returns the request of a case, with its statements as policies. */
function requestOf(parts: DecisionCase[1]): AccessRequest {
  const { identity, byResource: resource, boundary, ...changes } = parts;
  return {
    ...REQUEST,
    ...changes,
    ...(identity && byIdentity(...identity)),
    ...(resource && byResource(...resource)),
    ...(boundary && { permissionsBoundary: policy("boundary", ...boundary) }),
  };
}

describe.each(CONDITION_PAGES)("a condition, as in $page", ({ cases }) => {
  test.each(cases)("%s", (_title, condition, context, applies) => {
    const request: AccessRequest = { ...REQUEST, ...byIdentity(allow({ Condition: condition })), context };
    expect(evaluate(request).verdict).toBe(applies ? "allowed" : "implicitDeny");
    const refused = { ...REQUEST, ...byIdentity(allow(), deny({ Condition: condition })), context };
    expect(evaluate(refused).verdict).toBe(applies ? "explicitDeny" : "allowed");
  });
});

describe.each(DECISION_PAGES)("a decision, as in $page", ({ cases }) => {
  test.each(cases.map((one) => ({ one })))("$one.0", ({ one: [, request, verdict, decidedBy] }) => {
    const decision = evaluate(requestOf(request));
    expect(decision.verdict).toBe(verdict);
    expect(decision.allowed).toBe(verdict === "allowed");
    const statement = decision.decidedBy && `${decision.decidedBy.policy}/${decision.decidedBy.statement}`;
    expect(statement).toBe(verdict === "implicitDeny" ? undefined : (decidedBy ?? statement));
  });
});

describe("a decision's reason has the form of AWS's messages", () => {
  const noPolicy = (type: string) =>
    `User: ${SESSION_ARN} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} because no ${type} ` +
    "allows the sqs:SendMessage action";
  const explicit = (where: string) =>
    `User: ${SESSION_ARN} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} with an explicit deny in ${where}`;
  const other = policy("narrow", allow({ Action: "sqs:ReceiveMessage" }));
  const reasons: readonly [title: string, request: Partial<AccessRequest>, reason: string][] = [
    ["no identity policy", {}, noPolicy("identity-based policy")],
    ["no boundary", { ...byIdentity(allow()), permissionsBoundary: other }, noPolicy("permissions boundary")],
    ["an identity policy's deny", byIdentity(deny()), explicit("an identity-based policy: identity")],
    ["a resource's deny", byResource(deny({ Principal: "*" })), explicit("a resource-based policy: resource")],
    ["a boundary's deny", { permissionsBoundary: policy("b", deny()) }, explicit("a permissions boundary: b")],
    [
      "no resource's policy for a service",
      { principal: EVENTS },
      noPolicy("resource-based policy").replace(SESSION_ARN, EVENTS.name),
    ],
    [
      "an action without a resource",
      { resource: "*" },
      noPolicy("identity-based policy").replace(` on resource: ${QUEUE}`, ""),
    ],
    [
      "an allow",
      byIdentity(allow({ Sid: "Send" })),
      `User: ${SESSION_ARN} is authorized to perform: sqs:SendMessage on resource: ${QUEUE} because statement Send of an ` +
        "identity-based policy allows it: identity",
    ],
  ];
  test.each(reasons)("%s", (_title, request, reason) => {
    expect(evaluate({ ...REQUEST, ...request }).reason).toBe(reason);
  });
});

test("a key in the request's context takes precedence over the derived one", () => {
  const condition = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
  const request = { ...REQUEST, ...byIdentity(allow({ Condition: condition })) };
  expect(evaluate({ ...request, context: { "AWS:requestedregion": "eu-west-1" } }).allowed).toBe(true);
  expect(evaluate(request).allowed).toBe(false);
});

test("a malformed policy of the request is an error, not a decision", () => {
  expect(() => evaluate({ ...REQUEST, identityPolicies: [{ name: "broken", document: "{" }] })).toThrow(
    "The policy broken",
  );
});

describe("a service may assume a role whose trust policy", () => {
  const service = { type: "Service", name: "lambda.amazonaws.com" } as const;
  const source = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:forwarder`;
  const lambda = { Principal: { Service: service.name } };
  const bound = { ...lambda, Condition: { ArnLike: { "aws:SourceArn": source } } };
  const trust = (...statements: readonly StatementParts[]) =>
    policy(ROLE_ARN, ...statements.map((parts) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...parts })));

  test.each<[string, readonly StatementParts[], ContextValues, Verdict]>([
    ["names it", [lambda], {}, "allowed"],
    ["lists it", [{ Principal: { Service: ["events.amazonaws.com", "lambda.amazonaws.com"] } }], {}, "allowed"],
    ["has a condition that is met", [bound], { "aws:SourceArn": source }, "allowed"],
    ["has a condition that is not met", [bound], {}, "implicitDeny"],
    ["names another service", [{ Principal: { Service: "events.amazonaws.com" } }], {}, "implicitDeny"],
    ["allows another action", [{ ...lambda, Action: "sts:TagSession" }], {}, "implicitDeny"],
    ["denies it", [{ Principal: "*" }, { Effect: "Deny", ...lambda }], {}, "explicitDeny"],
  ])("%s", (_, statements, context, verdict) => {
    expect(canAssume(trust(...statements), service, context).verdict).toBe(verdict);
  });

  test("with a reason in AWS's words, and is malformed if it has a resource", () => {
    expect(canAssume(trust({ Principal: { Service: "events.amazonaws.com" } }), service).reason).toBe(
      `User: lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN} because no role trust policy allows the sts:AssumeRole action`,
    );
    expect(() => canAssume(trust({ Principal: "*", Resource: "*" }), service)).toThrow(
      `The policy ${ROLE_ARN} is malformed at Statement[0].Resource: a trust policy has no resource`,
    );
  });
});

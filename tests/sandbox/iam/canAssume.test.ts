import { canAssume } from "../../../sandbox/iam/canAssume";
import { ACCOUNT, policy, ROLE_ARN, type StatementParts } from "./requests";

const LAMBDA = { type: "Service", name: "lambda.amazonaws.com" } as const;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:forwarder`;

function trust(...statements: readonly StatementParts[]) {
  return policy(ROLE_ARN, ...statements.map((parts) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...parts })));
}

const lambda = { Principal: { Service: "lambda.amazonaws.com" } };
const bound = { ...lambda, Condition: { ArnLike: { "aws:SourceArn": FUNCTION } } };

describe("a service and a role whose trust policy", () => {
  test.each<[string, readonly StatementParts[], Record<string, string>, string]>([
    ["names it", [lambda], {}, "allowed"],
    ["lists it", [{ Principal: { Service: ["events.amazonaws.com", "lambda.amazonaws.com"] } }], {}, "allowed"],
    ["has a condition that holds", [bound], { "aws:SourceArn": FUNCTION }, "allowed"],
    ["has a condition that does not", [bound], {}, "implicitDeny"],
    ["names another service", [{ Principal: { Service: "events.amazonaws.com" } }], {}, "implicitDeny"],
    ["allows another action", [{ ...lambda, Action: "sts:TagSession" }], {}, "implicitDeny"],
    ["denies it", [{ Principal: "*" }, { Effect: "Deny", ...lambda }], {}, "explicitDeny"],
  ])("%s", (_, statements, context, verdict) => {
    expect(canAssume(trust(...statements), LAMBDA, context).verdict).toBe(verdict);
  });

  test("decides with a reason in AWS's words", () => {
    const call = `sts:AssumeRole on resource: ${ROLE_ARN}`;
    expect(canAssume(trust(lambda), LAMBDA)).toEqual({
      allowed: true,
      verdict: "allowed",
      decidedBy: { policy: ROLE_ARN, policyType: "role trust policy", statement: 0 },
      reason: `User: lambda.amazonaws.com is authorized to perform: ${call} because statement 0 of a role trust policy allows it: ${ROLE_ARN}`,
    });
    expect(canAssume(trust({ Principal: { Service: "events.amazonaws.com" } }), LAMBDA).reason).toBe(
      `User: lambda.amazonaws.com is not authorized to perform: ${call} because no role trust policy allows the sts:AssumeRole action`,
    );
  });

  test("has a resource is malformed", () => {
    expect(() => canAssume(trust({ Principal: "*", Resource: "*" }), LAMBDA)).toThrow(
      `The policy ${ROLE_ARN} is malformed at Statement[0].Resource: a trust policy has no resource`,
    );
  });
});

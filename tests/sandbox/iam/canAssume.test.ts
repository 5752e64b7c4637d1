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

  test("has a resource is malformed", () => {
    expect(() => canAssume(trust({ Principal: "*", Resource: "*" }), LAMBDA)).toThrow(
      `The policy ${ROLE_ARN} is malformed at Statement[0].Resource: a trust policy has no resource`,
    );
  });
});

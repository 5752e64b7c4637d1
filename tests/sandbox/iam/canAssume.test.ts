import { canAssume } from "../../../sandbox/iam/canAssume";
import { ACCOUNT, policy, ROLE_ARN, type StatementParts } from "./requests";

const LAMBDA = { type: "Service", name: "lambda.amazonaws.com" } as const;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:forwarder`;

function trust(...statements: readonly StatementParts[]) {
  return policy(ROLE_ARN, ...statements.map((parts) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...parts })));
}

describe("a service assumes a role", () => {
  test("when the trust policy names it", () => {
    expect(canAssume(trust({ Principal: { Service: "lambda.amazonaws.com" } }), LAMBDA)).toEqual({
      allowed: true,
      verdict: "allowed",
      decidedBy: { policy: ROLE_ARN, policyType: "role trust policy", statement: 0 },
      reason:
        `User: lambda.amazonaws.com is authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN} because statement 0 ` +
        `of a role trust policy allows it: ${ROLE_ARN}`,
    });
  });

  test("when the trust policy lists it among others", () => {
    const services = ["events.amazonaws.com", "lambda.amazonaws.com"];
    expect(canAssume(trust({ Principal: { Service: services } }), LAMBDA).allowed).toBe(true);
  });

  test("when the condition on its source holds", () => {
    const policyOfRole = trust({
      Principal: { Service: "lambda.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": FUNCTION }, StringEquals: { "aws:SourceAccount": ACCOUNT } },
    });
    const context = { "aws:SourceArn": FUNCTION, "aws:SourceAccount": ACCOUNT };
    expect(canAssume(policyOfRole, LAMBDA, context).allowed).toBe(true);
    expect(canAssume(policyOfRole, LAMBDA).verdict).toBe("implicitDeny");
  });
});

test("a role whose ARN is not known goes by its name", () => {
  const named = { ...trust({ Principal: { Service: "lambda.amazonaws.com" } }), name: "forwarder" };
  expect(canAssume(named, LAMBDA)).toMatchObject({ allowed: true, decidedBy: { policy: "forwarder", statement: 0 } });
});

describe("a service does not assume a role", () => {
  test("when the trust policy names another service", () => {
    expect(canAssume(trust({ Principal: { Service: "events.amazonaws.com" } }), LAMBDA)).toEqual({
      allowed: false,
      verdict: "implicitDeny",
      reason:
        `User: lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE_ARN} because no role ` +
        "trust policy allows the sts:AssumeRole action",
    });
  });

  test("when the trust policy allows another action", () => {
    const policyOfRole = trust({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:TagSession" });
    expect(canAssume(policyOfRole, LAMBDA).verdict).toBe("implicitDeny");
  });

  test("when the trust policy denies it", () => {
    const policyOfRole = trust({ Principal: "*" }, { Effect: "Deny", Principal: { Service: "lambda.amazonaws.com" } });
    expect(canAssume(policyOfRole, LAMBDA)).toMatchObject({
      verdict: "explicitDeny",
      decidedBy: { statement: 1 },
      reason: expect.stringContaining("with an explicit deny in the role trust policy") as string,
    });
  });
});

test("a trust policy with a resource is malformed", () => {
  expect(() => canAssume(trust({ Principal: "*", Resource: "*" }), LAMBDA)).toThrow(
    `The policy ${ROLE_ARN} is malformed at Statement[0].Resource: a trust policy has no resource`,
  );
});

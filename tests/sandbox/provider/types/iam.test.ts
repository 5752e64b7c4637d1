import { declareResource, resourceTypes, unknownValue } from "../../../../sandbox/provider";
import { characters, context, expectAllowed, expectViolations, identityPolicy, trustPolicy } from "../cases";
import { happyPaths } from "../happyPaths";

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

/** The document with as many characters besides white space as asked for. */
function ofLength<Document extends { readonly Statement: readonly object[] }>(document: Document, length: number) {
  const withSid = (Sid: string) => ({ ...document, Statement: [{ ...document.Statement[0], Sid }] });
  return withSid(characters(length - JSON.stringify(withSid("")).length));
}

const policyArnForm = "an ARN of iam (arn:partition:service:region:account:resource)";

describe("a role", () => {
  const inputs = happyPaths[roleType];

  test("has its name for its id, its path in its ARN, and no Region", () => {
    expect(declareResource(roleType, "role", inputs, context)).toEqual({
      id: "okta-forwarder",
      outputs: {
        ...inputs,
        arn: "arn:aws:iam::123456789012:role/audit/okta-forwarder",
        assumeRolePolicy: JSON.stringify(trustPolicy),
        createDate: "2026-01-01T00:00:00Z",
        forceDetachPolicies: false,
        tagsAll: {},
        uniqueId: expect.stringMatching(/^AROA[0-9A-F]{17}$/),
      },
    });
  });

  test("without a path is at the root", () => {
    const { outputs } = declareResource(roleType, "role", { ...inputs, path: undefined }, context);
    expect([outputs.path, outputs.arn]).toEqual(["/", "arn:aws:iam::123456789012:role/okta-forwarder"]);
  });

  test("is replaced for another name or path", () => {
    expect(resourceTypes[roleType]?.replaceOnChanges).toEqual(["path", "name", "namePrefix"]);
  });

  test("whose document has an unknown part has an unknown document", () => {
    const [statement] = trustPolicy.Statement;
    const assumeRolePolicy = { Statement: [{ ...statement, Principal: { AWS: unknownValue } }] };
    const { outputs } = declareResource(roleType, "role", { ...inputs, assumeRolePolicy }, context);
    expect(outputs.assumeRolePolicy).toBe(unknownValue);
  });

  expectAllowed(roleType, inputs, [
    ["a name of 64 characters", { name: characters(64) }],
    ["an hour", { maxSessionDuration: 3600 }],
    ["twelve hours", { maxSessionDuration: 43_200 }],
    ["the root", { path: "/" }],
    ["AWS's own policy for a boundary", { permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    ["a trust policy of 2,048 characters", { assumeRolePolicy: ofLength(trustPolicy, 2048) }],
    ["white space besides", { assumeRolePolicy: JSON.stringify(ofLength(trustPolicy, 2048), undefined, 8) }],
  ]);

  const malformed = "assumeRolePolicy: MalformedPolicyDocument: The policy assumeRolePolicy is malformed at";

  expectViolations(roleType, inputs, [
    [
      "a name of 65 characters",
      { name: characters(65) },
      `name: it has 65 characters, but found "${characters(65)}"; allowed: 1 to 64 characters`,
    ],
    [
      "a name with a slash",
      { name: "a/b" },
      'name: it has another form, but found "a/b"; allowed: letters, digits and + = , . @ _ -',
    ],
    [
      "a path without its end",
      { path: "/audit" },
      'path: it has another form, but found "/audit"; allowed: / alone, or text between two /',
    ],
    [
      "a session of less than an hour",
      { maxSessionDuration: 3599 },
      "maxSessionDuration: it is out of range, but found 3599; allowed: whole numbers 3600 to 43200",
    ],
    [
      "a session of more than twelve hours",
      { maxSessionDuration: 43_201 },
      "maxSessionDuration: it is out of range, but found 43201; allowed: whole numbers 3600 to 43200",
    ],
    [
      "a boundary by its name",
      { permissionsBoundary: "boundary" },
      `permissionsBoundary: it has another form, but found "boundary"; allowed: ${policyArnForm}`,
    ],
    [
      "a role for a boundary",
      { permissionsBoundary: "arn:aws:iam::123456789012:role/x" },
      `permissionsBoundary: it has another form, but found "arn:aws:iam::123456789012:role/x"; allowed: ${policyArnForm}`,
    ],
    ["no trust policy", { assumeRolePolicy: undefined }, "assumeRolePolicy: it is required, but nothing is given"],
    [
      "a trust policy without a principal",
      { assumeRolePolicy: { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] } },
      `${malformed} Statement[0]: a statement has either Principal or NotPrincipal.`,
    ],
    [
      "a trust policy of 2,049 characters",
      { assumeRolePolicy: ofLength(trustPolicy, 2049) },
      `assumeRolePolicy: it has 2049 characters, but found ${JSON.stringify(ofLength(trustPolicy, 2049)).slice(0, 120)}...; allowed: up to 2048 characters`,
    ],
    [
      "a Region",
      { region: "eu-west-1" },
      'region: there is no such property, but found "eu-west-1"; allowed: name, namePrefix, assumeRolePolicy, description, forceDetachPolicies, inlinePolicies, managedPolicyArns, maxSessionDuration, path, permissionsBoundary, tags',
    ],
  ]);
});

describe("a role's inline policy", () => {
  const inputs = happyPaths[policyType];

  test("has the role and its name for its id", () => {
    expect(declareResource(policyType, "policy", inputs, context)).toEqual({
      id: "okta-forwarder:send",
      outputs: { ...inputs, policy: JSON.stringify(identityPolicy) },
    });
  });

  expectAllowed(policyType, inputs, [
    ["a name of 128 characters", { name: characters(128) }],
    ["10,240 characters", { policy: ofLength(identityPolicy, 10_240) }],
  ]);

  const [statement] = identityPolicy.Statement;

  expectViolations(policyType, inputs, [
    [
      "10,241 characters",
      { policy: ofLength(identityPolicy, 10_241) },
      `policy: it has 10241 characters, but found ${JSON.stringify(ofLength(identityPolicy, 10_241)).slice(0, 120)}...; allowed: up to 10240 characters`,
    ],
    [
      "a principal",
      { policy: { Statement: [{ ...statement, Principal: "*" }] } },
      "policy: MalformedPolicyDocument: The policy policy is malformed at Statement[0].Principal: an identity-based policy names no principal.",
    ],
    ["no role", { role: undefined }, "role: it is required, but nothing is given"],
    [
      "a role by its ARN",
      { role: "arn:aws:iam::123456789012:role/x" },
      'role: it has another form, but found "arn:aws:iam::123456789012:role/x"; allowed: letters, digits and + = , . @ _ -',
    ],
  ]);
});

describe("a managed policy on a role", () => {
  const inputs = happyPaths[attachmentType];

  test("has the role and the policy for its id", () => {
    expect(declareResource(attachmentType, "attachment", inputs, context)).toEqual({
      id: "okta-forwarder/arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      outputs: inputs,
    });
  });

  expectViolations(attachmentType, inputs, [
    [
      "a policy by its name",
      { policyArn: "AWSLambdaBasicExecutionRole" },
      `policyArn: it has another form, but found "AWSLambdaBasicExecutionRole"; allowed: ${policyArnForm}`,
    ],
  ]);
});

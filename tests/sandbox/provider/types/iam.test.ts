import { declareResource, resourceTypes, unknownValue } from "../../../../sandbox/provider";
import { context, identityPolicy, trustPolicy } from "../cases";
import happyPaths from "../happyPaths.json";

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

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
});

describe("a role's inline policy", () => {
  const inputs = happyPaths[policyType];

  test("has the role and its name for its id", () => {
    expect(declareResource(policyType, "policy", inputs, context)).toEqual({
      id: "okta-forwarder:send",
      outputs: { ...inputs, policy: JSON.stringify(identityPolicy) },
    });
  });
});

describe("a managed policy on a role", () => {
  const inputs = happyPaths[attachmentType];

  test("has the role and the policy for its id", () => {
    expect(declareResource(attachmentType, "attachment", inputs, context)).toEqual({
      id: "okta-forwarder/arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      outputs: inputs,
    });
  });
});

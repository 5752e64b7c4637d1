import { policies } from "../../policy/policies";
import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { documentOf } from "./planted/planted";
import { verdictsOn } from "./verdictsOn";

const account = "123456789012";
const queueArn = `arn:aws:sqs:us-east-1:${account}:audit`;
const wide = documentOf({ Effect: "Allow", Action: "sqs:*", Resource: queueArn });

async function subjects(type: string, props: object): Promise<readonly string[]> {
  const verdicts = await verdictsOn(policies, { type, name: "it", props });
  return verdicts.map(({ policy, subject }) => `${policy} ${subject}`);
}

const cloudControl = (typeName: string, desiredState: object) =>
  subjects("aws:cloudcontrol/resource:Resource", { typeName, desiredState: JSON.stringify(desiredState) });

const send = { Action: "sqs:SendMessage", Resource: queueArn };

describe("a grant is found in every place", () => {
  it.each([
    ["aws:iam/policy:Policy", (policy: unknown) => ({ policy })],
    ["aws:iam/userPolicy:UserPolicy", (policy: unknown) => ({ policy })],
    ["aws:iam/groupPolicy:GroupPolicy", (policy: unknown) => ({ policy })],
    ["aws:iam/role:Role", (policy: unknown) => ({ assumeRolePolicy: "{}", inlinePolicies: [{ name: "x", policy }] })],
    ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", (inlinePolicy: unknown) => ({ inlinePolicy })],
  ])("in %s, as text or as an object", async (type, propsOf) => {
    for (const document of [wide, JSON.stringify(wide)]) {
      expect(await subjects(type, propsOf(document))).toEqual([`least-privilege Action::sqs:*::${queueArn}`]);
    }
  });

  it.each([
    ["AWS::IAM::ManagedPolicy", { PolicyDocument: wide }],
    ["AWS::IAM::RolePolicy", { PolicyDocument: wide }],
    ["AWS::IAM::Role", { AssumeRolePolicyDocument: documentOf(), Policies: [{ PolicyDocument: wide }] }],
  ])("in a resource of Cloud Control: %s", async (typeName, desiredState) => {
    expect(await cloudControl(typeName, desiredState)).toEqual([`least-privilege Action::sqs:*::${queueArn}`]);
  });

  it.each(["{ Statement", "null", '{"Statement":[null,7,"x"]}'])(
    "and the text %s contains no grant",
    async (policy) => {
      expect(await subjects("aws:iam/policy:Policy", { policy })).toEqual([]);
    },
  );

  it("and is reported in one sentence with principal, grant and solution", async () => {
    const props = { policy: { Statement: { Effect: "Allow", Sid: "Send", ...send, Resource: "*" } } };
    const grant = { type: "aws:iam/rolePolicy:RolePolicy", name: "okta-grant", props };
    const [verdict] = await verdictsOn([leastPrivilege], grant);
    expect(verdict?.message).toBe(
      "okta-grant allows sqs:SendMessage on * (statement Send), which names no resource although the action can be limited to one; name its ARN.",
    );
  });
});

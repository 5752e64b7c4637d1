import { managedPoliciesAsOf, misnamedPolicies, wholeServicesOf } from "../../policy/data/managedPolicies";
import { managedPolicies } from "../../policy/policies/managedPolicies";
import { type Case, describeCases, verdictsOn } from "./verdictsOn";

const arnOf = (name: string, partition = "aws") => `arn:${partition}:iam::aws:policy/${name}`;
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const accepted = (name: string): Case => [name, { policyArn: arnOf(name) }];
const refused = (name: string): Case => [name, { policyArn: arnOf(name) }, `ManagedPolicy::${arnOf(name)}`];

async function messageOn(policyArn: string): Promise<string | undefined> {
  const [verdict] = await verdictsOn([managedPolicies], { type: attachmentType, name: "it", props: { policyArn } });
  return verdict?.message;
}

// The contents are those of the AWS Managed Policy Reference.
describeCases(managedPolicies, attachmentType, [
  ["a policy of the account", { policyArn: "arn:aws:iam::123456789012:policy/OurFullAccess" }],
  ...[
    "service-role/AWSLambdaBasicExecutionRole",
    "ReadOnlyAccess",
    "SecurityAudit",
    "AmazonSQSReadOnlyAccess",
    // It names each of the four actions of ssmmessages and six of ec2messages, which an agent needs.
    "AmazonSSMManagedInstanceCore",
    // These names suggest more than the policies grant: no deletion of repositories, only invocation, conditions.
    "AWSCodeCommitPowerUser",
    "AmazonAPIGatewayInvokeFullAccess",
    "AWSMcpServiceActionsFullAccess",
    // 31 of the 103 actions of workspaces.
    "AmazonWorkSpacesAdmin",
  ].map(accepted),
  ...[
    "AdministratorAccess",
    "PowerUserAccess",
    "AmazonSQSFullAccess",
    "AWSLambda_FullAccess",
    "AmazonDynamoDBFullAccess_v2",
    "AmazonGuardDutyFullAccess_v2",
    "SecretsManagerReadWrite",
    "AmazonAPIGatewayAdministrator",
    "AWSLambdaExecute",
    "AWSWAFFullAccess",
    "AmazonAuroraDSQLFullAccess",
    "job-function/SystemAdministrator",
    "job-function/DataScientist",
    "service-role/AmazonElasticMapReduceforEC2Role",
  ].map(refused),
]);

describeCases(managedPolicies, attachmentType, [
  ...["AmazonNewServiceFullAccess", "AWSNewServiceAdministrator", "AmazonNewServiceFullAccess_v2"].map(
    (name): Case => [`a name of full access that the table does not have: ${name}`, ...refusal(name)],
  ),
  ["another name outside of the table", { policyArn: arnOf("AmazonNewServiceReadOnlyAccess") }],
]);

function refusal(name: string): [object, string] {
  return [{ policyArn: arnOf(name) }, `ManagedPolicy::${arnOf(name)}`];
}

const administrator = arnOf("AdministratorAccess");
const found = `ManagedPolicy::${administrator}`;

describe("managed-policies", () => {
  // Pulumi Registry, the AWS package; AWS CloudFormation Template Reference.
  it.each<[string, object]>([
    ["aws:iam/role:Role", { managedPolicyArns: [administrator] }],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { policyArn: administrator }],
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", { policyArn: administrator }],
    ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", { policyArn: administrator }],
    ["aws:iam/policyAttachment:PolicyAttachment", { policyArn: administrator }],
    ["aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", { policyArns: [administrator] }],
    ["aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", { policyArns: [administrator] }],
    ["aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", { policyArns: [administrator] }],
    ["aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment", { managedPolicyArn: administrator }],
    [
      "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive",
      { managedPolicyArns: [administrator] },
    ],
    ["aws:budgets/budgetAction:BudgetAction", { definition: { iamActionDefinition: { policyArn: administrator } } }],
  ])("reads %s", async (type, props) => {
    const verdicts = await verdictsOn([managedPolicies], { type, name: "it", props });
    expect(verdicts.map(({ subject }) => subject)).toEqual([found]);
  });

  it.each([
    ["AWS::IAM::Role", { ManagedPolicyArns: [administrator] }],
    ["AWS::IAM::User", { ManagedPolicyArns: [administrator] }],
    ["AWS::IAM::Group", { ManagedPolicyArns: [administrator] }],
    ["AWS::SSO::PermissionSet", { ManagedPolicies: [administrator] }],
  ])("reads a %s of Cloud Control", async (typeName, desiredState) => {
    const props = { typeName, desiredState: JSON.stringify(desiredState) };
    const type = "aws:cloudcontrol/resource:Resource";
    const verdicts = await verdictsOn([managedPolicies], { type, name: "it", props });
    expect(verdicts.map(({ subject }) => subject)).toEqual([found]);
  });

  it("accepts a permissions boundary, which grants nothing", async () => {
    const props = { assumeRolePolicy: "{}", permissionsBoundary: administrator };
    expect(await verdictsOn([managedPolicies], { type: "aws:iam/role:Role", name: "it", props })).toEqual([]);
  });

  it.each(["aws-us-gov", "aws-cn", "aws-iso"])("recognizes the policies of the partition %s", async (partition) => {
    expect(await messageOn(arnOf("SecretsManagerReadWrite", partition))).toBeDefined();
    expect(await messageOn(arnOf("AWSCodeCommitPowerUser", partition))).toBeUndefined();
  });

  it("names what a policy grants whole", async () => {
    const remedy = "write a policy with only the actions and resources in use.";
    expect(await messageOn(arnOf("AmazonSQSFullAccess"))).toBe(
      `it attaches ${arnOf("AmazonSQSFullAccess")}, which allows every action of sqs on every resource; ${remedy}`,
    );
    expect(await messageOn(arnOf("job-function/DatabaseAdministrator"))).toContain(
      "which allows every action of dynamodb, elasticache, rds and redshift on every resource;",
    );
    expect(await messageOn(administrator)).toContain("which allows every action of every service on every resource;");
    expect(await messageOn(arnOf("PowerUserAccess"))).toContain(
      "which allows every action of every service except for account, iam and organizations on every resource;",
    );
    expect(await messageOn(arnOf("SageMakerStudioAdminIAMPermissiveExecutionPolicy"))).toMatch(
      /which allows every action of ([\w-]+, ){9}[\w-]+ and \d+ more services on every resource;/,
    );
    expect(await messageOn(arnOf("AmazonNewServiceFullAccess"))).toBe(
      `it attaches ${arnOf("AmazonNewServiceFullAccess")}, which AWS did not list on ${managedPoliciesAsOf} and whose name suggests that it allows every action of a service; ${remedy}`,
    );
  });

  it("has a sorted table with one entry per policy", () => {
    for (const names of [Object.keys(wholeServicesOf), misnamedPolicies]) {
      expect(names).toEqual([...new Set(names)].sort());
    }
    expect(misnamedPolicies.filter((name) => Object.hasOwn(wholeServicesOf, name))).toEqual([]);
    expect(managedPoliciesAsOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

import { unknownCheckingProxy } from "@pulumi/policy";
import { identityDocuments, resourceDocuments } from "../../../policy/documents/places";
import { resourcePolicies } from "../../../policy/policies/resourcePolicies";
import { canonicalResources } from "../../../policy/reading/canonical";
import { runChecks } from "../../../policy/runChecks";
import { WaiverLog } from "../../../policy/waivers";
import { documentOf } from "../planted/planted";

/**
 * The engine's mark of an unknown text (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`), as policies receive
 * it.
 */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const open = documentOf({ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" });

/** The findings of resource-policies, and the properties that it reports as not yet checked. */
async function previewOf(type: string, properties: object) {
  const props: Readonly<Record<string, unknown>> = unknownCheckingProxy(properties);
  const checks = canonicalResources({ type, name: "it", urn: "it", props }).flatMap((resource) =>
    resourcePolicies.rules.flatMap((rule) =>
      rule(resource, { configuration: {}, stackTags: new Map(), today: "2026-11-21" }),
    ),
  );
  const answers = await runChecks(resourcePolicies, checks, new WaiverLog("2026-11-21"));
  return { found: answers.findings.map(({ subject }) => subject), unknown: answers.unknown };
}

describe("in a preview", () => {
  it("an unknown policy is reported as not checked, another unknown property is not", async () => {
    const type = "aws:ecr/repositoryPolicy:RepositoryPolicy";
    const answers = await previewOf(type, { policy: unknown, repository: unknown });
    expect(answers).toEqual({ found: [], unknown: ["policy of it"] });
  });

  it("the known properties beside an unknown one are checked", async () => {
    const props = { arn: unknown, accessPolicies: JSON.stringify(open), tags: { owner: unknown } };
    const answers = await previewOf("aws:opensearch/domain:Domain", props);
    expect(answers).toEqual({ found: ["Principal::*::ecr:BatchGetImage"], unknown: [] });
  });

  it("a policy with an unknown resource inside its document is not checked", async () => {
    const policy = documentOf({ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage", Resource: unknown });
    const answers = await previewOf("aws:ecr/repositoryPolicy:RepositoryPolicy", { policy });
    expect(answers).toEqual({ found: [], unknown: ["policy.Statement.0.Resource of it"] });
  });

  it("a Cloud Control resource whose whole state is unknown has no document yet", async () => {
    const props = { typeName: "AWS::ECR::RegistryPolicy", desiredState: unknown };
    expect((await previewOf("aws:cloudcontrol/resource:Resource", props)).found).toEqual([]);
  });

  it("a permission with an unknown source is checked by its account, if it has one", async () => {
    const type = "aws:lambda/permission:Permission";
    const props = {
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      function: unknown,
      sourceArn: unknown,
    };
    expect(await previewOf(type, props)).toEqual({ found: [], unknown: ["sourceArn of it"] });
    expect(await previewOf(type, { ...props, sourceAccount: "123456789012" })).toEqual({ found: [], unknown: [] });
  });
});

it("a document without principals counts as a grant of an identity", () => {
  const policy = documentOf({ Effect: "Allow", Action: "iot:Connect", Resource: "*" });
  const resource = { type: "aws:iot/policy:Policy", name: "it", urn: "it", props: { policy } };
  expect(identityDocuments(resource).map((read) => read())).toEqual([policy]);
  expect(resourceDocuments(resource)).toEqual([]);
});

it.each([
  ["aws:efs/fileSystemPolicy:FileSystemPolicy", "file system"],
  ["aws:backup/vaultPolicy:VaultPolicy", "vault"],
  ["aws:kinesis/resourcePolicy:ResourcePolicy", "kinesis resource"],
  ["aws:apigateway/restApiPolicy:RestApiPolicy", "REST API"],
  ["AWS::ECR::RegistryPolicy", "registry"],
])("the message on the policy of a %s names a %s", (type, kind) => {
  const documents = resourceDocuments({ type, name: "it", urn: "it", props: { policy: open } });
  expect(documents.map((document) => document.kind)).toEqual([kind]);
});

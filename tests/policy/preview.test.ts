import { unknownCheckingProxy } from "@pulumi/policy";
import type { JudgedResource } from "../../policy/judgedResource";
import { PackRun } from "../../policy/packRun";
import { policies } from "../../policy/policies";
import { queueVisibility } from "../../policy/policies/queueVisibility";
import { isStackPolicy, type Policy } from "../../policy/policy";
import { canonicalResources } from "../../policy/reading/canonical";
import { checksOf, runChecks } from "../../policy/runChecks";
import { JudgedStack } from "../../policy/stack/judgedStack";

/**
 * The engine's mark of an unknown text (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`), as policies receive
 * it.
 */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Sources = Readonly<Record<string, readonly string[]>>;

function planned(type: string, name: string, props: object, sources: Sources = {}): JudgedResource {
  const sourcesOf = (property: string) => sources[property] ?? [];
  return { type, name, urn: urnOf(type, name), props: unknownCheckingProxy(props), sourcesOf };
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::test::${type}::${name}`;
}

/** The findings of policies on resources with unknown values, and the properties that they cannot check. */
async function found(judging: readonly Policy[], resources: readonly JudgedResource[]) {
  const run = new PackRun(new Date("2026-11-21"));
  const canonical = resources.flatMap(canonicalResources);
  const stack = new JudgedStack(canonical);
  const answers = judging.map((policy) => {
    const circumstances = run.circumstances(policy, {}, new Map());
    const checks = isStackPolicy(policy)
      ? checksOf(policy.stackRules, stack, stack.itself, circumstances)
      : canonical.flatMap((one) => checksOf(policy.rules, one, one, circumstances));
    return runChecks(policy, checks, run.waivers);
  });
  const all = await Promise.all(answers);
  return {
    subjects: all.flatMap(({ findings }) => findings.map(({ about, subject }) => `${about.name} ${subject}`)),
    unjudged: all.flatMap((one) => one.unknown),
  };
}

const cloudControlType = "aws:cloudcontrol/resource:Resource";
const stated = (name: string, typeName: string, ...desiredState: readonly string[]) =>
  planned(cloudControlType, name, { typeName, desiredState: unknown }, { desiredState });
const queueType = "aws-native:sqs:Queue";

describe("in a preview", () => {
  it.each([
    ...["Events::Rule", "IAM::Role", "KMS::Key", "Lambda::EventSourceMapping", "Lambda::Function"],
    ...["Logs::LogGroup", "S3::Bucket", "SNS::Subscription", "SQS::Queue", "SQS::QueuePolicy"],
  ])("AWS::%s with an unknown state is not checked, and blocks nothing", async (type) => {
    const { subjects, unjudged } = await found(policies, [stated("it", `AWS::${type}`)]);
    expect(subjects).toEqual([]);
    expect(unjudged).toContain("desiredState of it");
  });

  it("a target with an unknown ARN keeps its other findings", async () => {
    const rule = planned("aws-native:events:Rule", "it", { targets: [{ id: "one", arn: unknown }] });
    const { subjects } = await found(policies, [rule]);
    expect(subjects).toEqual(["it deadLetterConfig", "it retryPolicy"]);
  });

  it("a redrive policy with an unknown ARN still counts as a dead-letter queue", async () => {
    const redrivePolicy = { deadLetterTargetArn: unknown, maxReceiveCount: 5 };
    const work = planned(queueType, "work", { redrivePolicy }, { redrivePolicy: [urnOf(queueType, "dead")] });
    const { subjects } = await found(policies, [work, planned(queueType, "dead", { arn: unknown })]);
    expect(subjects).toEqual(["work messageRetentionSeconds::345600"]);
  });

  it("neither of two queues in an unknown state counts as the one that is read", async () => {
    const queue = (name: string) => planned(queueType, name, { arn: unknown, visibilityTimeout: 30 });
    const reader = planned("aws-native:lambda:Function", "reader", { arn: unknown, timeout: 60 });
    const mappingOf = (...queues: readonly JudgedResource[]) =>
      stated("mapping", "AWS::Lambda::EventSourceMapping", ...[...queues, reader].map(({ urn }) => urn));
    const [work, dead] = [queue("work"), queue("dead")];
    expect((await found([queueVisibility], [work, dead, reader, mappingOf(work, dead)])).unjudged).toEqual([
      "desiredState of mapping",
    ]);
  });

  it("a bucket without a known name has its inner settings", async () => {
    const desiredState = JSON.stringify({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 365 } } },
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true },
    });
    const bucket = planned(cloudControlType, "it", { typeName: "AWS::S3::Bucket", desiredState });
    const { subjects } = await found(policies, [bucket]);
    expect(subjects).toEqual(["it restrictPublicBuckets", "it policy"]);
  });
});

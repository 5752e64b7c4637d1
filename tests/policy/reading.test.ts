import { policies } from "../../policy/policies";
import { unjudgedTypes } from "../../policy/policies/unjudgedTypes";
import { canonicalResources } from "../../policy/reading/canonical";
import { describeStacks, verdictsOn, type Written } from "./verdictsOn";

const cloudControl = (typeName: string, desiredState: object, name = "it"): Written => ({
  type: "aws:cloudcontrol/resource:Resource",
  name,
  props: { typeName, desiredState: JSON.stringify(desiredState) },
});
const upper = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;
const subjectsOn = async (written: Written) =>
  (await verdictsOn(policies, written)).map(({ policy, subject }) => `${policy} ${subject}`);

// Names of types and properties: AWS CloudFormation Template Reference; Pulumi Registry, AWS Native package.
describe("a resource gets the same results in every form", () => {
  const arn = "arn:aws:sqs:us-east-1:123456789012:work";
  it.each<[type: string, native: string, props: Readonly<Record<string, unknown>>, ...findings: string[]]>([
    ["AWS::Logs::LogGroup", "aws-native:logs:LogGroup", { retentionInDays: 1 }, "retention retentionInDays::1"],
    [
      "AWS::CloudTrail::EventDataStore",
      "aws-native:cloudtrail:EventDataStore",
      { retentionPeriod: 7, terminationProtectionEnabled: false, ingestionEnabled: false },
      "retention retentionPeriod::7",
      "event-data-store terminationProtectionEnabled::false",
      "event-data-store suspend::true",
    ],
    [
      "AWS::SQS::Queue",
      "aws-native:sqs:Queue",
      {
        messageRetentionPeriod: 60,
        sqsManagedSseEnabled: false,
        redrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 1 },
      },
      "retention messageRetentionSeconds::60",
      "encryption-at-rest sqsManagedSseEnabled::false",
      "redrive maxReceiveCount::1",
    ],
    ["AWS::Events::Archive", "aws-native:events:Archive", { retentionDays: 0 }],
    [
      "AWS::SNS::Topic",
      "aws-native:sns:Topic",
      { kmsMasterKeyId: "alias/aws/sns" },
      "topic-encryption kmsMasterKeyId::alias/aws/sns",
    ],
    ["AWS::KMS::Key", "aws-native:kms:Key", { enabled: true }, "key-rotation enableKeyRotation"],
    ["AWS::KMS::Key", "aws-native:kms:Key", { keySpec: "RSA_2048" }],
    ["AWS::KMS::Key", "aws-native:kms:Key", { origin: "EXTERNAL" }],
  ])("%s", async (typeName, native, props, ...findings) => {
    const state = Object.fromEntries(Object.entries(props).map(([name, value]) => [upper(name), value]));
    expect((await subjectsOn(cloudControl(typeName, state))).sort()).toEqual([...findings].sort());
    expect((await subjectsOn({ type: native, name: "it", props })).sort()).toEqual([...findings].sort());
  });

  it("failed records of a stream's mapping have a destination", async () => {
    const mapping = (DestinationConfig: object) =>
      cloudControl("AWS::Lambda::EventSourceMapping", {
        EventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/clicks",
        MaximumRetryAttempts: 3,
        DestinationConfig,
      });
    expect(await subjectsOn(mapping({ OnFailure: { Destination: arn } }))).toEqual([]);
    expect(await subjectsOn(mapping({}))).toEqual(["undelivered-events onFailure"]);
  });

  it("a topic's subscriptions are subscriptions", async () => {
    const written = cloudControl("AWS::SNS::Topic", { Subscription: [{ Protocol: "sqs", Endpoint: arn }] });
    expect(await subjectsOn(written)).toEqual(["undelivered-events redrivePolicy"]);
  });

  it("a rule's targets are targets", async () => {
    const written = cloudControl("AWS::Events::Rule", { Name: "r", Targets: [{ Id: "one", Arn: arn }] });
    expect(await subjectsOn(written)).toEqual(["event-targets deadLetterConfig", "event-targets retryPolicy"]);
  });

  it("a bucket's configurations are those of the separate resources", () => {
    const [bucket, ...parts] = canonicalResources({
      urn: "it",
      ...cloudControl("AWS::S3::Bucket", {
        BucketName: "audit",
        ObjectLockEnabled: true,
        VersioningConfiguration: { Status: "Enabled" },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/audit" } },
          ],
        },
        LifecycleConfiguration: { Rules: [{ Id: "old", Status: "Enabled", ExpirationInDays: 30 }] },
      }),
    } as Parameters<typeof canonicalResources>[0]);
    expect(bucket?.type).toBe("aws:s3/bucket:Bucket");
    expect(bucket?.props.bucket).toBe("audit");
    expect(
      Object.fromEntries(
        parts.map(({ type, props }) => [
          type.split(":").at(-1),
          [props.bucket, props.rules ?? props.versioningConfiguration ?? props.blockPublicAcls],
        ]),
      ),
    ).toEqual({
      BucketVersioning: ["audit", { status: "Enabled" }],
      BucketPublicAccessBlock: ["audit", true],
      BucketLifecycleConfiguration: ["audit", [{ id: "old", status: "Enabled", expiration: { days: 30 } }]],
      BucketServerSideEncryptionConfiguration: [
        "audit",
        [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "alias/audit" } }],
      ],
    });
  });

  it("variables and documents keep their names", () => {
    const [lambda] = canonicalResources({
      urn: "it",
      ...cloudControl("AWS::Lambda::Function", {
        FunctionName: "reader",
        Environment: { Variables: { DB_Host: "db", Name: "x" } },
        Tags: [{ Key: "Owner", Value: "team" }],
        Code: { ZipFile: "exports.handler = 1" },
      }),
    } as Parameters<typeof canonicalResources>[0]);
    const { name, environment, tags, code } = lambda?.props ?? {};
    expect({ name, environment, tags, code }).toEqual({
      name: "reader",
      environment: { variables: { DB_Host: "db", Name: "x" } },
      tags: { Owner: "team" },
      code: "exports.handler = 1",
    });
  });
});

describeStacks(unjudgedTypes, [
  ["types that the pack knows", [cloudControl("AWS::SQS::Queue", {}), cloudControl("AWS::CloudTrail::Channel", {})]],
  [
    "a type that it does not know is said once",
    [
      cloudControl("AWS::AppRunner::Service", {}, "b"),
      cloudControl("AWS::AppRunner::Service", {}, "a"),
      { type: "aws-native:mediastore:Container", name: "c", props: {} },
    ],
    "a Type::AWS::AppRunner::Service",
    "c Type::AWS::mediastore::Container",
  ],
]);

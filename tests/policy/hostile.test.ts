import fc from "fast-check";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { uniquenessOfTypes } from "../../policy/policies/uniqueNames";
import { documentOf } from "./planted/planted";
import { recorded } from "./verdictsOn";

const types = [
  ...Object.keys(uniquenessOfTypes),
  "aws:cloudcontrol/resource:Resource",
  "aws:kms/key:Key",
  "aws:cloudwatch/eventPermission:EventPermission",
  "aws:ecr/repositoryPolicy:RepositoryPolicy",
  "aws:lambda/functionUrl:FunctionUrl",
  "aws:lambda/permission:Permission",
  "aws:lambda/function:Function",
  "aws:glue/catalogTable:CatalogTable",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "partner-audit:index:PartnerAuditIntegration",
];
const properties =
  "principal action sourceArn condition authorizationType allowedAccountIds typeName desiredState policy policyDocument assumeRolePolicy inlinePolicies managedPolicyArns policyArn advancedEventSelectors redrivePolicy deadLetterConfig retryPolicy environment code loggingConfig functionResponseTypes scalingConfig eventSourceArn functionName tags runtime role name retentionInDays target queueUrl bucket objectLockEnabled objectLockConfiguration rule rules lifecycleRules storageDescriptor versioningConfiguration serverSideEncryptionConfiguration";
const unusable = {
  name: "stopped",
  description: "Is stopped before it has a check.",
  severity: "low",
  enforcementLevel: "mandatory",
  references: [],
  remediation: "Correct the resource.",
} as const;
const elements = "Sid Effect Action NotAction Resource NotResource Principal NotPrincipal Condition";
const json = fc.jsonValue({ maxDepth: 4 });
const words = fc.constantFrom(
  ...["*", "sqs:*", "arn:aws:sqs:*:*:*", "Allow", "Deny", "AWS", "StringEquals", "", "(", "constructor"],
);
const statement = fc.dictionary(
  fc.constantFrom(...elements.split(" ")),
  fc.oneof(words, fc.array(words), json, fc.dictionary(words, fc.oneof(words, json))),
);
const value = fc.oneof(
  json,
  words,
  fc.json(),
  fc.array(statement).map((statements) => documentOf(...statements)),
  fc.array(statement).map((statements) => JSON.stringify(documentOf(...statements))),
);
const resource = fc.record({
  type: fc.constantFrom(...types),
  name: fc.constantFrom("one", "other", "(*)", "constructor"),
  props: fc
    .dictionary(fc.constantFrom(...properties.split(" ")), value)
    .map((props) => JSON.parse(JSON.stringify(props)) as Readonly<Record<string, unknown>>),
});

/**
 * Values that no provider accepts: objects instead of texts, lists and numbers instead of blocks, and very deep JSON.
 */
const malformed: readonly (readonly [type: string, props: object])[] = [
  ["aws:athena/workgroup:Workgroup", { name: { toString: null } }],
  ["aws:cloudwatch/logGroup:LogGroup", { name: { toString: null } }],
  ["aws:glue/catalogTable:CatalogTable", { storageDescriptor: { columns: 5 } }],
  ["aws:glue/catalogTable:CatalogTable", { storageDescriptor: { columns: [null, 5, { name: {} }] } }],
  ["aws:lambda/function:Function", { environment: { variables: { AUDIT_LOG_GROUP_ARN: 5, LAKE_BUCKET_NAME: {} } } }],
  ["aws:lambda/permission:Permission", { principal: { toString: null } }],
  ["aws-native:cloudtrail:Channel", { source: { toString: null } }],
  ...["AWS::SQS::Queue", "AWS::Lambda::Function"].map(
    (typeName) =>
      [
        "aws:cloudcontrol/resource:Resource",
        { typeName, desiredState: `${'{"DeadLetterConfig":'.repeat(20_000)}1${"}".repeat(20_000)}` },
      ] as const,
  ),
];

describe("any resource", () => {
  it.each(malformed)("with malformed %s is checked or refused", async (type, props) => {
    expect((await judge(policies, recorded({ type, name: "it", props }))).unknown).toEqual([]);
  });

  it("is refused by a rule that its malformed values stop", async () => {
    const stop = () => {
      throw new TypeError("columns is not iterable");
    };
    const policy = { ...unusable, stackRules: [stop] };
    const { verdicts } = await judge([policy], recorded([]));
    expect(verdicts.map(({ subject }) => subject)).toEqual(["Malformed::pulumi:pulumi:Stack"]);
  });

  it("gets sentences from every policy, and none throws", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { maxLength: 8 }), async (resources) => {
        const { verdicts, unknown } = await judge(policies, recorded(resources));
        expect(unknown).toEqual([]);
        for (const { message, subject } of verdicts) {
          expect(message).toMatch(/\.$/);
          expect(subject).not.toBe("");
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a document of any size", () => {
  // IAM takes 10,240 characters at most (IAM User Guide, "IAM and AWS STS quotas"); a program may declare more.
  it.each([
    ["open variables", "${".repeat(50_000)],
    ["open variables with colons", "${a:".repeat(25_000)],
    ["a variable of colons", `\${${":".repeat(100_000)}`],
    ["wildcards", "*a?".repeat(30_000)],
  ])("with %s is checked within seconds", async (_what, name) => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}` };
    const started = performance.now();
    const [document] = recorded([
      { type: "aws:iam/policy:Policy", name: "one", props: { policy: JSON.stringify(documentOf(statement)) } },
    ]);
    await judge(policies, document === undefined ? [] : [document]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

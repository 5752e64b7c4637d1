import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../sandbox/engine/cloud";
import { declareResource, type Inputs, resourceTypes, uniquenessOfTypes } from "../../sandbox/provider";
import { deploy } from "../../sandbox/sandbox";
import * as d from "./declared";
import { context, inOrder } from "./provider/cases";

const cloudControl = "aws:cloudcontrol/resource:Resource";
const store = "arn:aws:cloudtrail:eu-west-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-000000000001";

const lakeDashboard = {
  typeName: "AWS::CloudTrail::Dashboard",
  desiredState: JSON.stringify({ Name: "okta", Widgets: [], TerminationProtectionEnabled: false }),
};

/**
 * Every type whose names are unique, and AWS's response to a second creation: the errors of the operation in the
 * service's API reference, or its description of an existing name ("creates or updates", "is returned").
 */
const answers: readonly (readonly [type: string, inputs: Inputs, answer: string])[] = [
  [cloudControl, lakeDashboard, "AlreadyExists"],
  ...(
    [
      [cloudControl, "ChannelAlreadyExistsException"],
      ["aws:cloudtrail/eventDataStore:EventDataStore", "EventDataStoreAlreadyExistsException"],
      ["aws:cloudwatch/dashboard:Dashboard", "PutDashboard would overwrite it"],
      ["aws:cloudwatch/eventArchive:EventArchive", "ResourceAlreadyExistsException"],
      ["aws:athena/workgroup:Workgroup", "InvalidRequestException"],
      ["aws:cloudwatch/eventBus:EventBus", "ResourceAlreadyExistsException"],
      ["aws:cloudwatch/eventRule:EventRule", "PutRule would overwrite it"],
      ["aws:cloudwatch/eventTarget:EventTarget", "PutTargets would overwrite it"],
      ["aws:cloudwatch/logGroup:LogGroup", "ResourceAlreadyExistsException"],
      ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "PutResourcePolicy would overwrite it"],
      ["aws:cloudwatch/metricAlarm:MetricAlarm", "PutMetricAlarm would overwrite it"],
      ["aws:dynamodb/table:Table", "ResourceInUseException"],
      ["aws:glue/catalogDatabase:CatalogDatabase", "AlreadyExistsException"],
      ["aws:glue/catalogTable:CatalogTable", "AlreadyExistsException"],
      ["aws:iam/policy:Policy", "EntityAlreadyExists"],
      ["aws:iam/role:Role", "EntityAlreadyExists"],
      ["aws:iam/rolePolicy:RolePolicy", "PutRolePolicy would overwrite it"],
      ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "AttachRolePolicy would share it"],
      ["aws:lambda/eventSourceMapping:EventSourceMapping", "ResourceConflictException"],
      ["aws:lambda/function:Function", "ResourceConflictException"],
      ["aws:s3/bucket:Bucket", "BucketAlreadyOwnedByYou"],
      [
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        "PutBucketLifecycleConfiguration would overwrite it",
      ],
      ["aws:s3/bucketNotification:BucketNotification", "PutBucketNotificationConfiguration would overwrite it"],
      [
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        "PutObjectLockConfiguration would overwrite it",
      ],
      ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", "PutBucketOwnershipControls would overwrite it"],
      ["aws:s3/bucketPolicy:BucketPolicy", "PutBucketPolicy would overwrite it"],
      ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "PutPublicAccessBlock would overwrite it"],
      [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        "PutBucketEncryption would overwrite it",
      ],
      ["aws:s3/bucketVersioning:BucketVersioning", "PutBucketVersioning would overwrite it"],
      ["aws:scheduler/schedule:Schedule", "ConflictException"],
      ["aws:scheduler/scheduleGroup:ScheduleGroup", "ConflictException"],
      ["aws:sns/topic:Topic", "CreateTopic would share it"],
      ["aws:sqs/queue:Queue", "QueueAlreadyExists"],
      ["aws:sqs/queuePolicy:QueuePolicy", "SetQueueAttributes would overwrite it"],
    ] as const
  ).map(([type, answer]) => [type, inOrder[type] ?? {}, answer] as const),
];

function declared(type: string, name: string, inputs: Inputs) {
  const { outputs, id } = declareResource(type, name, inputs, context);
  return d.declared(type, name, inputs, outputs, id);
}

describe("a second resource of a physical name", () => {
  const folder = mkdtempSync(join(tmpdir(), "equal names "));
  afterEach(() => rmSync(join(folder, "cloud.json"), { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  const cloud = () => {
    const made = new Cloud(join(folder, "cloud.json"), context);
    // The channel's destination.
    const type = "aws:cloudtrail/eventDataStore:EventDataStore";
    const { id } = made.create(type, "store", { ...inOrder[type], name: "the-store" });
    return { made, inputsOf: (inputs: Inputs) => JSON.parse(JSON.stringify(inputs).replaceAll(store, id)) as Inputs };
  };

  it.each(answers)("is refused for %s, by the sandbox and by the engine's cloud (%#)", async (type, given, answer) => {
    const deployed = deploy([declared(type, "first", given), declared(type, "second", given)]);
    const message = `The deployment failed:\n {2}- ${type} "second": ${answer}: "first" has the name .* already; give one of them another name\\.$`;
    await expect(deployed).rejects.toThrow(new RegExp(`^${message}`));
    const { made, inputsOf } = cloud();
    const inputs = inputsOf(given);
    made.create(type, "first", inputs);
    // A bucket keeps its settings when its stack is destroyed, and the next stack writes them again.
    if (/^aws:s3\/bucket[A-Z]/.test(type)) {
      return;
    }
    expect(() => made.create(type, "second", inputs)).toThrow(new RegExp(`^${answer}: .* already exists$`));
  });

  it("is refused for every type except those with a generated id", () => {
    const kinds = answers.map(([type, inputs]) => (type === cloudControl ? inputs.typeName : type));
    expect([...kinds, "AWS::CloudTrail::ResourcePolicy"].sort()).toEqual(Object.keys(uniquenessOfTypes).sort());
    const repeatable = Object.keys(resourceTypes).filter((type) => type !== cloudControl && !kinds.includes(type));
    expect(repeatable.sort()).toEqual([
      "aws:athena/namedQuery:NamedQuery",
      "aws:cloudwatch/queryDefinition:QueryDefinition",
      "aws:kms/key:Key",
    ]);
  });

  it("is accepted in another Region, on another bus, for another role, and for saved queries", () => {
    const { made } = cloud();
    const twice = (type: string, other: Inputs) => {
      made.create(type, "first", inOrder[type] ?? {});
      made.create(type, "second", { ...inOrder[type], ...other });
    };
    twice("aws:cloudwatch/logGroup:LogGroup", { region: "us-east-1" });
    twice("aws:cloudwatch/eventRule:EventRule", { eventBusName: "aws.partner/okta.com/emea/audit" });
    twice("aws:iam/rolePolicy:RolePolicy", { role: "another" });
    twice("aws:cloudwatch/queryDefinition:QueryDefinition", {});
  });
});

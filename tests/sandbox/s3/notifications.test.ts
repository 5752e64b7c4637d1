import { DeleteObjectCommand, Event, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { declaredAuthorization } from "../../../sandbox/deployment/authorization";
import type { DeclaredResource } from "../../../sandbox/program/declaredResource";
import { existingResources } from "../../../sandbox/program/existing";
import type { StackSandbox } from "../../../sandbox/program/stackSandbox";
import { declareResource } from "../../../sandbox/provider";
import { declareStack, oktaAlone } from "../../support/declare";
import { type Change, changeInputs, startTime, withStack } from "../../support/stack";
import { context } from "../provider/cases";

const account = "123456789012";
const bucketName = `partner-audit-dev-lake-${account}-us-east-1`;
const topicArn = `arn:aws:sns:us-east-1:${account}:partner-audit-dev_alarms`;
const breakGlass = `arn:aws:iam::${account}:role/break-glass`;
const okta = { ...oktaAlone.okta, sink: "s3" };
const configuration = (alarms: object) => ({
  vendors: { okta },
  lake: { firstDay: "2026-11-01", breakGlassRoleArns: [breakGlass] },
  alarms,
});
const subject = "Amazon S3 Notification";

/** Runs a function on a stack as a role that may do everything that the stack's policies do not deny. */
async function asBreakGlass(
  work: (stack: StackSandbox, client: S3Client) => Promise<void> = async () => undefined,
  { alarms = {}, change = (resources) => resources }: { alarms?: object; change?: Change } = {},
) {
  const program = await declareStack(configuration(alarms));
  const existing = existingResources(program);
  const document = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }], Version: "2012-10-17" };
  const identityPolicies = { [breakGlass]: [{ name: "break-glass", document }] };
  const authorize = declaredAuthorization(change(program.resources), { ...existing, identityPolicies });
  await withStack(
    async (stack) => {
      const { credentials, gatewayUrl: endpoint } = stack.sandbox;
      const caller = { credentials: credentials.issue(breakGlass, "session"), maxAttempts: 1 };
      await work(stack, new S3Client({ region: "us-east-1", endpoint, ...caller }));
    },
    { change, existing, authorize },
    configuration(alarms),
  );
}

/** Changes the text of a resource's document, in its inputs and, if authorization reads them, its outputs. */
function changePolicy(name: string, edit: (statements: readonly Statement[]) => readonly Statement[]): Change {
  return (resources: readonly DeclaredResource[]) =>
    resources.map((resource) => {
      if (resource.name !== name) return resource;
      const document = JSON.parse(String(resource.inputs.policy));
      const policy = JSON.stringify({ ...document, Statement: edit(document.Statement) });
      return { ...resource, inputs: { ...resource.inputs, policy }, outputs: { ...resource.outputs, policy } };
    });
}

interface Statement {
  readonly Sid: string;
  readonly Condition?: object;
}

const withoutBucket = (statements: readonly Statement[]) => statements.filter(({ Sid }) => Sid !== "AllowBucket");
const forBucket = (Condition: object) => (statements: readonly Statement[]) =>
  statements.map((one) => (one.Sid === "AllowBucket" ? { ...one, Condition } : one));

/** Amazon S3 User Guide, "Event message structure" and "Walkthrough: Configuring a bucket for notifications". */
describe("the stack's topic of alarms", () => {
  it("receives a test message at the deployment, and then one for each object that is hidden or deleted, but none for stored objects", async () => {
    await asBreakGlass(async ({ sandbox }, client) => {
      expect(sandbox.published).toEqual([{ topicArn, subject, at: startTime, message: expect.any(String) }]);
      expect(JSON.parse(sandbox.published[0]?.message ?? "")).toEqual({
        Service: "Amazon S3",
        Event: "s3:TestEvent",
        Time: new Date(startTime).toISOString(),
        Bucket: bucketName,
        RequestId: expect.any(String),
        HostId: expect.any(String),
      });
      const object = { Bucket: bucketName, Key: "events/integration=okta/red flower.parquet" };
      const { VersionId } = await client.send(new PutObjectCommand({ ...object, Body: "x" }));
      expect(sandbox.published).toHaveLength(1);
      const hidden = await client.send(new DeleteObjectCommand(object));
      expect(hidden.DeleteMarker).toBe(true);
      await client.send(new DeleteObjectCommand({ ...object, VersionId, BypassGovernanceRetention: true }));
      const records = sandbox.published.slice(1).map(({ message }) => JSON.parse(message).Records);
      expect(records).toMatchObject([
        [
          {
            eventVersion: "2.1",
            eventSource: "aws:s3",
            awsRegion: "us-east-1",
            eventTime: new Date(startTime).toISOString(),
            eventName: "ObjectRemoved:DeleteMarkerCreated",
            responseElements: { "x-amz-request-id": hidden.$metadata.requestId },
            s3: {
              s3SchemaVersion: "1.0",
              configurationId: "removed-objects",
              bucket: { name: bucketName, arn: `arn:aws:s3:::${bucketName}` },
              // "The object keyname value is URL encoded. For example "red flower.jpg" becomes "red+flower.jpg"".
              object: { key: "events/integration%3Dokta/red+flower.parquet", versionId: hidden.VersionId },
            },
          },
        ],
        [{ eventName: "ObjectRemoved:Delete", s3: { object: { versionId: VersionId } } }],
      ]);
      const [first, second] = records.map(([{ s3 }]) => s3.object.sequencer);
      expect(second > first).toBe(true);
    });
  });

  it("also receives them under the stack's key, and so does an existing topic", async () => {
    await asBreakGlass(async ({ sandbox }) => expect(sandbox.published).toHaveLength(1), { alarms: { encrypt: true } });
    const given = `arn:aws:sns:us-east-1:${account}:on-call`;
    await asBreakGlass(async ({ sandbox }) => expect(sandbox.published).toMatchObject([{ topicArn: given, subject }]), {
      alarms: { topicArn: given },
    });
  });

  it("receives nothing if the stack has no alarms", async () => {
    await withStack(
      async ({ sandbox }) => expect(sandbox.published).toEqual([]),
      {},
      { ...configuration({}), alarms: undefined },
    );
  });
});

/** Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination", "Supported event destinations". */
describe("S3 refuses the notification", () => {
  const topics = (changed: object) =>
    changeInputs("lake/notification", ({ topics }) => ({ topics: [{ ...Object(topics)[0], ...changed }] }));
  const source = { "aws:SourceArn": `arn:aws:s3:::${bucketName}` };
  const publish = "s3.amazonaws.com is not authorized to perform: sns:Publish";
  const notOfBucket = changePolicy("alarm-topic", forBucket({ ArnEquals: { "aws:SourceArn": "arn:aws:s3:::other" } }));
  const ofOtherAccount = { ArnEquals: source, StringEquals: { "aws:SourceAccount": "210987654321" } };
  it.each<[string, Change, string, object?]>([
    ["without a statement in the topic's policy", changePolicy("alarm-topic", withoutBucket), publish],
    ["if the topic's policy has another bucket", notOfBucket, publish],
    ["if it has another account", changePolicy("alarm-topic", forBucket(ofOtherAccount)), publish],
    [
      "to a topic that does not exist",
      topics({ topicArn: `arn:aws:sns:us-east-1:${account}:none` }),
      "The topic does not exist.",
    ],
    [
      "if the key's policy does not allow S3",
      changePolicy("topic-key", withoutBucket),
      "kms:GenerateDataKey",
      { encrypt: true },
    ],
    [
      "if the key's policy has another topic",
      changePolicy(
        "topic-key",
        forBucket({ StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": `${topicArn}2` } }),
      ),
      "kms:GenerateDataKey",
      { encrypt: true },
    ],
  ])("%s", async (_, change, reason, alarms = {}) => {
    const refused = asBreakGlass(undefined, { alarms, change });
    await expect(refused).rejects.toThrow(
      '"lake/notification": InvalidArgument: Unable to validate the following destination configurations: ',
    );
    await expect(refused).rejects.toThrow(reason);
  });

  const failures = (event: string) => {
    try {
      const inputs = { bucket: "events", topics: [{ topicArn, events: [event] }] };
      declareResource("aws:s3/bucketNotification:BucketNotification", "n", inputs, context);
      return undefined;
    } catch (error) {
      return String(error);
    }
  };
  it("of an unknown event, and accepts each event of the SDK's model", () => {
    const known = Object.values(Event);
    expect(known.length).toBeGreaterThan(25);
    expect(known.flatMap((event) => failures(event) ?? [])).toEqual([]);
    for (const event of ["s3:ObjectHidden:*", "ObjectRemoved:*", "s3:ObjectRemoved"]) {
      expect(failures(event)).toContain(`topics[0].events[0]: it is not among the listed values, but found "${event}"`);
    }
  });
});

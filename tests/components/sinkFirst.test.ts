import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { declareStack, oktaAlone } from "../support/declare";

const okta = oktaAlone.okta;
const store = "aws:cloudtrail/eventDataStore:EventDataStore";
const channel = "aws:cloudcontrol/resource:Resource";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const partsOfBucket = [
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
];
const flow = [
  "aws:cloudwatch/eventBus:EventBus",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:cloudwatch/eventArchive:EventArchive",
  "aws:sqs/queue:Queue",
  "aws:lambda/function:Function",
  "aws:lambda/eventSourceMapping:EventSourceMapping",
];

/** Returns the types of all direct and indirect dependencies of a resource. */
function neededBy(resource: DeclaredResource, all: readonly DeclaredResource[]): ReadonlySet<string> {
  const types = new Set<string>();
  const waiting = [...(resource.dependencies ?? [])];
  const seen = new Set<string>();
  for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
    const found = all.find((other) => other.urn === urn);
    if (found === undefined || seen.has(urn)) continue;
    seen.add(urn);
    types.add(found.type);
    waiting.push(...(found.dependencies ?? []));
  }
  return types;
}

describe("before its sink exists, no resource of an integration is created, since events would be lost", () => {
  it.each<[string, Record<string, object>, string, readonly string[]]>([
    ["its own event data store", { okta: { ...okta, archive: { retentionDays: 30 } } }, "okta", [store, channel]],
    [
      "the stack's channel of Source Custom",
      { hr: { vendor: "auth0", eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" } },
      "hr",
      [store, channel],
    ],
    [
      "another vendor's channel",
      { okta, emea: { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" } },
      "emea",
      [store, channel],
    ],
    ["its log group of audit events", { okta: { ...okta, sink: "cloudwatch-logs" } }, "okta", [logGroup]],
    ["the stack's bucket, locked and private", { okta: { ...okta, sink: "s3" } }, "okta", partsOfBucket],
    [
      "every sink",
      { okta: { ...okta, sink: ["cloudtrail-lake", "s3", "cloudwatch-logs"] } },
      "okta",
      [store, channel, logGroup, ...partsOfBucket],
    ],
  ])("with %s", async (_, vendors, key, sinks) => {
    const { resources } = await declareStack({ vendors });
    const parts = resources.filter(
      ({ type, parent = "" }) => flow.includes(type) && parent.endsWith(`PartnerAuditIntegration::${key}`),
    );
    expect(new Set(parts.map(({ type }) => type)).size).toBeGreaterThan(5);
    for (const part of parts) {
      const needed = neededBy(part, resources);
      expect([part.name, sinks.filter((sink) => !needed.has(sink))]).toEqual([part.name, []]);
    }
  });

  it("with an existing channel, there is nothing to wait for", async () => {
    const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/4f212354-317c-4209-9341-631210ebc1aa";
    const { resources } = await declareStack({ vendors: { okta: { ...okta, channel: channelArn } } });
    expect(resources.find(({ type }) => type === flow[0])?.dependencies).toBeUndefined();
  });
});

import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { PartnerAuditIntegrationArgs } from "../../components";
import { checkArguments } from "../../components/configuration/checkArguments";
import { vendorVariants } from "../../components/configuration/schema";
import { storeFields } from "../../components/integration/eventDataStoreSettings";
import { variantNames } from "../../components/integration/integrationSettings";
import { argumentVariants } from "../../components/integration/partnerAuditIntegrationArgs";
import { runEmulated } from "../../components/stack/stackGuard";
import { problemsIn } from "../components/configuration/entries";

const queues = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/**
 * The keys of a configuration entry that the component does not accept: it has arguments of other names for their ARNs
 * and settings.
 */
const configurationAlone = ["sample", "eventStore", "channel", ...Object.keys(storeFields)];

/** The component's arguments that are not in an entry. */
const componentAlone = [
  "eventDataStore",
  "eventDataStoreArns",
  "channelArn",
  "lakeBucket",
  "awsClient",
  "permissionsBoundary",
  "rolePath",
  "alarmTopicArn",
  "tags",
];

describe("the component's arguments", () => {
  it.each(variantNames)(
    "are, for the variant %s, those of the stack's configuration and the component's own",
    (name) => {
      const configured = Object.keys(vendorVariants[name].shape).filter((key) => !configurationAlone.includes(key));
      const own = Object.keys(argumentVariants[name].shape).filter((key) => !componentAlone.includes(key));
      expect(own.sort()).toEqual(configured.sort());
    },
  );

  it("have one type each, except those that accept one or a list, or an Input", () => {
    const { properties = {} } = z.toJSONSchema(vendorVariants.any, { io: "input", unrepresentable: "any" });
    // zod 4.4 writes a union of plain types as anyOf, zod 4.6 as a list of types.
    const several = Object.entries(properties).filter(
      ([, property]) => typeof property === "object" && (property.anyOf ?? Array.isArray(property.type)),
    );
    const inputs = ["eventBusName", "eventSourceName", "externalId", "kmsKeyArn", "principal"];
    expect(several.map(([name]) => name).sort()).toEqual([...inputs, "eventStore", "sink"].sort());
  });
});

const okta = { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit" } as const;
const clumio = {
  vendor: "clumio",
  delivery: "direct",
  principal: "210987654321",
  externalId: "acme-0123456789abcdef",
} as const;

const refused = (args: PartnerAuditIntegrationArgs) => () => checkArguments("okta", args);

/** Arguments that must not compile: a directive fails if the line below it compiles. */
const withoutEffect: readonly PartnerAuditIntegrationArgs[] = [
  // @ts-expect-error principal belongs to a direct delivery; without `delivery` it is EventBridge
  { ...okta, principal: "210987654321" },
  // @ts-expect-error a direct delivery has no function
  { ...clumio, batchSize: 50 },
  // @ts-expect-error nor a choice of sinks
  { ...clumio, sink: "cloudtrail-lake" },
  // @ts-expect-error a solution has no principal
  { vendor: "wiz", delivery: "solution", principal: "210987654321" },
  // @ts-expect-error CloudTrail Lake has no log group of audit events
  { ...okta, auditLogRetentionDays: 365 },
  // @ts-expect-error nor a key for it
  { ...okta, encryptionKeys: { auditLogGroup: queues } },
  // @ts-expect-error CloudWatch Logs has no channel
  { ...okta, sink: "cloudwatch-logs", channelArn: "arn" },
  // @ts-expect-error nor a store
  { ...okta, sink: ["cloudwatch-logs"], eventDataStore: {} },
  // @ts-expect-error nor a bucket, which S3 has
  { ...okta, sink: ["cloudtrail-lake", "cloudwatch-logs"], lakeBucket: { name: "audit-events" } },
  // @ts-expect-error S3 has no channel
  { ...okta, sink: ["s3", "cloudwatch-logs"], lakeBucket: { name: "audit-events" }, channelArn: "arn" },
  // @ts-expect-error an integration that delivers to given stores makes none
  { ...okta, eventDataStoreArns: ["arn"], eventDataStore: {} },
  // @ts-expect-error nor does one with a given channel
  { ...okta, channelArn: "arn", eventDataStore: {} },
];

describe("arguments that have no effect with their delivery and sink", () => {
  it.each(withoutEffect)("do not compile, and are refused: %j", (args) => {
    expect(refused(args)).toThrow(/has no effect here/);
  });

  it("are refused together with missing or unknown ones", () => {
    // @ts-expect-error events come from one source
    expect(refused({ ...okta, eventBusName: "events" })).toThrow(/okta: needs exactly one of eventSourceName/);
    // @ts-expect-error and not from none
    expect(refused({ vendor: "okta" })).toThrow(/okta: needs exactly one of eventSourceName/);
    // @ts-expect-error a direct delivery needs an external ID
    expect(refused({ ...clumio, externalId: undefined })).toThrow(/okta\.externalId: is missing/);
    // @ts-expect-error there is no such sink
    expect(refused({ ...okta, sink: "s4" })).toThrow(
      /okta\.sink: "s4" is not allowed; it must be one of cloudtrail-lake/,
    );
    // @ts-expect-error nor a list with one twice
    expect(refused({ ...okta, sink: ["s3", "s3"], lakeBucket: { name: "b" } })).toThrow(
      /okta\.sink: \["s3","s3"\] is not/,
    );
    // @ts-expect-error S3 needs a bucket
    expect(refused({ ...okta, sink: ["cloudwatch-logs", "s3"] })).toThrow(
      /okta\.lakeBucket: is missing; it must be the bucket of a LakeStorage \(lakeBucket: lake\.bucket\)/,
    );
    // @ts-expect-error nor such a delivery
    expect(refused({ ...okta, delivery: "push" })).toThrow(/okta\.delivery: "push" is not allowed/);
  });

  it("do not compile as Outputs if they decide which resources exist, and are refused without the Output's text", () => {
    // @ts-expect-error a tag is text
    expect(refused({ ...okta, tags: { team: pulumi.output("security") } })).toThrow(
      /okta\.tags\.team: an Output is not allowed; it must be text\./,
    );
    // @ts-expect-error a number takes part in checks of other values
    expect(refused({ ...okta, batchSize: pulumi.output(10) })).toThrow(/okta\.batchSize: an Output is not allowed/);
    // @ts-expect-error the names of resources begin with the path
    expect(refused({ ...okta, rolePath: pulumi.output("/audit/") })).toThrow(
      /okta\.rolePath: an Output is not allowed/,
    );
  });

  it("may be Outputs and promises for values of other resources, and their keys are still checked", () => {
    const key = pulumi.output(queues);
    const inputs = {
      vendor: "okta",
      eventSourceName: pulumi.output("a source that the vendor's provider makes"),
      encryptionKeys: { queues: Promise.resolve(queues) },
      privacy: { hash: ["actor.id"], saltSecretArn: pulumi.output("arn"), saltKeyArn: key },
      eventDataStore: { kmsKeyArn: key },
      permissionsBoundary: pulumi.output("arn"),
    } as const;
    expect(checkArguments("okta", inputs).settings).toMatchObject(inputs);
    expect(refused({ ...okta, encryptionKeys: { archive: key } })).toThrow(
      /okta\.encryptionKeys\.archive: has no effect here/,
    );
    // @ts-expect-error there is no such key
    expect(refused({ ...okta, encryptionKeys: { queue: key } })).toThrow(/did you mean queues\?/);
    expect(refused({ ...okta, encryptionKeys: { queues: "alias/key" } })).toThrow(
      /okta\.encryptionKeys\.queues: "alias\/key" is not allowed; it must be the ARN of a KMS key, .+, not of an alias/,
    );
    const externalId = pulumi.secret(clumio.externalId);
    expect(checkArguments("clumio", { ...clumio, externalId }).settings).toMatchObject({ externalId });
  });

  it("need the sources in the pattern of a bus that is not known before the update", () => {
    const eventBusName = pulumi.output("aws.partner/okta.com/acme/audit");
    expect(refused({ vendor: "okta", eventBusName })).toThrow(
      /okta\.pattern: must name the event source, for example .+, since the bus is not known before the update\./,
    );
    expect(checkArguments("okta", { vendor: "okta", eventBusName, pattern: { source: ["okta"] } }).settings).toEqual(
      expect.objectContaining({ eventBusName }),
    );
  });

  it("are refused as Pulumi's errors at properties, with codes", () => {
    const caught = (work: () => unknown): unknown => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    // @ts-expect-error a number
    const error = caught(refused({ ...okta, batchSize: "10", encryptionKeys: { queues: "key" } }));
    expect(pulumi.InputPropertiesError.isInstance(error) && pulumi.RunError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      name: "ConfigurationError",
      message: expect.stringMatching(
        /^The arguments of okta have 2 problems; nothing of it was provisioned:\n {2}okta\./,
      ),
      problems: [
        { code: "not-allowed", path: "okta.batchSize" },
        { code: "not-allowed", path: "okta.encryptionKeys.queues" },
      ],
      errors: [
        { propertyPath: "batchSize", reason: expect.stringMatching(/^"10" is not allowed/) },
        { propertyPath: "encryptionKeys.queues", reason: expect.stringMatching(/^"key" is not allowed/) },
      ],
    });
  });

  it("may be undefined at any level", () => {
    const nothing = {
      delivery: undefined,
      principal: undefined,
      auditLogRetentionDays: undefined,
      privacy: { hash: undefined, saltSecretArn: undefined },
      encryptionKeys: { queues, archive: undefined, rawLogGroup: undefined },
    };
    expect(checkArguments("okta", { ...okta, ...nothing }).settings).toMatchObject({ delivery: "eventbridge" });
    expect(refused({ ...okta, encryptionKeys: { archive: queues } })).toThrow(
      /okta\.encryptionKeys\.archive: has no effect here, since there is no archive/,
    );
  });
});

describe("a component that a program creates directly", () => {
  const problemsUnder = (name: string) => {
    pulumi.runtime.setMockOptions(undefined, "my-project", "dev");
    return problemsIn(() => checkArguments(name, okta));
  };
  afterEach(() => pulumi.runtime.setMockOptions(undefined, "project", "stack"));

  it("is named by a key", () => {
    expect(problemsUnder("okta-emea")).toEqual([]);
    for (const name of ["okta_emea", "Okta", "okta/emea", "2okta"]) {
      expect(problemsUnder(name)).toEqual([
        `${name}: ${JSON.stringify(name)} is not allowed; it must be named by 1 to 33 lower-case letters, digits and hyphens, beginning with a letter (resource names begin with my-project-dev)`,
      ]);
    }
  });

  it("is refused with a placeholder for an event source, outside the sandbox", () => {
    const eventSourceName = "aws.partner/okta.com/REPLACE-ME/REPLACE-ME";
    const work = () => checkArguments("okta", { vendor: "okta", eventSourceName });
    expect(problemsIn(work)).toEqual([
      `okta.eventSourceName: "${eventSourceName}" is a placeholder; set the partner event source that the vendor made, for example aws.partner/okta.com/NAMESPACE/NAME`,
    ]);
    expect(problemsIn(() => runEmulated(work))).toEqual([]);
  });
});

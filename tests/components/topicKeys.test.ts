import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { allow, declareStack, oktaAlone, resourceNamed, statementsOf } from "../support/declare";
import { storeArn } from "./configuration/entries";

const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const detections = { "okta-api-token-created": {} };
const keyType = "aws:kms/key:Key";

/** Policies of AWS: Amazon SNS Developer Guide, "Key management" and "Setting up Amazon SNS topic encryption with server-side encryption"; AWS KMS Developer Guide, "Default key policy" and kms:ViaService. */
const keyStatements = [
  allow("AllowAccount", "kms:*", "*", { Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
  allow("AllowAlarms", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", {
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: {
      ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:partner-audit-dev_*" },
      StringEquals: { "aws:SourceAccount": "123456789012" },
    },
  }),
  allow("AllowBucket", ["kms:Decrypt", "kms:GenerateDataKey*"], "*", {
    Principal: { Service: "s3.amazonaws.com" },
    Condition: {
      StringEquals: {
        "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_alarms",
      },
    },
  }),
];

const declare = async (others: object) => (await declareStack({ vendors: oktaAlone, ...others })).resources;

describe("a stack's topics", () => {
  it("are not encrypted by default", async () => {
    const resources = await declare({ alarms: {}, detections });
    expect(resources.filter(({ type }) => type === keyType)).toEqual([]);
    for (const name of ["alarm-topic", "findings-topic"]) {
      expect(resourceNamed(resources, name).inputs.kmsMasterKeyId).toBeUndefined();
    }
    expect(resources.map(({ name }) => name)).not.toContain("detections/use-topic-key");
  });

  it("are encrypted with a key that the configuration names, which the detector may use through Amazon SNS", async () => {
    const resources = await declare({ alarms: { kmsKeyArn: key }, findings: { kmsKeyArn: key }, detections });
    expect(resources.filter(({ type }) => type === keyType)).toEqual([]);
    for (const name of ["alarm-topic", "findings-topic"]) {
      expect(resourceNamed(resources, name).inputs.kmsMasterKeyId).toBe(key);
    }
    expect(statementsOf(resources, "detections/use-topic-key")).toEqual([
      allow("UseTopicKey", ["kms:Decrypt", "kms:GenerateDataKey"], key, {
        Condition: { StringEquals: { "kms:ViaService": "sns.us-east-1.amazonaws.com" } },
      }),
    ]);
  });

  it("share one rotated key of the stack, which CloudWatch may use only for the stack's alarms and Amazon S3 only for their topic", async () => {
    const resources = await declare({ alarms: { encrypt: true }, findings: { encrypt: true }, detections });
    const { inputs, outputs } = resourceNamed(resources, "topic-key");
    expect(inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
    expect(JSON.parse(String(inputs.policy)).Statement).toEqual(keyStatements);
    for (const name of ["alarm-topic", "findings-topic"]) {
      expect(resourceNamed(resources, name).inputs.kmsMasterKeyId).toBe(outputs.arn);
    }
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
  });

  it("have no stack key if only the topic of detections needs one and there are no detections", async () => {
    const resources = await declare({ findings: { encrypt: true } });
    expect(resources.filter(({ type }) => type === keyType)).toEqual([]);
  });

  it("may exist already, with their key", async () => {
    const topicArn = "arn:aws:sns:us-east-1:123456789012:security";
    const resources = await declare({ findings: { topicArn, kmsKeyArn: key }, detections });
    expect(resources.filter(({ type }) => type === "aws:sns/topic:Topic")).toEqual([]);
    expect(resourceNamed(resources, "detections/use-topic-key").inputs.policy).toContain(key);
  });
});

describe("the detector's grant on the keys of stores", () => {
  const other = key.replace("1234abcd", "9999abcd");
  const onelogin = { eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff", kmsKeyArn: other };
  const labs = { vendor: "okta", eventSourceName: "aws.partner/okta.com/labs/audit", channel: "okta" };
  const okta = (more: object) => ({ okta: { ...oktaAlone.okta, ...more } });
  const shared = { vendors: okta({ eventStore: "shared" }) };
  const auth0 = { eventSourceName: "aws.partner/auth0.com/acme-1/auth0.logs" };

  it.each<[string, object]>([
    ["its own store", { vendors: okta({ kmsKeyArn: key }) }],
    ["a shared store", { ...shared, eventStores: { shared: { kmsKeyArn: key }, unused: { kmsKeyArn: other } } }],
    ["an existing store", { ...shared, eventStores: { shared: { arn: storeArn, kmsKeyArn: key } } }],
    [
      "the store behind another vendor's channel",
      {
        vendors: { ...okta({ kmsKeyArn: key }), labs },
        detections: { "okta-api-token-created": { integrations: ["labs"] } },
      },
    ],
    [
      "the store that vendors of Source Custom share",
      { vendors: { auth0 }, eventStores: { custom: { kmsKeyArn: key } }, detections: { "auth0-mfa-removed": {} } },
    ],
    ["no store that no detection queries", { vendors: { ...okta({ kmsKeyArn: key }), onelogin } }],
  ])("covers %s", async (_, configuration) => {
    const { resources } = await declareStack({ detections, ...configuration });
    expect(statementsOf(resources, "detections/use-store-keys")).toEqual([
      allow("UseStoreKeys", ["kms:Decrypt", "kms:GenerateDataKey"], [key]),
    ]);
  });
});

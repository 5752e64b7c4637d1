import { okta, problemsOf, storeArn } from "./entries";

const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const key = `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const alias = "arn:aws:kms:us-east-1:123456789012:alias/audit";
const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:salt-AbCdEf";
const topicArn = "arn:aws:sns:us-east-1:123456789012:on-call";
const form = "the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID";

/** Each setting that names a key: where it is, a configuration with a value, and why it takes no alias. */
const settings: readonly (readonly [
  path: string,
  of: (value: string) => Parameters<typeof problemsOf>,
  why: RegExp,
])[] = [
  ["vendors.okta.kmsKeyArn", (kmsKeyArn) => [{ okta: { ...okta, kmsKeyArn } }], /would replace it at every pulumi up/],
  [
    "eventStores.shared.kmsKeyArn",
    (kmsKeyArn) => [{ okta }, { eventStores: { shared: { kmsKeyArn } } }],
    /would replace it at every pulumi up/,
  ],
  [
    "vendors.okta.encryptionKeys.queues",
    (queues) => [{ okta: { ...okta, encryptionKeys: { queues } } }],
    /a grant on an alias lets no one use its key$/,
  ],
  [
    "vendors.okta.privacy.saltKeyArn",
    (saltKeyArn) => [{ okta: { ...okta, privacy: { hash: ["actor.id"], saltSecretArn: secret, saltKeyArn } } }],
    /a grant on an alias lets no one use its key$/,
  ],
  [
    "alarms.kmsKeyArn",
    (kmsKeyArn) => [{ okta }, { alarms: { kmsKeyArn } }],
    /under alias\/aws\/sns, whose key policy cannot be changed, CloudWatch alarms cannot publish$/,
  ],
  [
    "findings.kmsKeyArn",
    (kmsKeyArn) => [{ okta }, { findings: { kmsKeyArn } }],
    /under alias\/aws\/sns, whose key policy cannot be changed, CloudWatch alarms cannot publish$/,
  ],
];

describe.each(settings)("the key of %s", (path, of, why) => {
  it("is named by its own ARN", () => {
    expect(problemsOf(...of(key))).toEqual([]);
    expect(problemsOf(...of(key.replace(id, "mrk-1234abcd12ab34cd56ef1234567890ab")))).toEqual([]);
  });

  it.each([alias, "alias/audit", "alias/aws/sns"])(
    "cannot be named by the alias %s, and the message says why",
    (value) => {
      const [problem = "", ...others] = problemsOf(...of(value));
      expect(others).toEqual([]);
      expect(problem).toContain(`${path}: "${value}" is not allowed; it must be ${form}, not of an alias: `);
      expect(problem).toMatch(why);
    },
  );

  it("is in the stack's Region and in the Region's partition", () => {
    const other = key.replace("us-east-1", "eu-west-1");
    expect(problemsOf(...of(other))).toEqual([
      `${path}: "${other}" is not allowed; it must be a key of the stack's Region, us-east-1`,
    ]);
    const misplaced = key.replace("arn:aws:", "arn:aws-us-gov:");
    expect(problemsOf(...of(misplaced))).toEqual([
      `${path}: "${misplaced}" is not allowed; it must be ${form}; the partition of the Region us-east-1 is aws`,
    ]);
  });

  it.each([id, "key", `arn:aws:kms:us-east-1:1234:key/${id}`])("cannot be %s", (value) => {
    expect(problemsOf(...of(value))).toEqual([`${path}: ${JSON.stringify(value)} is not allowed; it must be ${form}`]);
  });
});

describe("an existing store", () => {
  it("has a key, which the detections need, and no other setting", () => {
    const vendors = { okta: { ...okta, eventStore: "shared" } };
    expect(problemsOf(vendors, { eventStores: { shared: { arn: storeArn, kmsKeyArn: key } } })).toEqual([]);
    expect(problemsOf(vendors, { eventStores: { shared: { arn: storeArn, retentionDays: 30 } } })).toEqual([
      "eventStores.shared.retentionDays: has no effect here, since this stack does not manage an existing store; leave it out",
    ]);
  });
});

describe("the encryption of topics", () => {
  const given = "has no effect here, since this stack does not manage an existing topic; leave it out";

  it.each([
    [{ alarms: { encrypt: true } }, []],
    [{ findings: { encrypt: true } }, []],
    [{ findings: { topicArn, kmsKeyArn: key } }, []],
    [{ alarms: { topicArn, kmsKeyArn: key } }, [`alarms.kmsKeyArn: ${given}`]],
    [{ alarms: { topicArn, encrypt: true } }, [`alarms.encrypt: ${given}`]],
    [{ findings: { topicArn, encrypt: true } }, [`findings.encrypt: ${given}`]],
    [
      { alarms: { kmsKeyArn: key, encrypt: true } },
      ["alarms.encrypt: has no effect here, since kmsKeyArn names the key; leave it out"],
    ],
    [{ alarms: { topicArn: "on-call" } }, [expect.stringMatching(/^alarms\.topicArn: "on-call" is .*arn:/)]],
    [{ alarms: { encrypt: "yes" } }, ['alarms.encrypt: "yes" is not allowed; it must be true or false']],
  ])("of %j", (others, problems) => {
    expect(problemsOf({ okta }, others)).toEqual(problems);
  });
});

describe("encryption keys", () => {
  it("are refused if there is nothing to encrypt", () => {
    const encryptionKeys = { queues: key, archive: key, rawLogGroup: key, auditLogGroup: key };
    expect(problemsOf({ okta: { ...okta, encryptionKeys } })).toEqual([
      "vendors.okta.encryptionKeys.auditLogGroup: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
      "vendors.okta.encryptionKeys.archive: has no effect here, since there is no archive; leave it out",
      "vendors.okta.encryptionKeys.rawLogGroup: has no effect here, since there is no rawLogGroup; leave it out",
    ]);
    const there = { sink: "cloudwatch-logs", archive: { retentionDays: 7 }, rawLogGroup: { retentionDays: 7 } };
    expect(problemsOf({ okta: { ...okta, ...there, encryptionKeys } })).toEqual([]);
    expect(problemsOf({ okta: { ...okta, encryptionKeys: { queue: key } } })[0]).toMatch(
      /^vendors\.okta\.encryptionKeys\.queue: .*did you mean queues\?/,
    );
  });
});

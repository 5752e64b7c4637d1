import fc from "fast-check";
import { parseVendors } from "../../../components/configuration/parseVendors";
import { ConfigurationError } from "../../../components/configuration/problem";
import { vendorNames } from "../../../functions/vendors";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };
const hr = {
  vendor: "custom",
  eventSourceName: "aws.partner/example.com/acme/hr",
  mapping: { eventName: "event.action", userIdentity: { principalId: "event.actor" } },
};
const storeArn = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa";
const channelArn = "arn:aws:cloudtrail:us-east-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa";
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:salt-AbCdEf";

function parse(vendors: Record<string, unknown>, others: Record<string, unknown> = {}, region = "us-east-1") {
  return parseVendors({ values: { vendors, ...others }, namePrefix: "partner-audit-dev", region });
}

function problemsOf(...input: Parameters<typeof parse>): string[] {
  try {
    parse(...input);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.problems.map(({ path, message }) => `${path.replace("partner-audit:", "")}: ${message}`);
    }
    throw error;
  }
}

describe("a direct delivery", () => {
  it("needs a principal and an external ID", () => {
    expect(problemsOf({ clumio: { delivery: "direct" } })).toEqual([
      "vendors.clumio.principal: is missing; it must be the account id, or the ARN of an IAM principal, from which the partner calls",
      "vendors.clumio.externalId: is missing; without the external ID that the partner gave you, any customer of the partner's could have it write into your channel",
    ]);
  });

  it.each(["short", "has a blank in it, that is", "x".repeat(1225)])("refuses the external ID %j", (externalId) => {
    expect(problemsOf({ clumio: { ...clumio, externalId } })[0]).toMatch(
      /^vendors\.clumio\.externalId: ".* is not allowed; it must be 16 to 1224 letters, digits and/s,
    );
  });

  it.each([
    210987654321,
    "210987654321",
    "012345678901",
    "arn:aws:iam::210987654321:role/partner/writer",
    "arn:aws:iam::210987654321:root",
  ])("takes the principal %j", (principal) => {
    expect(parse({ clumio: { ...clumio, principal } }).integrations.clumio?.settings.principal).toBe(String(principal));
  });

  it.each(["*", 12345678901, 2 ** 53, "acme", "arn:aws:iam::210987654321:role/*", "arn:aws:s3:::bucket", true])(
    "refuses the principal %j",
    (principal) => {
      expect(problemsOf({ clumio: { ...clumio, principal } })[0]).toMatch(
        /^vendors\.clumio\.principal: .* is not allowed; it must be an account id of 12 digits/,
      );
    },
  );

  it("has nothing of the way over EventBridge", () => {
    const entry = { ...clumio, ...okta, batchSize: 50, sink: "cloudwatch-logs", mapping: {}, retentionDays: 90 };
    const reason = "has no effect here, since the partner puts the audit events into the channel itself; leave it out";
    expect(problemsOf({ clumio: entry })).toEqual(
      expect.arrayContaining(
        ["eventSourceName", "batchSize", "sink", "mapping"].map((key) => `vendors.clumio.${key}: ${reason}`),
      ),
    );
  });

  it("is refused for a partner that AWS lists as a solution, and the other way round", () => {
    expect(problemsOf({ okta: { ...clumio } })).toEqual([
      'vendors.okta.delivery: "direct" is not how Okta System Log delivers: AWS lists the Source OktaSystemLogEvents as a solution integration; say delivery: solution',
    ]);
    expect(problemsOf({ clumio: { delivery: "solution" } })).toEqual([
      'vendors.clumio.delivery: "solution" is not how Clumio delivers: AWS lists the Source Clumio as a direct integration; say delivery: direct',
    ]);
  });

  it("writes the one resource policy of its channel", () => {
    const other = { ...clumio, vendor: "clumio", channel: "clumio" };
    expect(problemsOf({ clumio, other })).toEqual([
      "vendors.other: would write a second resource policy for the channel that clumio has one for, and a channel takes one; deliver it in a stack of another Region or account",
    ]);
  });

  it("keeps its store as configured", () => {
    expect(parse({ clumio: { ...clumio, retentionDays: 90 } }).integrations.clumio?.channel).toEqual({
      kind: "own",
      stores: [{ kind: "own", settings: { retentionDays: 90 } }],
    });
  });
});

describe("a vendor without a mapping of its own", () => {
  it("is told of both ways out", () => {
    expect(problemsOf({ crowdstrike: { ...okta } })).toEqual([
      "vendors.crowdstrike.mapping: is missing; crowdstrike has no mapping of its own: say at least eventName and userIdentity.principalId, or say delivery: solution, as AWS lists CrowdStrike",
    ]);
    expect(problemsOf({ hr: { ...hr, mapping: undefined } })).toEqual([
      "vendors.hr.mapping: is missing; custom has no mapping of its own: say at least eventName and userIdentity.principalId",
    ]);
  });

  it("says who did what", () => {
    expect(problemsOf({ hr: { ...hr, mapping: { id: "event.id" } } })).toEqual([
      "vendors.hr.mapping.eventName: is missing; it must say where the event tells what was done",
      "vendors.hr.mapping.userIdentity.principalId: is missing; it must say where the event tells who did it",
    ]);
  });

  it.each(vendorNames)("%s is known by its name", (vendor) => {
    expect(problemsOf({ [vendor]: {} }).join()).not.toContain("is not a known vendor");
  });
});

describe("a mapping", () => {
  it("is compiled, and each mistake is told with its place", () => {
    const mapping = {
      ...hr.mapping,
      id: ["event.id", "event.("],
      timeFormat: "HH:mm",
      requestParameters: { record: "record.id" },
    };
    expect(problemsOf({ hr: { ...hr, mapping } })).toEqual([
      expect.stringMatching(/^vendors\.hr\.mapping\.id\.1: is no valid expression: /),
      "vendors.hr.mapping.timeFormat: is no valid expression: the format says no year; it must hold yyyy, MM and dd",
      "vendors.hr.mapping.requestParameters.record: is no valid expression: Unknown variable: record",
    ]);
  });

  it("has no other keys, and the nearest name is told", () => {
    expect(problemsOf({ hr: { ...hr, mapping: { ...hr.mapping, eventname: "event.a" } } })[0]).toMatch(
      /^vendors\.hr\.mapping\.eventname: "eventname" is not a known key; did you mean eventName\?/,
    );
    expect(problemsOf({ hr: { ...hr, mapping: { ...hr.mapping, required: ["eventnames"] } } })[0]).toMatch(
      /^vendors\.hr\.mapping\.required\.0: "eventnames" is not allowed; it must be one of id, eventTime/,
    );
  });

  it("is tried on the sample", () => {
    const mapping = { ...hr.mapping, required: ["userAgent"] };
    expect(problemsOf({ hr: { ...hr, mapping, sample: { action: "a", actor: "b" } } })).toEqual([
      "vendors.hr.sample: cannot be mapped: The event has no userAgent, which its mapping requires. (RequiredFieldNotFound)",
    ]);
    expect(parse({ hr: { ...hr, sample: { action: "a", actor: "b" } } }).integrations.hr?.sample).toEqual({
      action: "a",
      actor: "b",
    });
  });
});

describe("sinks", () => {
  it.each([
    ["cloudwatch-logs", { kind: "none" }],
    [["cloudwatch-logs"], { kind: "none" }],
    ["cloudtrail-lake", { kind: "own", stores: [{ kind: "own", settings: {} }] }],
    [["cloudwatch-logs", "cloudtrail-lake"], { kind: "own", stores: [{ kind: "own", settings: {} }] }],
  ])("%j decide on the channel", (sink, channel) => {
    expect(parse({ okta: { ...okta, sink } }).integrations.okta?.channel).toEqual(channel);
  });

  it("are named as they are known", () => {
    expect(problemsOf({ okta: { ...okta, sink: "s3" } })).toEqual([
      'vendors.okta.sink: "s3" is not allowed; it must be one of cloudtrail-lake, cloudwatch-logs, or a list of both',
    ]);
  });

  it("leave out what has no effect with them", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", retentionDays: 90, channel: channelArn } })).toEqual([
      "vendors.okta.channel: has no effect here, since its events go to CloudWatch Logs alone; leave it out",
      "vendors.okta.retentionDays: has no effect here, since its events go to CloudWatch Logs alone; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, auditLogRetentionDays: 365 } })).toEqual([
      "vendors.okta.auditLogRetentionDays: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
  });

  it("keep as long as CloudWatch Logs lists", () => {
    expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", auditLogRetentionDays: 2555 } })[0]).toMatch(
      /^vendors\.okta\.auditLogRetentionDays: 2555 is not allowed; it must be a number of days that AWS lists \(the nearest is 2557\)/,
    );
    expect(problemsOf({ okta: { ...okta, rawLogGroup: { retentionDays: 100 } } })[0]).toMatch(
      /^vendors\.okta\.rawLogGroup\.retentionDays: 100 is not allowed; .*the nearest is 90/,
    );
  });

  it("allow a Region without the Lake where nothing goes there", () => {
    const logs = { okta: { ...okta, sink: "cloudwatch-logs" } };
    expect(problemsOf(logs, {}, "eu-central-2")).toEqual([]);
    expect(problemsOf({ ...logs, clumio }, {}, "eu-central-2")[0]).toMatch(
      /^aws:region: "eu-central-2" is not allowed; .*; elsewhere audit events can go to CloudWatch Logs \(sink: cloudwatch-logs\)$/,
    );
  });
});

describe("encryption keys", () => {
  const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  it("are refused where there is nothing to encrypt", () => {
    const encryptionKeys = { queues: key, archive: key, rawLogGroup: key, auditLogGroup: key };
    expect(problemsOf({ okta: { ...okta, encryptionKeys } })).toEqual([
      "vendors.okta.encryptionKeys.archive: has no effect here, since there is no archive; leave it out",
      "vendors.okta.encryptionKeys.rawLogGroup: has no effect here, since there is no rawLogGroup; leave it out",
      "vendors.okta.encryptionKeys.auditLogGroup: has no effect here, since only the sink cloudwatch-logs has a log group of audit events; leave it out",
    ]);
    const there = { sink: "cloudwatch-logs", archive: { retentionDays: 7 }, rawLogGroup: { retentionDays: 7 } };
    expect(problemsOf({ okta: { ...okta, ...there, encryptionKeys } })).toEqual([]);
  });

  it("are named by the key's own ARN", () => {
    const alias = "arn:aws:kms:us-east-1:123456789012:alias/audit";
    expect(problemsOf({ okta: { ...okta, encryptionKeys: { queues: alias } } })).toEqual([
      `vendors.okta.encryptionKeys.queues: "${alias}" is not allowed; it must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID`,
    ]);
    expect(problemsOf({ okta: { ...okta, encryptionKeys: { queue: key } } })[0]).toMatch(
      /^vendors\.okta\.encryptionKeys\.queue: .*did you mean queues\?/,
    );
  });
});

describe("privacy", () => {
  it("hashes with a salt, and names a salt for hashes alone", () => {
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"] } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: is missing; a hash without a salt can be undone by trying names, so name the Secrets Manager secret that holds one",
    ]);
    expect(problemsOf({ okta: { ...okta, privacy: { mask: ["actor.id"], saltSecretArn: secretArn } } })).toEqual([
      "vendors.okta.privacy.saltSecretArn: has no effect here, since nothing is hashed; leave it out",
    ]);
    expect(problemsOf({ okta: { ...okta, privacy: { hash: ["actor.id"], saltSecretArn: secretArn } } })).toEqual([]);
  });

  it.each([
    [{ drop: "actor.id" }, /privacy\.drop: "actor\.id" is not allowed; it must be a list of dotted paths/],
    [{ mask: ["actor..id"] }, /privacy\.mask\.0: "actor\.\.id" is not allowed; it must be a dotted path/],
    [{ remove: ["a"] }, /privacy\.remove: "remove" is not a known key/],
    [
      { hash: ["a"], saltSecretArn: "my-salt" },
      /privacy\.saltSecretArn: "my-salt" is not allowed; it must be the ARN of a Secrets Manager secret/,
    ],
  ])("refuses %j", (privacy, message) => {
    expect(problemsOf({ okta: { ...okta, privacy } })[0]).toMatch(message);
  });
});

describe("vendors of Source Custom", () => {
  const auth0 = { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" };

  it("share the stack's channel, and a store of its own that needs no entry", () => {
    const { integrations, customChannelStores } = parse({ auth0, hr });
    expect([integrations.auth0?.channel, integrations.hr?.channel]).toEqual([{ kind: "custom" }, { kind: "custom" }]);
    expect(customChannelStores).toEqual([{ kind: "own", settings: {} }]);
  });

  it("use the store named custom where there is one, or those that one of them names", () => {
    const eventStores = { custom: { retentionDays: 30 }, legacy: { arn: storeArn } };
    expect(parse({ auth0 }, { eventStores }).customChannelStores).toEqual([{ kind: "named", name: "custom" }]);
    expect(
      parse({ auth0, hr: { ...hr, eventStore: ["custom", "legacy"] } }, { eventStores }).customChannelStores,
    ).toEqual([
      { kind: "named", name: "custom" },
      { kind: "existing", arn: storeArn },
    ]);
  });

  it("cannot name different stores, nor set what belongs to the shared one", () => {
    const eventStores = { one: {}, two: {} };
    expect(
      problemsOf({ auth0: { ...auth0, eventStore: "one" }, hr: { ...hr, eventStore: "two" } }, { eventStores }),
    ).toEqual([
      "vendors.hr.eventStore: names other stores than auth0, and both deliver through the stack's one channel of Source Custom, which delivers to all its stores; name the same ones in both, or leave eventStore out here",
    ]);
    expect(problemsOf({ hr: { ...hr, retentionDays: 90 } })).toEqual([
      "vendors.hr.retentionDays: has no effect here, since vendors of Source Custom share one store; say it of that store: pulumi config set --path partner-audit:eventStores.custom.retentionDays 90",
    ]);
  });

  it("may name each other's channel, or one that exists", () => {
    expect(parse({ auth0, hr: { ...hr, channel: "auth0" } }).integrations.hr?.channel).toEqual({ kind: "custom" });
    const given = parse({ hr: { ...hr, channel: channelArn } });
    expect([given.integrations.hr?.channel, given.customChannelStores]).toEqual([
      { kind: "existing", arn: channelArn },
      undefined,
    ]);
    expect(problemsOf({ auth0: { ...auth0, sink: "cloudwatch-logs" }, hr: { ...hr, channel: "auth0" } })).toEqual([
      "vendors.hr.channel: auth0 has no channel of its own to share; leave channel out",
    ]);
  });

  it("count as one channel and one store of the Region's", () => {
    const solutions = [
      "crowdstrike",
      "cyberark",
      "wiz",
      "shoreline",
      "netskope-cloud-exchange",
      "kong-gateway-enterprise",
      "cloud-storage-security",
    ];
    const vendors = Object.fromEntries(solutions.map((name) => [name, { delivery: "solution" }]));
    expect(problemsOf({ ...vendors, okta, clumio, auth0, hr })).toEqual([]);
    expect(problemsOf({ ...vendors, okta, clumio, auth0, hr, github: { delivery: "solution" } })).toEqual([
      "vendors: asks for 11 event data stores, and a Region takes 10; let vendors share one under partner-audit:eventStores (eventStore: NAME)",
    ]);
  });
});

test("all problems are told at once", () => {
  const problems = problemsOf({
    okta: { ...okta, sink: "s3", retentionDays: 8000 },
    clumio: { delivery: "direct" },
    hr: { ...hr, mapping: { ...hr.mapping, id: "event.(" } },
    oktaa: {},
  });
  expect(problems.map((problem) => problem.split(":")[0])).toEqual(
    expect.arrayContaining([
      "vendors.okta.sink",
      "vendors.okta.retentionDays",
      "vendors.clumio.principal",
      "vendors.hr.mapping.id",
      "vendors.oktaa",
    ]),
  );
});

test("any JSON as an entry is taken or refused with problems, and nothing else is thrown", () => {
  const key = fc.constantFrom(
    "vendor",
    "delivery",
    "principal",
    "externalId",
    "sink",
    "mapping",
    "privacy",
    "sample",
    "channel",
    "eventStore",
    "eventSourceName",
    "eventBusName",
    "pattern",
    "rawLogGroup",
    "encryptionKeys",
    "eventName",
    "userIdentity",
    "hash",
    "allow",
  );
  const value = fc.jsonValue({ maxDepth: 3 });
  const entry = fc.dictionary(
    key,
    fc.oneof(
      value,
      fc.dictionary(key, value),
      fc.constantFrom("custom", "okta", "direct", "event.a", "'x'", "event.("),
    ),
  );
  fc.assert(
    fc.property(entry, fc.constantFrom("okta", "hr", "clumio", "custom"), (given, name) => {
      for (const problem of problemsOf({ [name]: given })) {
        expect(problem).toMatch(/^vendors\..*: \S/s);
      }
    }),
  );
});

import fc from "fast-check";
import { okta, parse, problemsOf } from "./entries";

test("a wrong delivery or sink is reported in addition to problems in the common keys", () => {
  expect(
    problemsOf({ okta: { ...okta, delivery: "directly", principal: "*", retentionDays: 1, batchSiz: 1 } }),
  ).toEqual([
    'vendors.okta.delivery: "directly" is not allowed; it must be one of eventbridge, direct, solution',
    'vendors.okta.principal: "*" is not allowed; it must be an account id of 12 digits (in quotes where it begins with 0), or the ARN of an IAM role, user or root, arn:aws:iam::ACCOUNT:role/NAME',
    "vendors.okta.retentionDays: 1 is not allowed; it must be a whole number of days from 7 to 2555",
    expect.stringMatching(
      /^vendors\.okta\.batchSiz: "batchSiz" is not a known key; did you mean batchSize\? Known: vendor, /,
    ),
  ]);
  for (const sink of [null, [], {}, ["s4"], ["cloudwatch-logs", "cloudwatch-logs"], [["cloudwatch-logs"]]]) {
    expect(problemsOf({ okta: { ...okta, sink } })).toEqual([
      `vendors.okta.sink: ${JSON.stringify(sink)} is not allowed; it must be one of cloudtrail-lake, s3, cloudwatch-logs, or a list of them`,
    ]);
  }
});

test("for a misspelt key of another delivery or sink, that key is suggested rather than a similar key of this one", () => {
  for (const [misspelt, meant] of [
    ["auditLogretentionDays", "auditLogRetentionDays"],
    ["auditLogGroups", "auditLogGroup"],
    ["external_id", "externalId"],
  ] as const) {
    expect(problemsOf({ okta: { ...okta, [misspelt]: 1 } })).toEqual([
      expect.stringContaining(`${misspelt}: "${misspelt}" is not a known key; did you mean ${meant}? Known: `),
    ]);
  }
  expect(problemsOf({ okta: { ...okta, sink: "cloudwatch-logs", retentionDay: 90 } })).toEqual([
    expect.stringContaining("did you mean retentionDays?"),
  ]);
});

test("a key without effect hides no problem of another key", () => {
  const given = { ...okta, principal: "*", batchSize: 0, queueRetentionDays: 14, auditLogRetentionDays: 3, sample: 1 };
  expect(problemsOf({ okta: given }).map((problem) => problem.split(":")[0])).toEqual([
    "vendors.okta.principal",
    "vendors.okta.auditLogRetentionDays",
    "vendors.okta.batchSize",
    "vendors.okta.sample",
  ]);
  expect(problemsOf({ okta: { ...okta, principal: "*", queueRetentionDays: 14 } })).toEqual([
    "vendors.okta.principal: has no effect here, since only a direct delivery has them; leave it out",
    "vendors.okta.deadLetterRetentionDays: 14 is not allowed; it must be more than queueRetentionDays (14), since a message keeps its first arrival time in a dead-letter queue",
  ]);
});

test("any JSON as an entry is accepted or refused with problems, and nothing else is thrown", () => {
  const keys =
    "vendor delivery principal externalId sink mapping privacy sample channel eventStore eventSourceName eventBusName pattern rawLogGroup encryptionKeys eventName userIdentity hash allow";
  const key = fc.constantFrom(...keys.split(" "));
  const value = fc.jsonValue({ maxDepth: 3 });
  const text = fc.constantFrom("custom", "okta", "direct", "event.a", "'x'", "event.(");
  const entry = fc.dictionary(key, fc.oneof(value, fc.dictionary(key, value), text));
  fc.assert(
    fc.property(entry, fc.constantFrom("okta", "hr", "clumio", "custom"), (given, name) => {
      const problems = problemsOf({ [name]: given });
      if (problems.length === 0) {
        expect(Object.keys(parse({ [name]: given }).integrations)).toEqual([name]);
      }
      for (const problem of problems) {
        expect(problem).not.toMatch(/Invalid input|Too small|Too big/);
        expect(problem).toMatch(/^vendors\..*: \S/s);
      }
    }),
  );
});

test.each<[object, ...string[]]>([
  [{ ...okta, batchSize: 0 }, "not-allowed"],
  [{ ...okta, batchSizes: 1 }, "unknown"],
  [{ ...okta, principal: "210987654321" }, "without-effect"],
  [{ delivery: "direct" }, "missing", "missing"],
  [{}, "conflict"],
])("the problems of %j have the codes of their kinds", (entry, ...codes) => {
  const problems = codes.map((code) => expect.objectContaining({ code }));
  expect(() => parse({ okta: entry })).toThrow(expect.objectContaining({ name: "ConfigurationError", problems }));
});

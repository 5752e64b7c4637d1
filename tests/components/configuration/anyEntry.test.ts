import fc from "fast-check";
import { hr, okta, problemsOf } from "./entries";

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

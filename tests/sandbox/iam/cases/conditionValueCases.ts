import type { ContextValues } from "../../../../sandbox/iam/accessRequest";
import type { Page } from "./requests";

/** A title, the Condition block of an Allow statement, the request's context, and whether the statement applies. */
export type ConditionCase = readonly [title: string, condition: object, context: ContextValues, applies: boolean];

const tag = "aws:PrincipalTag/job-category";
const time = "aws:CurrentTime";

/** Operators on texts, numbers and dates, one at a time. */
export const CONDITION_VALUE_CASES: readonly Page<ConditionCase>[] = [
  {
    page: "IAM JSON policy elements: Condition operators, String condition operators",
    cases: [
      ["StringEquals: the same text", { StringEquals: { [tag]: "admin" } }, { [tag]: "admin" }, true],
      ["StringEquals: another text", { StringEquals: { [tag]: "admin" } }, { [tag]: "dev-ops" }, false],
      ["StringEquals: no such key", { StringEquals: { [tag]: "admin" } }, {}, false],
      ["StringEquals: another case", { StringEquals: { [tag]: "admin" } }, { [tag]: "Admin" }, false],
      ["StringEquals: a * is a character", { StringEquals: { [tag]: "adm*" } }, { [tag]: "admin" }, false],
      ["StringEquals: a * equals a *", { StringEquals: { [tag]: "adm*" } }, { [tag]: "adm*" }, true],
      ["StringEquals: an empty text", { StringEquals: { "s3:prefix": ["", "home/"] } }, { "s3:prefix": "" }, true],
      ["StringEquals: a JSON number as its text", { StringEquals: { [tag]: 12 } }, { [tag]: "12" }, true],
      ["StringNotEquals: the same text", { StringNotEquals: { [tag]: "admin" } }, { [tag]: "admin" }, false],
      ["StringNotEquals: another text", { StringNotEquals: { [tag]: "admin" } }, { [tag]: "dev-ops" }, true],
      ["StringNotEquals: no such key", { StringNotEquals: { [tag]: "admin" } }, {}, true],
      [
        "StringEqualsIgnoreCase: another case",
        { StringEqualsIgnoreCase: { [tag]: "admin" } },
        { [tag]: "ADMIN" },
        true,
      ],
      ["StringEqualsIgnoreCase: another text", { StringEqualsIgnoreCase: { [tag]: "admin" } }, { [tag]: "ad" }, false],
      ["StringNotEqualsIgnoreCase: another case", { StringNotEqualsIgnoreCase: { [tag]: "a" } }, { [tag]: "A" }, false],
      ["StringNotEqualsIgnoreCase: no such key", { StringNotEqualsIgnoreCase: { [tag]: "a" } }, {}, true],
      ["StringLike: * for many characters", { StringLike: { [tag]: "t1.*" } }, { [tag]: "t1.micro" }, true],
      ["StringLike: * for none", { StringLike: { [tag]: "t1.*" } }, { [tag]: "t1." }, true],
      ["StringLike: ? for one", { StringLike: { [tag]: "t?.micro" } }, { [tag]: "t2.micro" }, true],
      ["StringLike: ? for no character", { StringLike: { [tag]: "t?.micro" } }, { [tag]: "t.micro" }, false],
      ["StringLike: no wildcard, a longer text", { StringLike: { [tag]: "t1" } }, { [tag]: "t1.micro" }, false],
      ["StringLike: * over / and :", { StringLike: { [tag]: "a*z" } }, { [tag]: "a/b:c/z" }, true],
      ["StringLike: another case", { StringLike: { [tag]: "T1.*" } }, { [tag]: "t1.micro" }, false],
      ["StringLike: a full stop is a full stop", { StringLike: { [tag]: "t1.*" } }, { [tag]: "t1-micro" }, false],
      ["StringNotLike: a match", { StringNotLike: { [tag]: "t1.*" } }, { [tag]: "t1.micro" }, false],
      ["StringNotLike: no match", { StringNotLike: { [tag]: "t1.*" } }, { [tag]: "m3.large" }, true],
      ["StringNotLike: no such key", { StringNotLike: { [tag]: "t1.*" } }, {}, true],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators, Numeric condition operators",
    cases: [
      [
        "NumericEquals: other digits, one number",
        { NumericEquals: { "s3:max-keys": "10" } },
        { "s3:max-keys": "10.0" },
        true,
      ],
      ["NumericEquals: a JSON number", { NumericEquals: { "s3:max-keys": 10 } }, { "s3:max-keys": "10" }, true],
      [
        "NumericEquals: no number in the request",
        { NumericEquals: { "s3:max-keys": "0" } },
        { "s3:max-keys": "" },
        false,
      ],
      [
        "NumericNotEquals: another number",
        { NumericNotEquals: { "s3:max-keys": "10" } },
        { "s3:max-keys": "11" },
        true,
      ],
      ["NumericNotEquals: the number", { NumericNotEquals: { "s3:max-keys": "10" } }, { "s3:max-keys": "10" }, false],
      ["NumericNotEquals: no such key", { NumericNotEquals: { "s3:max-keys": "10" } }, {}, true],
      [
        "NumericLessThan: the bound itself",
        { NumericLessThan: { "s3:max-keys": "10" } },
        { "s3:max-keys": "10" },
        false,
      ],
      [
        "NumericLessThan: by number, not by text",
        { NumericLessThan: { "s3:max-keys": "10" } },
        { "s3:max-keys": "9" },
        true,
      ],
      [
        "NumericLessThanEquals: the bound",
        { NumericLessThanEquals: { "s3:max-keys": "10" } },
        { "s3:max-keys": "10" },
        true,
      ],
      [
        "NumericLessThanEquals: above",
        { NumericLessThanEquals: { "s3:max-keys": "10" } },
        { "s3:max-keys": "11" },
        false,
      ],
      ["NumericLessThanEquals: no such key", { NumericLessThanEquals: { "s3:max-keys": "10" } }, {}, false],
      ["NumericGreaterThan: above", { NumericGreaterThan: { "s3:max-keys": "-1.5" } }, { "s3:max-keys": "-1" }, true],
      [
        "NumericGreaterThan: the bound",
        { NumericGreaterThan: { "s3:max-keys": "10" } },
        { "s3:max-keys": "10" },
        false,
      ],
      [
        "NumericGreaterThanEquals: the bound",
        { NumericGreaterThanEquals: { "s3:max-keys": 3 } },
        { "s3:max-keys": "3" },
        true,
      ],
      [
        "NumericGreaterThanEquals: below",
        { NumericGreaterThanEquals: { "s3:max-keys": 3 } },
        { "s3:max-keys": "2" },
        false,
      ],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators, Date condition operators",
    cases: [
      [
        "DateEquals: one moment in two zones",
        { DateEquals: { [time]: "2026-01-01T00:00:00Z" } },
        { [time]: "2026-01-01T01:00:00+01:00" },
        true,
      ],
      ["DateEquals: epoch seconds", { DateEquals: { [time]: "1767225600" } }, { [time]: "2026-01-01T00:00:00Z" }, true],
      [
        "DateEquals: a day is its first moment",
        { DateEquals: { [time]: "2026-01-01" } },
        { [time]: "2026-01-01T00:00Z" },
        true,
      ],
      ["DateEquals: no date in the request", { DateEquals: { [time]: "2026-01-01" } }, { [time]: "soon" }, false],
      ["DateNotEquals: another moment", { DateNotEquals: { [time]: "2026-01-01" } }, { [time]: "2026-01-02" }, true],
      ["DateNotEquals: the moment", { DateNotEquals: { [time]: "2026-01" } }, { [time]: "2026-01-01" }, false],
      ["DateNotEquals: no such key", { DateNotEquals: { [time]: "2026-01-01" } }, {}, true],
      [
        "DateLessThan: before",
        { DateLessThan: { [time]: "2026-01-01T00:00:00Z" } },
        { [time]: "2025-12-31T23:59:59.999Z" },
        true,
      ],
      ["DateLessThan: the moment itself", { DateLessThan: { [time]: "2026-01-01" } }, { [time]: "2026-01-01" }, false],
      [
        "DateLessThanEquals: the moment itself",
        { DateLessThanEquals: { [time]: "2026" } },
        { [time]: "2026-01-01" },
        true,
      ],
      ["DateLessThanEquals: after", { DateLessThanEquals: { [time]: "2026" } }, { [time]: "2026-01-02" }, false],
      [
        "DateGreaterThan: after",
        { DateGreaterThan: { [time]: "2020-01-01T00:00:01Z" } },
        { [time]: "2020-01-01T00:00:02Z" },
        true,
      ],
      ["DateGreaterThan: no such key", { DateGreaterThan: { [time]: "2020-01-01T00:00:01Z" } }, {}, false],
      [
        "DateGreaterThanEquals: the moment itself",
        { DateGreaterThanEquals: { [time]: "2026" } },
        { [time]: "2026" },
        true,
      ],
      ["DateGreaterThanEquals: before", { DateGreaterThanEquals: { [time]: "2026" } }, { [time]: "2025" }, false],
    ],
  },
];

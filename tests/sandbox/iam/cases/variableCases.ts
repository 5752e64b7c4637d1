import type { ConditionCase } from "./conditionValueCases";
import { ACCOUNT, type Page, ROLE_ARN, variable } from "./requests";

/** Policy variables, and the keys that follow from the request itself. */
export const VARIABLE_CASES: readonly Page<ConditionCase>[] = [
  {
    page: "IAM policy elements: Variables and tags",
    cases: [
      [
        "a variable has the request's value",
        { StringEquals: { "s3:ExistingObjectTag/owner": variable("aws:PrincipalTag/owner") } },
        { "s3:ExistingObjectTag/owner": "a", "aws:PrincipalTag/owner": "a" },
        true,
      ],
      [
        "a variable has another value",
        { StringEquals: { "s3:ExistingObjectTag/owner": variable("aws:PrincipalTag/owner") } },
        { "s3:ExistingObjectTag/owner": "a", "aws:PrincipalTag/owner": "b" },
        false,
      ],
      [
        "a variable's key has no case",
        { StringEquals: { "s3:prefix": variable("AWS:principaltag/Team") } },
        { "s3:prefix": "a", "aws:PrincipalTag/team": "a" },
        true,
      ],
      [
        "a variable amid a pattern",
        { StringLike: { "s3:prefix": `${variable("aws:PrincipalTag/team")}/*` } },
        { "s3:prefix": "a/b", "aws:PrincipalTag/team": "a" },
        true,
      ],
      [
        "two variables in one value",
        { StringEquals: { "s3:prefix": `${variable("aws:PrincipalTag/a")}-${variable("aws:PrincipalTag/b")}` } },
        { "s3:prefix": "1-2", "aws:PrincipalTag/a": "1", "aws:PrincipalTag/b": "2" },
        true,
      ],
      [
        "a wildcard in a variable's value is a character",
        { StringLike: { "s3:prefix": variable("aws:PrincipalTag/team") } },
        { "s3:prefix": "abc", "aws:PrincipalTag/team": "*" },
        false,
      ],
      [
        "a variable without value equals nothing",
        { StringEquals: { "s3:prefix": variable("aws:PrincipalTag/team") } },
        { "s3:prefix": "" },
        false,
      ],
      [
        "a variable without value is like nothing",
        { StringLike: { "s3:prefix": `${variable("aws:PrincipalTag/team")}*` } },
        { "s3:prefix": "a" },
        false,
      ],
      [
        "a negated operator holds for a variable without value",
        { StringNotEquals: { "s3:prefix": variable("aws:PrincipalTag/team") } },
        { "s3:prefix": "a" },
        true,
      ],
      [
        "a key with several values is no variable",
        { StringEquals: { "s3:prefix": variable("aws:TagKeys") } },
        { "s3:prefix": "a", "aws:TagKeys": ["a", "b"] },
        false,
      ],
      [
        "a default stands for a missing value",
        { StringEquals: { "s3:prefix": variable("aws:PrincipalTag/team, 'company-wide'") } },
        { "s3:prefix": "company-wide" },
        true,
      ],
      [
        "a value stands before the default",
        { StringEquals: { "s3:prefix": variable("aws:PrincipalTag/team, 'company-wide'") } },
        { "s3:prefix": "company-wide", "aws:PrincipalTag/team": "a" },
        false,
      ],
      [
        "the variable * is an asterisk",
        { StringLike: { "s3:prefix": `a${variable("*")}` } },
        { "s3:prefix": "a*" },
        true,
      ],
      [
        "the variable * is no wildcard",
        { StringLike: { "s3:prefix": `a${variable("*")}` } },
        { "s3:prefix": "ab" },
        false,
      ],
      [
        "the variable ? is a question mark",
        { StringLike: { "s3:prefix": `${variable("?")}*` } },
        { "s3:prefix": "?b" },
        true,
      ],
      [
        "the variable ? is no wildcard",
        { StringLike: { "s3:prefix": `${variable("?")}*` } },
        { "s3:prefix": "ab" },
        false,
      ],
      [
        "the variable $ is a dollar sign",
        { StringEquals: { "s3:prefix": `${variable("$")}{aws:username}` } },
        { "s3:prefix": variable("aws:username") },
        true,
      ],
      [
        "a variable under an ARN operator",
        { ArnEquals: { "aws:SourceArn": variable("aws:PrincipalArn") } },
        { "aws:SourceArn": ROLE_ARN },
        true,
      ],
      [
        "a variable in an ARN's resource",
        { ArnLike: { "aws:SourceArn": `arn:aws:iam::*:role/${variable("aws:PrincipalTag/team")}/*` } },
        { "aws:SourceArn": ROLE_ARN, "aws:PrincipalTag/team": "audit" },
        true,
      ],
      [
        "a principal's own tag is not there by itself",
        { StringEquals: { "aws:PrincipalTag/department": "hr" } },
        {},
        false,
      ],
    ],
  },
  {
    page: "AWS global condition context keys",
    cases: [
      ["aws:PrincipalArn is the role's, not the session's", { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } }, {}, true],
      ["aws:PrincipalAccount", { StringEquals: { "aws:PrincipalAccount": ACCOUNT } }, {}, true],
      ["aws:PrincipalType of a session", { StringEquals: { "aws:PrincipalType": "AssumedRole" } }, {}, true],
      ["aws:PrincipalIsAWSService of a session", { Bool: { "aws:PrincipalIsAWSService": "false" } }, {}, true],
      ["aws:userid of a session", { StringEquals: { "aws:userid": "AROA1234567890EXAMPLE:okta" } }, {}, true],
      ["a session has no aws:username", { Null: { "aws:username": "true" } }, {}, true],
      ["a session has no aws:PrincipalServiceName", { Null: { "aws:PrincipalServiceName": "true" } }, {}, true],
      ["aws:ResourceAccount", { StringEquals: { "aws:ResourceAccount": ACCOUNT } }, {}, true],
      ["aws:RequestedRegion", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, {}, true],
      ["aws:SecureTransport is the caller's to give", { Null: { "aws:SecureTransport": "true" } }, {}, true],
      ["aws:SourceArn is the caller's to give", { Null: { "aws:SourceArn": "true" } }, {}, true],
    ],
  },
];

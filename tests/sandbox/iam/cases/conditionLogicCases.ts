import type { ConditionCase } from "./conditionValueCases";
import { ACCOUNT, type Page } from "./requests";

const department = "aws:PrincipalTag/department";
const role = "aws:PrincipalTag/role";
const block = {
  StringEquals: { [department]: ["finance", "hr", "legal"], [role]: ["audit", "security"] },
  ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/audit/*", "arn:aws:iam::111122223333:user/Ana"] },
};
const negatedBlock = {
  StringEquals: block.StringEquals,
  ArnNotLike: block.ArnLike,
};
const onlyTags = {
  "ForAllValues:StringEquals": { "aws:TagKeys": ["environment", "cost-center"] },
  Null: { "aws:TagKeys": "false" },
};
const anyTag = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["environment", "cost-center"] } };
const noTag = { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["environment", "cost-center"] } };
const someOtherTag = { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["environment", "cost-center"] } };
const instanceType = { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*", "m3.*"] } };

/** Several operators, keys, values; sets, missing keys. */
export const CONDITION_LOGIC_CASES: readonly Page<ConditionCase>[] = [
  {
    page: "Conditions with multiple context keys or values",
    cases: [
      ["every key and operator holds", block, { [department]: "legal", [role]: "audit" }, true],
      ["one key of an operator fails", block, { [department]: "hr", [role]: "payroll" }, false],
      ["one key is missing", block, { [department]: "hr" }, false],
      ["both keys are missing", block, {}, false],
      [
        "another operator fails",
        block,
        { [department]: "hr", [role]: "audit", "aws:PrincipalArn": "arn:aws:iam::111122223333:user/Nikki" },
        false,
      ],
      [
        "a negated operator holds when no value matches",
        negatedBlock,
        { [department]: "legal", [role]: "audit", "aws:PrincipalArn": "arn:aws:iam::111122223333:user/Nikki" },
        true,
      ],
      [
        "a negated operator fails when one value matches",
        negatedBlock,
        { [department]: "hr", [role]: "audit", "aws:PrincipalArn": "arn:aws:iam::111122223333:user/Ana" },
        false,
      ],
      [
        "a negated operator holds, another fails",
        negatedBlock,
        { [department]: "hr", [role]: "payroll", "aws:PrincipalArn": "arn:aws:iam::111122223333:user/Nikki" },
        false,
      ],
      [
        "NOR over values: the second matches",
        { StringNotEquals: { [department]: ["a", "b"] } },
        { [department]: "b" },
        false,
      ],
      ["NOR over values: none matches", { StringNotEquals: { [department]: ["a", "b"] } }, { [department]: "c" }, true],
      [
        "two operators on one key form a range",
        { NumericGreaterThan: { "x:n": 1 }, NumericLessThan: { "x:n": 3 } },
        { "x:n": "2" },
        true,
      ],
      ["outside the range", { NumericGreaterThan: { "x:n": 1 }, NumericLessThan: { "x:n": 3 } }, { "x:n": "3" }, false],
      ["an empty block holds always", {}, {}, true],
    ],
  },
  {
    page: "Single-valued vs. multivalued context keys",
    cases: [
      ["ForAllValues: one listed value", onlyTags, { "aws:TagKeys": ["environment"] }, true],
      ["ForAllValues: both", onlyTags, { "aws:TagKeys": ["environment", "cost-center"] }, true],
      ["ForAllValues: the same value twice", onlyTags, { "aws:TagKeys": ["environment", "environment"] }, true],
      ["ForAllValues: one value is not listed", onlyTags, { "aws:TagKeys": ["environment", "dept"] }, false],
      ["ForAllValues with a Null check: no such key", onlyTags, {}, false],
      ["ForAllValues alone: no such key", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, {}, true],
      [
        "ForAllValues alone: an empty list",
        { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
        { "aws:TagKeys": [] },
        true,
      ],
      [
        "ForAllValues alone: an empty text",
        { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } },
        { "aws:TagKeys": "" },
        true,
      ],
      ["ForAllValues, negated: none listed", noTag, { "aws:TagKeys": ["dept", "team"] }, true],
      ["ForAllValues, negated: one listed", noTag, { "aws:TagKeys": ["dept", "environment"] }, false],
      ["ForAllValues, negated: no such key", noTag, {}, true],
      ["ForAnyValue: one of two", anyTag, { "aws:TagKeys": ["environment", "dept"] }, true],
      ["ForAnyValue: none", anyTag, { "aws:TagKeys": ["dept"] }, false],
      ["ForAnyValue: no such key", anyTag, {}, false],
      ["ForAnyValue: an empty list", anyTag, { "aws:TagKeys": [] }, false],
      ["ForAnyValue: another case", anyTag, { "aws:TagKeys": ["Environment"] }, false],
      ["ForAnyValue, negated: one is not listed", someOtherTag, { "aws:TagKeys": ["environment", "dept"] }, true],
      ["ForAnyValue, negated: all are listed", someOtherTag, { "aws:TagKeys": ["environment", "cost-center"] }, false],
      ["ForAnyValue, negated: no such key", someOtherTag, {}, false],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators, IfExists and the check for existence",
    cases: [
      ["IfExists: the key matches", instanceType, { "ec2:InstanceType": "t1.micro" }, true],
      ["IfExists: the key does not match", instanceType, { "ec2:InstanceType": "m2.micro" }, false],
      ["IfExists: no such key", instanceType, {}, true],
      ["IfExists, negated: no such key", { StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" } }, {}, true],
      [
        "IfExists, negated: the key matches",
        { StringNotEqualsIfExists: { "aws:SourceVpc": "vpc-1" } },
        { "aws:SourceVpc": "vpc-1" },
        false,
      ],
      ["IfExists on an address: no such key", { IpAddressIfExists: { "aws:SourceIp": "10.0.0.0/8" } }, {}, true],
      [
        "IfExists on a boolean: the other value",
        { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
        { "aws:MultiFactorAuthPresent": "false" },
        false,
      ],
      [
        "IfExists spares its own key only",
        { StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" }, StringEquals: { [department]: "hr" } },
        {},
        false,
      ],
      [
        "IfExists under ForAnyValue: no such key",
        { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } },
        {},
        true,
      ],
      [
        "IfExists under ForAnyValue: the key does not match",
        { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } },
        { "aws:TagKeys": ["b"] },
        false,
      ],
      ["Null true: no such key", { Null: { "aws:TokenIssueTime": "true" } }, {}, true],
      [
        "Null true: the key is there",
        { Null: { "aws:TokenIssueTime": "true" } },
        { "aws:TokenIssueTime": "2026-01-01" },
        false,
      ],
      [
        "Null false: the key is there",
        { Null: { "aws:TokenIssueTime": "false" } },
        { "aws:TokenIssueTime": "2026-01-01" },
        true,
      ],
      ["Null false: no such key", { Null: { "aws:TokenIssueTime": false } }, {}, false],
      ["Null false: an empty value", { Null: { "aws:TokenIssueTime": "false" } }, { "aws:TokenIssueTime": "" }, false],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition",
    cases: [
      [
        "key names have no case",
        { StringEquals: { "AWS:sourceaccount": ACCOUNT } },
        { "aws:SourceAccount": ACCOUNT },
        true,
      ],
      [
        "tag keys have no case",
        { StringEquals: { "aws:ResourceTag/TagKey1": "a" } },
        { "aws:ResourceTag/tagkey1": "a" },
        true,
      ],
      ["values have", { StringEquals: { "aws:username": "john" } }, { "aws:username": "John" }, false],
    ],
  },
];

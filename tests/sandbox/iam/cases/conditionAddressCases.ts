import type { ConditionCase } from "./conditionValueCases";
import { type Page, QUEUE, ROLE_ARN, RULE } from "./requests";

const bytes = "QmluYXJ5VmFsdWVJbkJhc2U2NA==";
const ip = "aws:SourceIp";

/** Operators on booleans, bytes, addresses and ARNs, one at a time. */
export const CONDITION_ADDRESS_CASES: readonly Page<ConditionCase>[] = [
  {
    page: "IAM JSON policy elements: Condition operators, Boolean and Binary condition operators",
    cases: [
      ["Bool: the value", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
      ["Bool: the other value", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "true" }, false],
      ["Bool: no such key", { Bool: { "aws:SecureTransport": "false" } }, {}, false],
      ["Bool: a JSON boolean", { Bool: { "aws:SecureTransport": true } }, { "aws:SecureTransport": "true" }, true],
      [
        "ForAnyValue:Bool: one of several",
        { "ForAnyValue:Bool": { "x:flags": "true" } },
        { "x:flags": ["false", "true"] },
        true,
      ],
      [
        "ForAllValues:Bool: one of several",
        { "ForAllValues:Bool": { "x:flags": "true" } },
        { "x:flags": ["false", "true"] },
        false,
      ],
      ["BinaryEquals: the same bytes", { BinaryEquals: { "x:key": bytes } }, { "x:key": bytes }, true],
      ["BinaryEquals: other bytes", { BinaryEquals: { "x:key": bytes } }, { "x:key": "ASIAIOSFODNN7EXAMPLE" }, false],
      ["BinaryEquals: no base64 in the request", { BinaryEquals: { "x:key": bytes } }, { "x:key": `${bytes}!` }, false],
      ["BinaryEquals: no such key", { BinaryEquals: { "x:key": bytes } }, {}, false],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators, IP address condition operators",
    cases: [
      ["IpAddress: in the range", { IpAddress: { [ip]: "203.0.113.0/24" } }, { [ip]: "203.0.113.255" }, true],
      ["IpAddress: outside", { IpAddress: { [ip]: "203.0.113.0/24" } }, { [ip]: "198.51.100.1" }, false],
      ["IpAddress: an odd prefix, inside", { IpAddress: { [ip]: "10.0.0.64/27" } }, { [ip]: "10.0.0.95" }, true],
      ["IpAddress: an odd prefix, one beyond", { IpAddress: { [ip]: "10.0.0.64/27" } }, { [ip]: "10.0.0.96" }, false],
      ["IpAddress: everything", { IpAddress: { [ip]: "0.0.0.0/0" } }, { [ip]: "255.255.255.255" }, true],
      [
        "IpAddress: no prefix means one address",
        { IpAddress: { [ip]: "203.0.113.7" } },
        { [ip]: "203.0.113.8" },
        false,
      ],
      [
        "IpAddress: an IPv6 range",
        { IpAddress: { [ip]: "2001:DB8:1234:5678::/64" } },
        { [ip]: "2001:db8:1234:5678::1" },
        true,
      ],
      [
        "IpAddress: outside an IPv6 range",
        { IpAddress: { [ip]: "2001:DB8:1234:5678::/64" } },
        { [ip]: "2001:db8:1234:5679::1" },
        false,
      ],
      [
        "IpAddress: both versions listed",
        { IpAddress: { [ip]: ["203.0.113.0/24", "2001:db8::/32"] } },
        { [ip]: "2001:db8::9" },
        true,
      ],
      ["IpAddress: an IPv4 address, an IPv6 range", { IpAddress: { [ip]: "::/0" } }, { [ip]: "203.0.113.1" }, false],
      ["IpAddress: no such key", { IpAddress: { [ip]: "203.0.113.0/24" } }, {}, false],
      [
        "IpAddress: a service's name for an address",
        { IpAddress: { [ip]: "0.0.0.0/0" } },
        { [ip]: "cloudformation.amazonaws.com" },
        false,
      ],
      ["NotIpAddress: in the range", { NotIpAddress: { [ip]: "203.0.113.0/24" } }, { [ip]: "203.0.113.1" }, false],
      ["NotIpAddress: outside", { NotIpAddress: { [ip]: "203.0.113.0/24" } }, { [ip]: "198.51.100.1" }, true],
      ["NotIpAddress: no such key", { NotIpAddress: { [ip]: "203.0.113.0/24" } }, {}, true],
    ],
  },
  {
    page: "IAM JSON policy elements: Condition operators, Amazon Resource Name (ARN) condition operators",
    cases: [
      ["ArnEquals: the same ARN", { ArnEquals: { "aws:SourceArn": RULE } }, { "aws:SourceArn": RULE }, true],
      [
        "ArnEquals: another account",
        { ArnEquals: { "aws:SourceArn": RULE } },
        { "aws:SourceArn": RULE.replace("1111", "7777") },
        false,
      ],
      ["ArnEquals: no such key", { ArnEquals: { "aws:SourceArn": RULE } }, {}, false],
      [
        "ArnEquals: takes wildcards as ArnLike does",
        { ArnEquals: { "aws:SourceArn": "arn:aws:events:*:*:rule/*" } },
        { "aws:SourceArn": RULE },
        true,
      ],
      ["ArnLike: another case", { ArnLike: { "aws:SourceArn": RULE.toUpperCase() } }, { "aws:SourceArn": RULE }, false],
      [
        "ArnLike: * goes over / in the resource",
        { ArnLike: { "aws:SourceArn": "arn:aws:events:us-east-1:*:rule/*/okta" } },
        { "aws:SourceArn": RULE },
        true,
      ],
      [
        "ArnLike: ? for one character",
        { ArnLike: { "aws:SourceArn": RULE.replace("us-east-1", "us-east-?") } },
        { "aws:SourceArn": RULE },
        true,
      ],
      [
        "ArnLike: * goes over : in the resource",
        { ArnLike: { "aws:SourceArn": "arn:aws:logs:*:*:log-group:*" } },
        { "aws:SourceArn": "arn:aws:logs:us-east-1:1:log-group:a:b" },
        true,
      ],
      [
        "ArnLike: * stays in its component",
        { ArnLike: { "aws:SourceArn": "arn:aws:*:okta" } },
        { "aws:SourceArn": QUEUE },
        false,
      ],
      [
        "ArnLike: fewer than six components",
        { ArnLike: { "aws:SourceArn": "arn:aws:sqs:*" } },
        { "aws:SourceArn": QUEUE },
        false,
      ],
      [
        "ArnLike: no ARN in the request",
        { ArnLike: { "aws:SourceArn": "*:*:*:*:*:*" } },
        { "aws:SourceArn": "okta" },
        false,
      ],
      ["ArnNotEquals: the same ARN", { ArnNotEquals: { "aws:SourceArn": RULE } }, { "aws:SourceArn": RULE }, false],
      ["ArnNotEquals: no such key", { ArnNotEquals: { "aws:SourceArn": RULE } }, {}, true],
      ["ArnNotLike: a match", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/audit/*" } }, {}, false],
      ["ArnNotLike: no match", { ArnNotLike: { "aws:PrincipalArn": `${ROLE_ARN}-2` } }, {}, true],
      [
        "ForAllValues:ArnLike: all match",
        { "ForAllValues:ArnLike": { "x:arns": "arn:aws:sqs:*:*:*" } },
        { "x:arns": [QUEUE, `${QUEUE}-2`] },
        true,
      ],
      [
        "ForAllValues:ArnLike: one does not",
        { "ForAllValues:ArnLike": { "x:arns": "arn:aws:sqs:*:*:*" } },
        { "x:arns": [QUEUE, RULE] },
        false,
      ],
      ["ForAllValues:ArnLike: no such key", { "ForAllValues:ArnLike": { "x:arns": "arn:aws:sqs:*:*:*" } }, {}, true],
      [
        "ForAnyValue:ArnNotLike: one does not match",
        { "ForAnyValue:ArnNotLike": { "x:arns": "arn:aws:sqs:*:*:*" } },
        { "x:arns": [QUEUE, RULE] },
        true,
      ],
    ],
  },
];

import fc from "fast-check";
import { callerKeys, keyServiceKeys, kindOf, trustKeys } from "../../../policy/documents/conditionKeys";
import { demandsExactly, isNarrowed } from "../../../policy/documents/conditions";
import { isBoundedNetwork } from "../../../policy/documents/networks";
import { statementsOf } from "../../../policy/documents/statements";
import { account, when } from "../access/statements";

function narrows(operator: string, key: string, values: readonly string[], keys = callerKeys): boolean {
  const [statement] = statementsOf({ Statement: { Effect: "Allow", ...when(operator, key, ...values) } });
  return statement !== undefined && isNarrowed(statement, keys);
}

const variable = (name: string) => `\${${name}}`;

// IAM User Guide, "AWS global condition context keys": the forms of the values.
it.each([
  ["StringEquals", "aws:PrincipalAccount", account, true],
  ["StringLike", "aws:PrincipalAccount", "1234*", false],
  ["StringEquals", "aws:VpceAccount", account, true],
  ["StringEquals", "AWS:SourceOwner", account, true],
  ["StringEquals", "vpc-lattice-svcs:SourceVpc", "vpc-1a2b3c4d", true],
  ["StringEquals", "vpc-lattice-svcs:SourceVpcOwnerAccount", account, true],
  ["StringEquals", "aws:PrincipalAccount", variable("aws:ResourceAccount"), true],
  ["StringEquals", "aws:PrincipalAccount", variable("aws:PrincipalAccount"), false],
  ["StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5", true],
  ["StringEquals", "aws:PrincipalOrgID", variable("aws:ResourceOrgID"), true],
  ["StringLike", "aws:PrincipalOrgID", "o-*", false],
  ["StringLike", "aws:PrincipalOrgID", "o-a1b2c3d4e?", false],
  ["StringEquals", "aws:VpceOrgID", "o-a1b2c3d4e5", true],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*", true],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5*", false],
  ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-*/r-*/*", false],
  ["ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-a1b2c3d4e5/*", false],
  ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`, true],
  ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin", false],
  ["ArnLike", "aws:SourceArn", `arn:*:sns:*:${account}:*`, true],
  ["ArnLike", "aws:SourceArn", "arn:aws:sns:us-east-1:*:orders", false],
  ["ArnLike", "aws:SourceArn", `arn:aws:sns:us-east-1:${account}*:orders`, false],
  ["ArnEquals", "aws:SourceArn", "arn:aws:s3:::reports", false],
  ["StringEquals", "aws:SourceVpc", "vpc-0a1b2c3d", true],
  ["StringLike", "aws:SourceVpce", "vpce-*", false],
  ["StringLike", "aws:userid", "AROAEXAMPLEID1234:*", true],
  ["StringLike", "aws:userid", "*:alice", false],
  ["StringLike", "aws:userid", "AROA*", false],
  ["IpAddress", "aws:SourceIp", "192.0.2.0/24", true],
  ["IpAddress", "aws:SourceIp", "0.0.0.0/0", false],
  ["NotIpAddress", "aws:SourceIp", "192.0.2.0/24", false],
  ["StringEquals", "aws:SourceIp", "192.0.2.0/24", false],
  ["IpAddress", "aws:VpcSourceIp", "10.0.0.0/16", false],
  ["StringEqualsIfExists", "aws:PrincipalAccount", account, false],
  ["StringNotEquals", "aws:PrincipalAccount", account, false],
  ["Null", "aws:PrincipalAccount", "false", false],
  ["Bool", "aws:SecureTransport", "true", false],
  ["Bool", "elasticfilesystem:AccessedViaMountTarget", "true", true],
  ["Bool", "elasticfilesystem:AccessedViaMountTarget", "false", false],
  ["StringLike", "aws:PrincipalTag/team", "audit", false],
])("%s %s %s narrows the callers: %s", (operator, key, value, expected) => {
  expect(narrows(operator, key, [value])).toBe(expected);
});

it("each of several values must name something, and at least one is required", () => {
  const key = "aws:PrincipalOrgID";
  expect(narrows("StringLike", key, ["o-a1b2c3d4e5", "o-f6g7h8i9j0"])).toBe(true);
  expect(narrows("StringLike", key, ["o-a1b2c3d4e5", "*"])).toBe(false);
  expect(narrows("StringLike", key, [])).toBe(false);
});

it("a bucket's ARN, which has no account, needs a condition on the account", () => {
  const bucket = when("ArnLike", "aws:SourceArn", "arn:aws:s3:::reports").Condition;
  const source = (Condition: object) => statementsOf({ Statement: { Effect: "Allow", Condition } });
  expect(source(bucket).map((statement) => isNarrowed(statement))).toEqual([false]);
  const both = { ...bucket, StringEquals: { "aws:SourceAccount": account } };
  expect(source(both).map((statement) => isNarrowed(statement))).toEqual([true]);
});

// AWS KMS Developer Guide, "Encryption context"; Amazon CloudWatch Logs User Guide, "Encrypt log data using AWS KMS".
it.each([
  ["kms:EncryptionContext:aws:logs:arn", `arn:aws:logs:us-east-1:${account}:*`, true],
  ["kms:EncryptionContext:aws:logs:arn", "arn:aws:logs:us-east-1:*:*", false],
  ["kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::reports/*", true],
  ["kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::*", false],
  ["kms:EncryptionContext:tenant", "acme", true],
  ["kms:EncryptionContext:tenant", "*", false],
  ["kms:ViaService", "sqs.us-east-1.amazonaws.com", false],
])("a service's use of a key by %s %s is narrowed: %s", (key, value, expected) => {
  expect(narrows("StringLike", key, [value], keyServiceKeys)).toBe(expected);
});

it("an external ID identifies the customer of a service or an account only if it is exact", () => {
  expect(narrows("StringEquals", "sts:ExternalId", ["3f6c2a9e"], trustKeys)).toBe(true);
  expect(narrows("StringLike", "sts:ExternalId", ["3f6c*"], trustKeys)).toBe(false);
  const [exact] = statementsOf({ Statement: { Effect: "Allow", ...when("StringLike", "sts:ExternalId", "3f6c2a9e") } });
  expect(exact && demandsExactly(exact, "sts:externalid")).toBe(false);
});

// Amazon S3 User Guide, "The meaning of public": a network is at most an IPv4 /8 or an IPv6 /32.
it.each([
  [["10.0.0.0/8"], true],
  [["203.0.113.7"], true],
  [["2001:db8::/32", "203.0.113.0/24"], true],
  [["12.0.0.0/7"], false],
  [["0.0.0.0/1", "128.0.0.0/1"], false],
  [["10.0.0.0/9", "10.128.0.0/9", "203.0.113.7"], false],
  [["::/0"], false],
  [["2001:db8::/31"], false],
  [["2001:db8::/32", "2001:db9::/128"], true],
  [["203.0.113.0/33"], false],
  [["203.0.113.0/24/1"], false],
  [["203.0.113.*"], false],
  [["*"], false],
  [[""], false],
  [[], false],
])("the ranges %j count as a network: %s", (ranges, expected) => {
  expect(isBoundedNetwork(ranges)).toBe(expected);
});

it("a wider value never narrows more", () => {
  const keys = fc.constantFrom(...Object.keys(callerKeys).filter((key) => kindOf(callerKeys, key) !== "network"));
  const values = fc.constantFrom(
    ...[
      account,
      "12345678901",
      `arn:aws:iam::${account}:role/reader`,
      "arn:aws:s3:::reports",
      "arn:aws:sns:us-east-1:*:x",
    ],
    ...["o-a1b2c3d4e5", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "vpc-0a1b2c3d", "AIDAEXAMPLEID1234", "true", "*", ""],
  );
  const operators = fc.constantFrom("StringLike", "ArnLike", "ForAnyValue:StringLike", "Bool", "StringEquals");
  fc.assert(
    fc.property(operators, keys, values, fc.nat(60), fc.nat(8), (operator, key, value, start, length) => {
      // A wildcard within one part of an ARN; across parts the form would differ.
      const replaced = value.slice(start, start + length);
      fc.pre(!replaced.includes(":"));
      const wider = `${value.slice(0, start)}*${value.slice(start + length)}`;
      expect(narrows(operator, key, [value]) || !narrows(operator, key, [wider])).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

it("a longer list of ranges, or a shorter prefix, never narrows more", () => {
  const range = fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 32 }));
  const text = (ranges: readonly (readonly [string, number])[]) =>
    ranges.map(([address, bits]) => `${address}/${bits}`);
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), range, (ranges, another) => {
      const wider = ranges.map(([address, bits]) => [address, bits - 1] as const);
      const isNetwork = isBoundedNetwork(text(ranges));
      expect(isNetwork || !isBoundedNetwork(text(wider))).toBe(true);
      expect(isNetwork || !isBoundedNetwork(text([...ranges, another]))).toBe(true);
    }),
  );
});

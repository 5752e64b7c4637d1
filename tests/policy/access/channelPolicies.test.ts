import { channelPolicies } from "../../../policy/policies/channelPolicies";
import { documentOf } from "../planted/planted";
import { type Case, describeCases } from "../verdictsOn";
import { account, otherAccount, when } from "./statements";

const arn = `arn:aws:cloudtrail:us-east-1:${account}:channel/64b5eea0`;
const other = `arn:aws:iam::${otherAccount}:role/x`;
const put = "cloudtrail-data:PutAuditEvents";
const externalId = (operator: string, value = "acme-3f6c2a9e7b1d4850") =>
  when(operator, "cloudtrail:ExternalId", value);
const missing = (who: string) => `ExternalId::${who}::${put}::${arn}`;

describeCases(
  channelPolicies,
  "aws:cloudcontrol/resource:Resource",
  (
    [
      ["with an external ID", {}],
      ["for the channel's own account", { Principal: { AWS: account }, Condition: undefined }],
      ["with another action", { Action: "cloudtrail:DeleteChannel" }, `Action::cloudtrail:DeleteChannel::${arn}`],
      ["for another channel", { Resource: `${arn}1` }, `Resource::${put}::${arn}1`],
      [
        "without an external ID for one of two",
        { Sid: "Partner", Principal: { AWS: [account, other] }, Condition: undefined },
        `${missing(`AWS:${other}`)}::Sid=Partner`,
      ],
      ["with an external ID that all meet", externalId("StringLike", "*"), missing(`AWS:${other}`)],
      ["with an external ID that may be missing", externalId("StringEqualsIfExists"), missing(`AWS:${other}`)],
      [
        "for an organization",
        { Principal: "*", ...when("StringEquals", "aws:PrincipalOrgID", "o-abcdef1234") },
        missing("*"),
      ],
    ] satisfies readonly Case[]
  ).map(([what, changes, ...found]): Case => {
    const statement = { Effect: "Allow", Principal: { AWS: other }, Action: put, Resource: arn };
    const ResourcePolicy = documentOf({ ...statement, ...externalId("StringEquals"), ...changes });
    const desiredState = JSON.stringify({ ResourceArn: arn, ResourcePolicy });
    return [what, { typeName: "AWS::CloudTrail::ResourcePolicy", desiredState }, ...found];
  }),
);

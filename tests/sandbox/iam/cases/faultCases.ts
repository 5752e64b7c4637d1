import type { PolicyType } from "../../../../sandbox/iam/policyDocument";
import { allow, deny, QUEUE, ROLE_ARN, type StatementParts, variable } from "./requests";

/** A title, a document, the place of its error, some of the error's words, and the type when it is not identity-based. */
export type FaultCase = readonly [title: string, document: unknown, place: string, problem: string, type?: PolicyType];

/** A document whose one statement has these parts. */
export function withStatement(parts: StatementParts): object {
  return { Version: "2012-10-17", Statement: [allow(parts)] };
}

/** Documents that break the grammar outside of their conditions. */
export const FAULT_CASES: readonly FaultCase[] = [
  ["text that is no JSON", "{", "", "it is no JSON"],
  ["a list", [], "", "an object is needed here, not a list"],
  ["no statement", { Version: "2012-10-17" }, "Statement", "an object is needed here, not nothing"],
  ["an empty list of statements", { Statement: [] }, "Statement", "the list is empty"],
  ["a statement that is text", { Statement: ["Allow"] }, "Statement[0]", "an object is needed here, not a string"],
  ["an unknown version", { Version: "2026-01-01", Statement: allow() }, "Version", "the versions are"],
  ["an unknown element", { Statement: allow(), Comment: "x" }, "Comment", "Comment is not among"],
  ["an Id in an identity policy", { Id: "x", Statement: allow() }, "Id", "Id is not among"],
  [
    "an Id that is a number",
    { Id: 1, Statement: allow({ Principal: "*" }) },
    "Id",
    "a string is needed here, not a number",
    "resource-based policy",
  ],
  [
    "an unknown element of a statement",
    withStatement({ Resources: "*" }),
    "Statement[0].Resources",
    "Resources is not among",
  ],
  ["another effect", withStatement({ Effect: "allow" }), "Statement[0].Effect", "it is Allow or Deny"],
  ["a Sid with a space", withStatement({ Sid: "a b" }), "Statement[0].Sid", '"a b" has characters other than'],
  [
    "a Sid that stands twice",
    { Statement: [allow({ Sid: "a" }), deny({ Sid: "a" })] },
    "Statement",
    "the Sid a stands twice",
  ],
  [
    "neither Action nor NotAction",
    { Statement: { Effect: "Allow", Resource: "*" } },
    "Statement",
    "either Action or NotAction",
  ],
  [
    "both Action and NotAction",
    withStatement({ Action: "*", NotAction: "*" }),
    "Statement[0]",
    "either Action or NotAction",
  ],
  [
    "an action without a service",
    withStatement({ Action: ["sqs:*", "SendMessage"] }),
    "Statement[0].Action[1]",
    '"SendMessage" is no action',
  ],
  [
    "an action that is no text",
    withStatement({ Action: 1 }),
    "Statement[0].Action",
    "a string is needed here, not a number",
  ],
  ["an empty list of actions", withStatement({ Action: [] }), "Statement[0].Action", "the list is empty"],
  [
    "both Resource and NotResource",
    withStatement({ Resource: "*", NotResource: "*" }),
    "Statement[0]",
    "either Resource or NotResource",
  ],
  [
    "a resource that is no ARN",
    withStatement({ Resource: "okta" }),
    "Statement[0].Resource",
    '"okta" is neither an ARN nor "*"',
  ],
  [
    "a wildcard in the service",
    withStatement({ Resource: "arn:aws:s*:::a" }),
    "Statement[0].Resource",
    "has a wildcard in its service",
  ],
  [
    "a variable before the resource",
    withStatement({ Resource: `arn:aws:sqs:us-east-1:${variable("aws:PrincipalAccount")}:a` }),
    "Statement[0].Resource",
    "before the fifth colon",
  ],
  [
    "a variable that is not closed",
    withStatement({ Resource: `${QUEUE}$\u007Baws:username` }),
    "Statement[0].Resource",
    "is not closed",
  ],
  [
    "a variable without a name",
    withStatement({ Resource: QUEUE + variable("") }),
    "Statement[0].Resource",
    "is no policy variable",
  ],
  [
    "a default without its space",
    withStatement({ Resource: QUEUE + variable("aws:username,'a'") }),
    "Statement[0].Resource",
    "is no policy variable",
  ],
  [
    "an incomplete ARN in a session policy",
    withStatement({ Resource: "arn:aws:sqs" }),
    "Statement[0].Resource",
    "is an incomplete ARN",
    "session policy",
  ],
  [
    "a principal in an identity policy",
    withStatement({ Principal: "*" }),
    "Statement[0].Principal",
    "an identity-based policy names no principal",
  ],
  [
    "a principal in a boundary",
    withStatement({ NotPrincipal: "*" }),
    "Statement[0].NotPrincipal",
    "a permissions boundary names no principal",
    "permissions boundary",
  ],
  [
    "no principal on a resource",
    withStatement({}),
    "Statement[0]",
    "either Principal or NotPrincipal",
    "resource-based policy",
  ],
  [
    "NotPrincipal with Allow",
    withStatement({ NotPrincipal: "*" }),
    "Statement[0].NotPrincipal",
    "NotPrincipal is for Deny",
    "resource-based policy",
  ],
  [
    "an unknown kind of principal",
    withStatement({ Principal: { Aws: "*" } }),
    "Statement[0].Principal.Aws",
    "Aws is not among",
    "resource-based policy",
  ],
  [
    "a principal of no kind",
    withStatement({ Principal: {} }),
    "Statement[0].Principal",
    "it names no principal",
    "resource-based policy",
  ],
  [
    "a principal that is text",
    withStatement({ Principal: ROLE_ARN }),
    "Statement[0].Principal",
    "an object is needed here, not a string",
    "resource-based policy",
  ],
  [
    "every service",
    withStatement({ Principal: { Service: "*" } }),
    "Statement[0].Principal.Service",
    "has a wildcard",
    "resource-based policy",
  ],
  [
    "a service that is none",
    withStatement({ Principal: { Service: "events" } }),
    "Statement[0].Principal.Service",
    "is no service principal",
    "resource-based policy",
  ],
  [
    "a wildcard within a principal",
    withStatement({ Principal: { AWS: [ROLE_ARN, "arn:aws:iam::111122223333:role/*"] } }),
    "Statement[0].Principal.AWS[1]",
    "has a wildcard",
    "resource-based policy",
  ],
  [
    "an account id of 11 digits",
    withStatement({ Principal: { AWS: "11112222333" } }),
    "Statement[0].Principal.AWS",
    "is no AWS principal",
    "resource-based policy",
  ],
  [
    "an account's ARN without root",
    withStatement({ Principal: { AWS: "arn:aws:iam::111122223333" } }),
    "Statement[0].Principal.AWS",
    "is no AWS principal",
    "resource-based policy",
  ],
  ["a Sid that is no text", withStatement({ Sid: 1 }), "Statement[0].Sid", "a string is needed here, not a number"],
  [
    "NotPrincipal in a trust policy",
    { Statement: { Effect: "Deny", NotPrincipal: "*", Action: "sts:AssumeRole" } },
    "Statement.NotPrincipal",
    "NotPrincipal is for Deny",
    "role trust policy",
  ],
];

import {
  ACCOUNT,
  allow,
  byIdentity,
  type DecisionCase,
  deny,
  KEY,
  type Page,
  policy,
  QUEUE,
  type StatementParts,
  USER,
  variable,
} from "./requests";

const BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket";
const LOGS = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/lambda/okta:log-stream:2026/01/01`;

/** The case of an identity policy that allows a resource, asked for another. */
function onResource(title: string, parts: StatementParts, resource: string, covered: boolean): DecisionCase {
  return [title, { ...byIdentity(allow(parts)), resource }, covered ? "allowed" : "implicitDeny"];
}

/** The case of an identity policy that allows actions, asked for another. */
function onAction(title: string, parts: StatementParts, action: string, covered: boolean): DecisionCase {
  return [title, { ...byIdentity(allow(parts)), action }, covered ? "allowed" : "implicitDeny"];
}

/** What Action, Resource and their Not forms cover. */
export const ELEMENT_CASES: readonly Page<DecisionCase>[] = [
  {
    page: "IAM JSON policy elements: Action",
    cases: [
      onAction("the action", { Action: "sqs:SendMessage" }, "sqs:SendMessage", true),
      onAction("another action", { Action: "sqs:ReceiveMessage" }, "sqs:SendMessage", false),
      onAction("a longer action", { Action: "sqs:SendMessage" }, "sqs:SendMessageBatch", false),
      onAction("another case", { Action: "SQS:sendmessage" }, "sqs:SendMessage", true),
      onAction("one of a list", { Action: ["sqs:DeleteMessage", "sqs:SendMessage"] }, "sqs:SendMessage", true),
      onAction("every action of the service", { Action: "sqs:*" }, "sqs:SendMessage", true),
      onAction("another service whose name begins so", { Action: "s3:*" }, "s3express:CreateSession", false),
      onAction("every action", { Action: "*" }, "sqs:SendMessage", true),
      onAction("* within the name", { Action: "iam:*AccessKey*" }, "iam:CreateAccessKey", true),
      onAction("* within the name, another action", { Action: "iam:*AccessKey*" }, "iam:CreateUser", false),
      onAction("? for one character", { Action: "sqs:?endMessage" }, "sqs:SendMessage", true),
      onAction("a service with a hyphen", { Action: "cloudtrail-data:Put*" }, "cloudtrail-data:PutAuditEvents", true),
    ],
  },
  {
    page: "IAM JSON policy elements: NotAction",
    cases: [
      onAction("all but one: another", { NotAction: "sqs:DeleteQueue" }, "sqs:SendMessage", true),
      onAction("all but one: that one", { NotAction: "sqs:DeleteQueue" }, "SQS:DeleteQueue", false),
      onAction("all but a service", { NotAction: ["iam:*", "sqs:*"] }, "sqs:SendMessage", false),
      [
        "a Deny for all but a service denies another",
        byIdentity(allow(), deny({ NotAction: "iam:*" })),
        "explicitDeny",
        "identity/1",
      ],
      ["a Deny for all but this service", byIdentity(allow(), deny({ NotAction: "sqs:*" })), "allowed", "identity/0"],
    ],
  },
  {
    page: "IAM JSON policy elements: Resource",
    cases: [
      onResource("the resource", { Resource: QUEUE }, QUEUE, true),
      onResource("another case", { Resource: QUEUE.replace("okta", "Okta") }, QUEUE, false),
      onResource("one of a list", { Resource: [KEY, QUEUE] }, QUEUE, true),
      onResource("every resource", { Resource: "*" }, QUEUE, true),
      onResource("every object of a bucket", { Resource: `${BUCKET}/*` }, `${BUCKET}/a/b`, true),
      onResource("every object is not the bucket", { Resource: `${BUCKET}/*` }, BUCKET, false),
      onResource("* over slashes", { Resource: `${BUCKET}/*/test/*` }, `${BUCKET}/1/2/test/3/object.jpg`, true),
      onResource(
        "* for nothing between slashes",
        { Resource: `${BUCKET}/*/test/*` },
        `${BUCKET}//test/object.jpg`,
        true,
      ),
      onResource("* for nothing at the end", { Resource: `${BUCKET}/*/test/*` }, `${BUCKET}/1/2/test/`, true),
      onResource(
        "no slash where one is asked",
        { Resource: `${BUCKET}/*/test/*` },
        `${BUCKET}/1-test/object.jpg`,
        false,
      ),
      onResource("a missing segment", { Resource: `${BUCKET}/*/test/*` }, `${BUCKET}/test/object.jpg`, false),
      onResource("? for one character", { Resource: `${BUCKET}/?.jpg` }, `${BUCKET}/1.jpg`, true),
      onResource("? for two characters", { Resource: `${BUCKET}/?.jpg` }, `${BUCKET}/10.jpg`, false),
      onResource("* for a Region and an account", { Resource: "arn:aws:sqs:*:*:okta" }, QUEUE, true),
      onResource("* at the end of a segment goes on", { Resource: "arn:aws:sqs:us-east-1:*" }, QUEUE, true),
      onResource(
        "* at the end of the ARN goes over colons",
        { Resource: `${LOGS.split(":log-stream")[0]}:*` },
        LOGS,
        true,
      ),
      onResource("the group alone is not its streams", { Resource: `${LOGS.split(":log-stream")[0]}` }, LOGS, false),
      onResource(
        "* before the end of a segment stays in it",
        { Resource: "arn:aws:x:u*2:a:b" },
        "arn:aws:x:us:2:a:b",
        false,
      ),
      onResource(
        "? is never a colon between segments",
        { Resource: "arn:aws:x:us?2:a:b" },
        "arn:aws:x:us:2:a:b",
        false,
      ),
      onResource(
        "? may be a colon of the resource's own",
        { Resource: "arn:aws:x:us:2:a?b" },
        "arn:aws:x:us:2:a:b",
        true,
      ),
      onResource(
        "* may cover colons amid the resource",
        { Resource: "arn:aws:x:us:2:a*c" },
        "arn:aws:x:us:2:a:b:c",
        true,
      ),
      onResource("another partition", { Resource: QUEUE.replace("aws", "aws-cn") }, QUEUE, false),
      onResource("an action without a resource", { Resource: QUEUE }, "*", false),
    ],
  },
  {
    page: "IAM JSON policy elements: NotResource",
    cases: [
      onResource("all but one: another", { NotResource: KEY }, QUEUE, true),
      onResource("all but one: that one", { NotResource: QUEUE }, QUEUE, false),
      onResource("all but a pattern", { NotResource: [KEY, "arn:aws:sqs:*:*:ok*"] }, QUEUE, false),
      ["a Deny for all but this one", byIdentity(allow(), deny({ NotResource: QUEUE })), "allowed", "identity/0"],
      ["a Deny for all but another", byIdentity(allow(), deny({ NotResource: KEY })), "explicitDeny", "identity/1"],
    ],
  },
  {
    page: "Grammar of the IAM JSON policy language",
    cases: [
      onResource("an incomplete ARN of an identity policy", { Resource: "arn:aws:sqs" }, QUEUE, true),
      onResource("an incomplete ARN with a Region", { Resource: "arn:aws:sqs:eu-west-1" }, QUEUE, false),
      [
        "an incomplete ARN of a boundary",
        { ...byIdentity(allow()), permissionsBoundary: policy("boundary", allow({ Resource: "arn:aws:sqs" })) },
        "allowed",
      ],
      [
        "one statement without a list",
        { identityPolicies: [{ name: "identity", document: { Version: "2012-10-17", Statement: allow() } }] },
        "allowed",
        "identity/0",
      ],
      [
        "a document as JSON text",
        { identityPolicies: [{ name: "identity", document: JSON.stringify({ Statement: [allow({ Sid: "All" })] }) }] },
        "allowed",
        "identity/All",
      ],
    ],
  },
  {
    page: "IAM policy elements: Variables and tags, Resource element",
    cases: [
      [
        "a variable in the resource",
        {
          ...byIdentity(allow({ Resource: `${BUCKET}/${variable("aws:username")}/*` })),
          principal: USER,
          resource: `${BUCKET}/ana/photo`,
        },
        "allowed",
      ],
      [
        "a variable with another value",
        {
          ...byIdentity(allow({ Resource: `${BUCKET}/${variable("aws:username")}/*` })),
          principal: USER,
          resource: `${BUCKET}/bob/photo`,
        },
        "implicitDeny",
      ],
      onResource(
        "a variable without value",
        { Resource: `${BUCKET}/${variable("aws:username")}` },
        `${BUCKET}/`,
        false,
      ),
      onResource(
        "a default in the resource",
        { Resource: `${BUCKET}-${variable("aws:PrincipalTag/team, 'company-wide'")}` },
        `${BUCKET}-company-wide`,
        true,
      ),
      onResource(
        "NotResource with a variable without value spares nothing",
        { NotResource: `${BUCKET}/${variable("aws:username")}` },
        `${BUCKET}/ana`,
        true,
      ),
      onResource("an asterisk by variable", { Resource: `${BUCKET}/${variable("*")}` }, `${BUCKET}/*`, true),
      onResource(
        "an asterisk by variable is no wildcard",
        { Resource: `${BUCKET}/${variable("*")}` },
        `${BUCKET}/a`,
        false,
      ),
    ],
  },
  {
    page: "IAM JSON policy elements: Version",
    cases: [
      [
        "2008-10-17 takes a variable for text",
        {
          identityPolicies: [
            {
              name: "identity",
              document: {
                Version: "2008-10-17",
                Statement: allow({ Resource: `${BUCKET}/${variable("aws:username")}` }),
              },
            },
          ],
          principal: USER,
          resource: `${BUCKET}/ana`,
        },
        "implicitDeny",
      ],
      [
        "2008-10-17 compares the text of a variable",
        {
          identityPolicies: [
            {
              name: "identity",
              document: {
                Version: "2008-10-17",
                Statement: allow({ Resource: `${BUCKET}/${variable("aws:username")}` }),
              },
            },
          ],
          principal: USER,
          resource: `${BUCKET}/${variable("aws:username")}`,
        },
        "allowed",
      ],
      [
        "no version is 2008-10-17",
        {
          identityPolicies: [
            {
              name: "identity",
              document: {
                Statement: allow({ Condition: { StringEquals: { "aws:userid": variable("aws:userid") } } }),
              },
            },
          ],
        },
        "implicitDeny",
      ],
    ],
  },
];

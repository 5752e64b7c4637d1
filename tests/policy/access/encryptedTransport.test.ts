import fc from "fast-check";
import { encryptedTransport } from "../../../policy/policies/encryptedTransport";
import { documentOf } from "../planted/planted";
import { describeCases, verdictsOn } from "../verdictsOn";
import { account, documents, of, when } from "./statements";

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
const urlOf = (name: string) => `https://sqs.us-east-1.amazonaws.com/${account}/${name}`;
const plain = when("Bool", "aws:SecureTransport", "false");
const denial = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arnOf("audit"), ...plain };
const send = { Effect: "Allow", ...of("events"), Action: "sqs:SendMessage", Resource: arnOf("audit") };
const missing = `aws:SecureTransport::sqs:SendMessage::${arnOf("audit")}`;

describeCases(
  encryptedTransport,
  "aws:sqs/queuePolicy:QueuePolicy",
  documents(
    "policy",
    denial,
    [
      ["a denial of every action without TLS", {}],
      ["a denial on every resource", { Resource: "*" }],
      ["a denial on another queue", { Resource: arnOf("other") }, missing],
      ["a denial on all queues but one", { Resource: undefined, NotResource: arnOf("other") }, missing],
      [
        "a denial under a second condition",
        { Condition: { ...plain.Condition, StringEquals: { "aws:PrincipalAccount": account } } },
        missing,
      ],
      ["a denial for one account alone", { Principal: { AWS: account } }, missing],
      ["a denial of another action", { Action: "sqs:ReceiveMessage" }, missing],
      ["a denial of what is encrypted", when("Bool", "aws:SecureTransport", "true"), missing],
      ["a denial of what is and is not encrypted", when("Bool", "aws:SecureTransport", "true", "false"), missing],
      ["a denial without a value", when("Bool", "aws:SecureTransport", ...[]), missing],
    ],
    send,
  ),
);

describe("encrypted-transport recognizes the queue or topic of a policy", () => {
  const found = async (type: string, props: object, allowed: string, denied: string) => {
    const policy = documentOf({ ...send, Resource: allowed }, { ...denial, Resource: denied });
    return (await verdictsOn([encryptedTransport], { type, name: "it", props: { ...props, policy } })).length;
  };

  it.each([
    ["by its URL", "aws:sqs/queuePolicy:QueuePolicy", { queueUrl: urlOf("audit") }],
    ["by its name", "aws:sqs/queue:Queue", { name: "audit" }],
  ])("%s", async (_how, type, props) => {
    expect(await found(type, props, "*", arnOf("audit"))).toBe(0);
    expect(await found(type, props, "*", arnOf("other"))).toBe(1);
    expect(await found(type, props, arnOf("audit"), arnOf("audit"))).toBe(0);
    expect(await found(type, props, arnOf("audit"), arnOf("other"))).toBe(1);
  });

  it("from its ARN", async () => {
    const topic = "aws:sns/topicPolicy:TopicPolicy";
    const topicArn = `arn:aws:sns:us-east-1:${account}:alerts`;
    expect(await found(topic, { arn: topicArn }, "*", topicArn)).toBe(0);
    expect(await found(topic, { arn: topicArn }, "*", `${topicArn}-2`)).toBe(1);
  });

  it("and otherwise relies on the resource of the denial", async () => {
    expect(await found("aws:sqs/queuePolicy:QueuePolicy", {}, "*", arnOf("audit"))).toBe(0);
  });
});

it("a policy that allows nothing must also deny it, and one that requires TLS need not", async () => {
  const found = async (...statements: readonly object[]) => {
    const props = { policy: documentOf(...statements) };
    const verdicts = await verdictsOn([encryptedTransport], { type: "aws:sqs/queue:Queue", name: "it", props });
    return verdicts.map(({ subject }) => subject);
  };
  expect(await found()).toEqual(["aws:SecureTransport"]);
  expect(await found({ ...denial, Condition: {} })).toEqual(["aws:SecureTransport"]);
  expect(await found(denial)).toEqual([]);
  expect(await found({ ...send, ...when("Bool", "aws:SecureTransport", "true") })).toEqual([]);
});

const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Deny"),
  Sid: fc.constantFrom("", "One"),
  Principal: fc.constantFrom("*", { AWS: account }),
  Action: fc.constantFrom("sqs:*", "sqs:SendMessage", "sqs:ReceiveMessage"),
  Resource: fc.constantFrom("*", arnOf("audit"), arnOf("other")),
  Condition: fc.constantFrom({}, plain.Condition, when("Bool", "aws:SecureTransport", "true").Condition),
});

it("neither an added allowance nor a removed denial ever removes a finding", async () => {
  const found = async (statements: readonly object[]) => {
    const props = { queueUrl: urlOf("audit"), policy: documentOf(...statements) };
    const verdicts = await verdictsOn([encryptedTransport], {
      type: "aws:sqs/queuePolicy:QueuePolicy",
      name: "it",
      props,
    });
    return verdicts.map(({ subject }) => subject);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.nat(3), async (statements, at) => {
      const index = at % statements.length;
      const without = statements.filter((_, place) => place !== index);
      const isAllow = statements[index]?.Effect === "Allow";
      const [fewer, more] = isAllow ? [without, statements] : [statements, without];
      // For a policy that allows nothing, the message describes what the account's own grants allow.
      fc.pre(fewer.some(({ Effect }) => Effect === "Allow"));
      expect(await found(more)).toEqual(expect.arrayContaining([...(await found(fewer))]));
    }),
    { numRuns: 500 },
  );
});

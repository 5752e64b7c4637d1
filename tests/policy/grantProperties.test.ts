import fc from "fast-check";
import { statementsOf } from "../../policy/documents/statements";
import { findingOn } from "../../policy/documents/subjects";
import { overlaps, type Step, stepsOf, type Takes } from "../../policy/grants/overlap";
import { leastPrivilege } from "../../policy/policies/leastPrivilege";
import { documentOf } from "./planted/planted";
import { verdictsOn } from "./verdictsOn";

interface Grant {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: object;
}

const account = "123456789012";
const actions = fc.constantFrom(
  ...["sqs:SendMessage", "sqs:*", "sqs:ListQueues", "s3:GetObject", "s3:ListBucket", "s3:Get*", "kms:Decrypt", "*"],
  ...["iam:PassRole", "iam:PutRolePolicy", "logs:CreateLogGroup", "logs:PutLogEvents", "ec2:StopInstances"],
  ...["cloudwatch:PutMetricData", "dynamodb:Query", "polly:SynthesizeSpeech", "kms:CreateGrant", "nobody:Call"],
  ...["kms:ReEncrypt*", "iam:GetRole", "iam:CreateServiceLinkedRole", "ec2:CreateVolume", "route53:GetChange"],
);
const resources = fc.constantFrom(
  ...["*", `arn:aws:sqs:us-east-1:${account}:audit`, `arn:aws:sqs:us-east-1:${account}:audit-*`, "arn:aws:s3:::audit"],
  ...["arn:aws:s3:::audit/*", `arn:aws:kms:us-east-1:${account}:key/6d2d1c33`, `arn:aws:iam::${account}:role/x`],
  ...[`arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/x:*`, `arn:aws:logs:*:${account}:*`],
  ...[`arn:aws:ec2:us-east-1:${account}:instance/*`, `arn:aws:dynamodb:us-east-1:${account}:table/x/index/*`],
  ...["arn:aws:sqs*", "arn:aws:s3:::*-x/*", `arn:aws:sqs:us-east-1:${account}:a,b`, "arn:aws:s3:::a\\,b/x::Sid=A"],
  ...["arn:aws:iam::*:role/x", `arn:aws:ec2:us-east-1:${account}:volume/vol-1*`],
);
const conditions = fc.constantFrom(
  ...[{ StringEquals: { "aws:ResourceTag/team": "audit" } }, { StringLike: { "aws:ResourceTag/team": "*" } }],
  ...[
    { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
    { Bool: { "kms:GrantIsForAWSResource": "true" } },
    { StringLike: { "iam:AWSServiceName": "ecs.amazonaws.com" } },
  ],
);
const grant: fc.Arbitrary<Grant> = fc.record(
  {
    Sid: fc.constantFrom("A", "B"),
    Effect: fc.constant("Allow"),
    Action: fc.uniqueArray(actions, { minLength: 1, maxLength: 3 }),
    Resource: fc.uniqueArray(resources, { minLength: 1, maxLength: 3 }),
    Condition: conditions,
  },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

async function subjects(...statements: readonly Grant[]): Promise<readonly string[]> {
  const props = { policy: JSON.stringify(documentOf(...statements)) };
  const verdicts = await verdictsOn([leastPrivilege], { type: "aws:iam/policy:Policy", name: "it", props });
  return verdicts.map(({ subject }) => subject);
}

/** A text with some of its characters replaced by wildcards: it matches the same texts, and more. */
const widened = (text: string) =>
  fc
    .array(fc.record({ at: fc.nat(text.length), length: fc.nat(8), mark: fc.constantFrom("*", "?") }), { maxLength: 3 })
    .map((holes) =>
      holes.reduce((wide, { at, length, mark }) => {
        const end = mark === "*" ? at + length : at + 1;
        return end > wide.length || (mark === "?" && wide[at] === "*")
          ? wide
          : `${wide.slice(0, at)}${mark}${wide.slice(end)}`;
      }, text),
    );

/** Kinds of findings on statements that grant nothing: a wider pattern may grant something. */
const grantsNothing = /^(Mismatch|UnknownAction)::/;

describe("least privilege, for any documents", () => {
  it("an added grant or denial removes no finding", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(grant, { minLength: 1, maxLength: 3 }),
        grant,
        fc.boolean(),
        async (given, more, denies) => {
          const added: Grant = denies ? { ...more, Effect: "Deny" } : more;
          expect(await subjects(...given, added)).toEqual(expect.arrayContaining([...(await subjects(...given))]));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("a grant with a finding keeps it if its resources get wildcards", async () => {
    await fc.assert(
      fc.asyncProperty(
        grant.chain((one) => fc.tuple(fc.constant(one), fc.tuple(...one.Resource.map(widened)))),
        async ([one, Resource]) => {
          const before = (await subjects(one)).filter((subject) => !grantsNothing.test(subject));
          const after = (await subjects({ ...one, Resource })).filter((subject) => !grantsNothing.test(subject));
          const kinds = (found: readonly string[]) => found.map((subject) => subject.split("::")[0]);
          expect(kinds(after)).toEqual(expect.arrayContaining(kinds(before)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("a grant with a finding keeps it if its actions get wildcards", async () => {
    await fc.assert(
      fc.asyncProperty(
        grant.chain((one) => fc.tuple(fc.constant(one), fc.tuple(...one.Action.map(widened)))),
        async ([one, Action]) => {
          const isAtFault = (await subjects(one)).some((subject) => !grantsNothing.test(subject));
          expect(isAtFault && (await subjects({ ...one, Action })).length === 0).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("a subject names its actions, its resources and its Sid, and no others", () => {
    const tokens = ["", ",", "\\", ":", "Sid=", "a"];
    const values = [...new Set(tokens.flatMap((first) => tokens.map((second) => first + second)))].filter(Boolean);
    const lists = values.flatMap((first, place) => [
      [first],
      ...values.slice(place + 1).map((second) => [first, second]),
    ]);
    const [unnamed, named] = statementsOf(documentOf({}, { Sid: "a" }));
    const all = new Set<string>();
    for (const statement of [unnamed, named]) {
      for (const Action of lists) {
        for (const Resource of lists) {
          const [finding] = statement ? findingOn(statement, "Kind", Action, Resource, () => "") : [];
          all.add(String(finding?.subject));
        }
      }
    }
    expect(all.size).toBe(2 * lists.length ** 2);
  });
});

/** A language over `a` and `/` with the equivalent regular expression. */
const part = fc.constantFrom<readonly [string, Takes]>(
  ["a", (symbol) => symbol === "wild" || (symbol !== "variable" && symbol.literal === "a")],
  ["/", (symbol) => symbol === "wild" || (symbol !== "variable" && symbol.literal === "/")],
  ["[^]", () => true],
);
const language = fc.array(fc.tuple(part, fc.boolean()), { maxLength: 5 }).map((parts) => ({
  steps: parts.map(([[, symbols], repeats]): Step<Takes> => ({ symbols, repeats })),
  matches: new RegExp(`^${parts.map(([[source], repeats]) => `${source}${repeats ? "*" : ""}`).join("")}$`),
}));
const pattern = fc.string({ unit: fc.constantFrom("a", "/", "*", "?"), maxLength: 5 });

/** Every text of `a` and `/` up to a length sufficient for patterns and languages of five single steps each. */
const texts = Array.from({ length: 11 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: 2 ** length }, (_, bits) =>
    Array.from({ length }, (_, place) => ((bits >> place) & 1 ? "/" : "a")).join(""),
  ),
);

it("a pattern and a language overlap if and only if one of all short texts is in both", () => {
  fc.assert(
    fc.property(pattern, language, (written, { steps, matches }) => {
      const source = written.replaceAll("*", "[^]*").replaceAll("?", "[^]");
      const ofPattern = new RegExp(`^${source}$`);
      const isShared = texts.some((text) => ofPattern.test(text) && matches.test(text));
      expect(overlaps(stepsOf(written), steps)).toBe(isShared);
    }),
    { numRuns: 1_000 },
  );
});

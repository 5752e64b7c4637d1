import type { PolicyType } from "../../../sandbox/iam/documentShape";
import { parsePolicyDocument } from "../../../sandbox/iam/policyDocument";
import { readJson } from "../../support/readJson";
import { allow } from "./requests";

/** A document, the place of its error, some of the error's words, and the type if it is not identity-based. */
type FaultCase = readonly [title: string, document: unknown, place: string, problem: string, type?: PolicyType];

/** A Condition block, the place of its error after `Condition`, and some of the error's words. */
type ConditionFaultCase = readonly [title: string, condition: unknown, place: string, problem: string];

/** Returns a document whose single statement has these parts. */
function withStatement(parts: object): object {
  return { Version: "2012-10-17", Statement: [allow({ ...parts })] };
}

function parse(document: unknown, type: PolicyType = "identity-based policy") {
  return parsePolicyDocument({ name: "example", document }, type);
}

const faults = readJson<readonly FaultCase[]>(__dirname, "cases/faults.json");
const conditionFaults = readJson<readonly ConditionFaultCase[]>(__dirname, "cases/conditionFaults.json").map(
  ([title, Condition, place, problem]): FaultCase => {
    const path = ["Statement[0].Condition", place].filter(Boolean).join(".");
    return [title, withStatement({ Condition }), path, problem];
  },
);

test.each([...faults, ...conditionFaults].map((fault) => ({ fault })))(
  "a malformed document is refused at its place: $fault.0",
  ({ fault: [, document, path, problem, type] }) => {
    const error = expect.objectContaining({
      place: expect.objectContaining({ path }),
      problem: expect.stringContaining(problem),
    });
    expect(() => parse(document, type)).toThrow(error);
  },
);

describe("documents that AWS accepts are accepted", () => {
  test("a repeated Sid, with spaces, on a resource", () => {
    const statement = allow({ Sid: "Allow events", Principal: { Service: "events.amazonaws.com" } });
    const { statements } = parse({ Id: "queue policy", Statement: [statement, statement] }, "resource-based policy");
    expect(statements.map(({ id }) => id)).toEqual(["Allow events", "Allow events"]);
  });

  test("a statement without a Sid, or with an empty one, is named by its position", () => {
    expect(
      parse({ Statement: [allow(), allow({ Sid: "" }), allow({ Sid: "a" })] }).statements.map(({ id }) => id),
    ).toEqual([0, 1, "a"]);
  });
});

test("the message of an error names the policy, the place and the problem", () => {
  expect(() => parse(withStatement({ Effect: "Permit" }))).toThrow(
    "The policy example is malformed at Statement[0].Effect: it is Allow or Deny.",
  );
  expect(() => parse(3)).toThrow(
    "The policy example is malformed at its top level: an object is needed here, not a number.",
  );
});

import type { PolicyType } from "../../../sandbox/iam/documentTypes";
import { parsePolicyDocument } from "../../../sandbox/iam/policyDocument";
import { PolicyDocumentError } from "../../../sandbox/iam/policyDocumentError";
import { readJson } from "../../support/readJson";
import { allow } from "./requests";

/** A document, the place of its error, some of the error's words, and the type when it is not identity-based. */
type FaultCase = readonly [title: string, document: unknown, place: string, problem: string, type?: PolicyType];

/** A Condition block, the place of its error behind `Condition`, and some of the error's words. */
type ConditionFaultCase = readonly [title: string, condition: unknown, place: string, problem: string];

/** A document whose one statement has these parts. */
function withStatement(parts: object): object {
  return { Version: "2012-10-17", Statement: [allow({ ...parts })] };
}

function parse(document: unknown, type: PolicyType = "identity-based policy") {
  return parsePolicyDocument({ name: "example", document }, type);
}

/** The place and the problem of a document's error. */
function faultOf(document: unknown, type?: PolicyType): string {
  try {
    parse(document, type);
  } catch (error) {
    if (error instanceof PolicyDocumentError) {
      return `${error.place.path}: ${error.problem}`;
    }
    throw error;
  }
  return "none";
}

describe("a malformed document is refused at its place", () => {
  test.each(readJson<readonly FaultCase[]>(__dirname, "cases/faults.json").map((fault) => ({ fault })))(
    "$fault.0",
    ({ fault: [, document, place, problem, type] }) => {
      const found = faultOf(document, type);
      expect(found.slice(0, place.length + 2)).toBe(`${place}: `);
      expect(found).toContain(problem);
    },
  );
});

describe("a malformed condition is refused at its place", () => {
  test.each(readJson<readonly ConditionFaultCase[]>(__dirname, "cases/conditionFaults.json"))(
    "%s",
    (_title, condition, place, problem) => {
      const path = ["Statement[0].Condition", place].filter(Boolean).join(".");
      const found = faultOf(withStatement({ Condition: condition }));
      expect(found.slice(0, path.length + 2)).toBe(`${path}: `);
      expect(found).toContain(problem);
    },
  );
});

describe("what AWS takes is taken", () => {
  test("a Sid that repeats, with spaces, on a resource", () => {
    const statement = allow({ Sid: "Allow events", Principal: { Service: "events.amazonaws.com" } });
    const { statements } = parse({ Id: "queue policy", Statement: [statement, statement] }, "resource-based policy");
    expect(statements.map(({ id }) => id)).toEqual(["Allow events", "Allow events"]);
  });

  test("a statement without a Sid, or with an empty one, goes by its position", () => {
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

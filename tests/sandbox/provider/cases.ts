import { type CloudContext, declareResource, ProviderError } from "../../../sandbox/provider";

export const context: CloudContext = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };

type Inputs = Readonly<Record<string, unknown>>;

/** What is changed in the inputs that are in order, and the failures that follow, exactly and in order. */
export type Violation = readonly [name: string, change: Inputs, ...failures: string[]];

/** Declares `inputs` with each change, one at a time, and expects its failures and no others. */
export function expectViolations(type: string, inputs: Inputs, violations: readonly Violation[]): void {
  test.each(violations.map(([name, change, ...failures]) => ({ name, change, failures })))(
    "refuses $name",
    ({ change, failures }) => {
      expect(refusal(type, { ...inputs, ...change })).toEqual(failures);
    },
  );
}

/** Expects each change to be allowed. */
export function expectAllowed(type: string, inputs: Inputs, changes: readonly (readonly [string, Inputs])[]): void {
  test.each(changes.map(([name, change]) => ({ name, change })))("allows $name", ({ change }) => {
    expect(refusal(type, { ...inputs, ...change })).toEqual([]);
  });
}

/** The failures of a declaration; none when it is in order. */
export function refusal(type: string, inputs: Inputs): readonly string[] {
  try {
    declareResource(type, "example", inputs, context);
    return [];
  } catch (error) {
    if (error instanceof ProviderError) {
      return error.failures;
    }
    throw error;
  }
}

export const characters = (count: number) => "x".repeat(count);

const statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" };

export const identityPolicy = { Version: "2012-10-17", Statement: [statement] };

export const resourcePolicy = {
  Version: "2012-10-17",
  Statement: [{ ...statement, Principal: { Service: "events.amazonaws.com" } }],
};

export const trustPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
};

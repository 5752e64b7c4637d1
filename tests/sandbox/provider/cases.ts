import { type CloudContext, declareResource, ProviderError } from "../../../sandbox/provider";

export const context: CloudContext = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };

type Inputs = Readonly<Record<string, unknown>>;

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

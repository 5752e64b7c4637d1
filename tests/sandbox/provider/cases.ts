import { type CloudContext, declareResource, type Inputs, ProviderError } from "../../../sandbox/provider";
import happyPaths from "./happyPaths.json";

export const context: CloudContext = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };

/** Valid inputs, by type of resource. */
export const inOrder: Readonly<Record<string, Inputs>> = happyPaths;

/** Returns the failures of a declaration; none if it is valid. */
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

import { declareStack } from "../common/stack";
import { maximalStack } from "../maximalStack";
import { deployerRequests } from "./deployerRequests";
import { requests as refused } from "./escalations.json";

/**
 * Prints, as JSON for other implementations of IAM, the requests that the deployer's policy must allow and those that
 * it must refuse.
 */
async function printRequests(): Promise<void> {
  const { resources } = await declareStack(maximalStack);
  process.stdout.write(JSON.stringify({ allowed: await deployerRequests(resources), refused }));
}

void printRequests();

/**
 * Decides requests with @cloud-copilot/iam-simulate, from the folder that the first argument names: `{allowed, refused}` on standard
 * input, the policy's file as the second argument. Prints the decisions that are not as expected, and a summary.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, policyFile] = process.argv.slice(2);
const { runSimulation } = createRequire(join(resolve(folder), "package.json"))("@cloud-copilot/iam-simulate");
const policy = JSON.parse(readFileSync(policyFile, "utf8"));
const { allowed, refused } = JSON.parse(readFileSync(0, "utf8"));
const account = "123456789012";
const keyPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" }],
};

async function decide({ action, resource, context }) {
  const { errors, overallResult, resultType } = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/deployer`,
        action,
        resource: { resource, accountId: account },
        contextVariables: context,
      },
      identityPolicies: [{ name: "deployer", policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: action.startsWith("kms:") ? keyPolicy : undefined,
    },
    {},
  );
  return errors === undefined ? (overallResult ?? resultType) : JSON.stringify(errors);
}

const problems = [];
for (const [requests, isExpected] of [
  [allowed, (decision) => decision === "Allowed"],
  [refused, (decision) => decision.endsWith("Denied")],
]) {
  for (const request of requests) {
    const decision = await decide(request);
    if (!isExpected(decision)) {
      problems.push(`${request.name ?? "a deployment's call"}: ${request.action} on ${request.resource}: ${decision}`);
    }
  }
}
for (const problem of problems) {
  console.log(problem);
}
console.log(`iam-simulate decided ${allowed.length + refused.length} requests`);

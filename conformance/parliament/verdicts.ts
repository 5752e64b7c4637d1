import { readFileSync } from "node:fs";
import { wholeServicesOf } from "../../policy/data/managedPolicies";
import { judge } from "../../policy/judge";
import { managedPolicies } from "../../policy/policies/managedPolicies";

/**
 * Reads paths and names of AWS managed policies as a JSON list from standard input. Prints, as an object, each one
 * whose attachment the policy managed-policies refuses, with its entry in that policy's table.
 */
async function run(): Promise<void> {
  const names: readonly string[] = JSON.parse(readFileSync(0, "utf8"));
  const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  const attachments = names.map((name) => {
    const urn = `urn:pulumi:conformance::parliament::${type}::${name}`;
    const inputs = { role: "role", policyArn: `arn:aws:iam::aws:policy/${name}` };
    return { urn, type, name, inputs, outputs: {} };
  });
  const { verdicts } = await judge([managedPolicies], attachments);
  const refused = verdicts.map(({ resource }): [string, string] => [resource, wholeServicesOf[resource] ?? ""]);
  process.stdout.write(JSON.stringify(Object.fromEntries(refused)));
}

void run();

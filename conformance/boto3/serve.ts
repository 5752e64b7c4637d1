import { existingResources } from "../../sandbox/program/existing";
import { deploy } from "../../sandbox/sandbox";
import { declareStack, stackOf } from "../common/stack";

const okta = {
  eventSourceName: "aws.partner/okta.com/acme/audit",
  sink: ["cloudtrail-lake", "s3"],
  archive: { retentionDays: 7 },
  rawLogGroup: { retentionDays: 7 },
};

/** Deploys a stack into the sandbox. Prints the address of its services, an operator's credentials and the outputs of each resource by type and name. */
async function serve(): Promise<void> {
  const program = await declareStack(stackOf("conformance", { vendors: { okta }, detections: { okta: {} } }));
  const { gatewayUrl: url, credentials } = await deploy(program.resources, { existing: existingResources(program) });
  const resources = Object.fromEntries(
    program.resources.map(({ type, name, outputs }) => [`${type.split(":").at(-1)} ${name}`, outputs]),
  );
  const operator = credentials.issue("arn:aws:iam::123456789012:role/operator", "operator");
  process.stdout.write(`${JSON.stringify({ url, ...operator, resources })}\n`);
}

void serve();

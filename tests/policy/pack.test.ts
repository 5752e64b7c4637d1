import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { checkPackConfiguration } from "../../cli/policy/checkPackConfiguration";
import { integrationType } from "../../components/integration/partnerAuditIntegration";
import { putAuditEventsLimits } from "../../functions/limits/limits";
import { everyPolicy } from "../../policy/everyPolicy";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { limits } from "../../policy/policies/putAuditEventsDemand";
import { uniquenessOfTypes } from "../../policy/policies/uniqueNames";
import type { PackConfiguration } from "../../policy/settings";
import { uniquenessOfTypes as sandboxUniqueness } from "../../sandbox/provider";
import { outcomeOf } from "../support/command";
import { declareStack, oktaAlone } from "../support/declare";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, "policy");
const now = new Date("2026-11-21T00:00:00Z");

describe("the pack", () => {
  it("finds nothing in the project's own stack, and with the presets in a stack that meets them", async () => {
    const { resources } = await declareStack();
    expect(await judge(policies, resources)).toEqual({ verdicts: [], waived: [], unknown: [] });
    const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/6d2d1c33-7a34-4f4c-9e2c-6a6f3b0c1d2e";
    const strict = await declareStack({
      vendors: {
        okta: { eventSourceName: "aws.partner/okta.com/acme/audit", kmsKeyArn, sink: ["cloudtrail-lake", "s3"] },
      },
      lake: { kmsKeyArn },
      tags: { project: "partner-audit", environment: "prod" },
    });
    for (const name of ["dev", "prod", "strict"]) {
      expect((await judge(policies, strict.resources, { configuration: preset(name), now })).verdicts).toEqual([]);
    }
  });

  it("refuses a store without termination protection, except in the update before its deletion", async () => {
    const { resources } = await declareStack({
      vendors: { okta: { ...oktaAlone.okta, terminationProtection: false } },
    });
    const subjects = async (configuration: PackConfiguration) =>
      (await judge(policies, resources, { configuration })).verdicts.map(({ subject }) => subject);
    expect(await subjects({})).toEqual(["terminationProtectionEnabled::false"]);
    expect(await subjects(preset("removal"))).toEqual([]);
    const withKey = { ...preset("removal")["event-data-store"], requireCustomerManagedKey: true };
    expect(await subjects({ "event-data-store": withKey })).toEqual(["kmsKeyId"]);
  });

  it("names every policy once, with its purpose", () => {
    expect(new Set(everyPolicy().map(({ name }) => name)).size).toBe(everyPolicy().length);
    for (const { name, description, remediation, references } of everyPolicy()) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description).toMatch(/\.$/);
      expect(remediation).toMatch(/\.$/);
      expect(references.length).toBeGreaterThan(0);
    }
  });

  it("has the same component types and service limits as the other layers", () => {
    expect(readFileSync(join(folder, "policies", "integrationCompleteness.ts"), "utf8")).toContain(
      `"${integrationType}"`,
    );
    expect(limits.putAuditEventsEvents).toBe(putAuditEventsLimits.events);
    const inSandbox = Object.entries(sandboxUniqueness).map(([type, { answer: _, ...uniqueness }]) => [
      type,
      {
        ...uniqueness,
        properties: uniqueness.properties.map(([name = "", ...absent]) => [
          `${name[0]?.toLowerCase()}${name.slice(1)}`,
          ...absent,
        ]),
      },
    ]);
    expect(uniquenessOfTypes).toMatchObject(Object.fromEntries(inSandbox));
  });

  it("can be published: it imports only its own folder, Node.js modules and packages of its own package.json", () => {
    const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const { devDependencies } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    for (const [name, version] of Object.entries(dependencies)) {
      expect([name, devDependencies[name]]).toEqual([name, version]);
    }
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(30);
    // Types are stripped when the pack is loaded.
    for (const file of files) {
      const source = readFileSync(join(folder, file), "utf8");
      for (const [, from = ""] of source.replace(/^import type .*$/gm, "").matchAll(/from "([^"]+)"/g)) {
        const isInside = from.startsWith(".")
          ? !relative(folder, resolve(join(folder, file), "..", from)).startsWith("..")
          : from.startsWith("node:") || from in dependencies;
        expect([file, from, isInside]).toEqual([file, from, true]);
      }
    }
  });
});

describe("the pack's configuration", () => {
  it.each(["dev", "prod", "removal", "strict"])("is valid for the preset %s", (name) => {
    expect(checkPackConfiguration(name, preset(name))).toEqual(preset(name));
  });

  it("is refused if invalid, with every place, value and what is allowed", async () => {
    const configuration = {
      retension: "advisory",
      redrive: "mandatry",
      retention: { eventDataStoreFloorDays: 0, logGroupFloorDay: 3, perTagValue: { prod: { queueFloorDays: "7" } } },
      "least-privilege": { waivers: [{ finding: "Action::*", reason: "", expires: "soon" }] },
    };
    const refusal = outcomeOf(async () => void checkPackConfiguration("pack.json", configuration));
    expect((await refusal).stderr.trim().split("\n  ")).toEqual([
      "pack.json has 7 problems:",
      expect.stringMatching(/^retension: no policy of the pack\. Did you mean retention\? Known: all, retention, /),
      expect.stringMatching(/^redrive: .*"advisory"\|"mandatory".*; it is "mandatry"\.$/),
      expect.stringMatching(/^retention\.eventDataStoreFloorDays: .*>=1; it is 0\.$/),
      expect.stringMatching(/^retention\.perTagValue\.prod\.queueFloorDays: .*; it is "7"\.$/),
      expect.stringMatching(/^retention: .*"logGroupFloorDay".*/),
      expect.stringMatching(/^least-privilege\.waivers\.0\.reason: .*; it is ""\.$/),
      expect.stringMatching(/^least-privilege\.waivers\.0\.expires: .*; it is "soon"\.$/),
    ]);
  });
});

function preset(name: string) {
  return JSON.parse(readFileSync(join(folder, "presets", `${name}.json`), "utf8"));
}

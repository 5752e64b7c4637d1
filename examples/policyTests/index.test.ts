import * as pulumi from "@pulumi/pulumi";
import { type CheckedResource, check } from "partner-audit-policy";

const resources: CheckedResource[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, provider }) => {
      const outputs = { ...inputs, arn: `arn:aws:sqs:us-east-1:123456789012:${name}`, name };
      resources.push({ type, name, inputs, outputs, provider });
      return { id: `${name}-id`, state: outputs };
    },
    call: ({ inputs }) => inputs,
  });
  await import("./index");
  // Wait until every resource is declared.
  await pulumi.runtime.disconnect();
});

describe("the resources of this program", () => {
  it("violate one policy", async () => {
    const { verdicts } = await check(resources);
    expect(verdicts).toMatchObject([
      {
        policy: "retention",
        resource: "orders",
        subject: "messageRetentionSeconds::3600",
        enforcementLevel: "mandatory",
      },
    ]);
  });

  it("violate none if one hour is enough for every queue", async () => {
    const configuration = { retention: { queueFloorDays: 1 / 24 } };
    expect(await check(resources, { configuration })).toEqual({ verdicts: [], waived: [], unknown: [] });
  });

  it("violate none while the finding is waived", async () => {
    const waiver = {
      finding: "messageRetentionSeconds::3600",
      resource: "orders",
      owner: "Team Orders",
      reason: "An order that is an hour old is placed again.",
      expires: "2027-03-31",
    };
    const configuration = { retention: { waivers: [waiver] } };
    const before = await check(resources, { configuration, now: new Date("2027-03-31T23:59:59Z") });
    expect(before.verdicts).toEqual([]);
    expect(before.waived).toMatchObject([{ policy: "retention", resource: "orders", owner: "Team Orders" }]);
    const after = await check(resources, { configuration, now: new Date("2027-04-01T00:00:00Z") });
    expect(after.verdicts.map(({ policy }) => policy)).toEqual(["retention", "waivers"]);
  });
});

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import { DeploymentError } from "../../sandbox/deployment/deployment";
import { existingResources } from "../../sandbox/program/existing";
import { deploy } from "../../sandbox/sandbox";
import { declareStack, oktaAlone } from "../support/declare";
import { oktaDetails, sendDetails, withStack } from "../support/stack";
import * as d from "./declared";

const storeArn = d.storeArn("11111111-2222-4333-8444-555555555555");

function store(category: string) {
  const advancedEventSelectors = [{ fieldSelectors: [{ field: "eventCategory", equals: [category] }] }];
  const inputs = { name: "okta", advancedEventSelectors };
  return d.declared("aws:cloudtrail/eventDataStore:EventDataStore", "okta", inputs, { arn: storeArn });
}

function channel(name: string, id: string) {
  const Destinations = [{ Type: "EVENT_DATA_STORE", Location: storeArn }];
  const desiredState = JSON.stringify({ Name: name, Source: "GitHub", Destinations });
  const inputs = { typeName: "AWS::CloudTrail::Channel", desiredState };
  return d.declared("aws:cloudcontrol/resource:Resource", name, inputs, {}, d.channelArn(id));
}

describe("a sandbox", () => {
  it("generates the same identifiers for the same seed, and different ones for another", async () => {
    const run = async (seed: number) => {
      const ids: string[] = [];
      await withStack(
        async (stack) => {
          sendDetails(stack, "okta", oktaDetails(1));
          const messages = stack.sandbox.queues.get("partner-audit-dev_okta_events")?.peek() ?? [];
          ids.push(...messages.map(({ messageId }) => messageId));
          await stack.sandbox.settle();
        },
        { seed, observers: { accepted: ({ eventID }) => ids.push(eventID) } },
      );
      return ids;
    };
    const first = await run(1);
    expect(first).toHaveLength(2);
    expect(await run(1)).toEqual(first);
    expect((await run(2)).filter((id) => first.includes(id))).toEqual([]);
  });

  it("has an existing bus and channel outside of the stack, if they are declared", async () => {
    const channelArn = d.channelArn("66666666-7777-4888-8999-000000000000");
    const vendors = {
      okta: { vendor: "okta", eventBusName: "okta", channel: channelArn, pattern: { source: ["okta"] } },
    };
    const existing = existingResources(await declareStack({ vendors }));
    await withStack(
      async ({ sandbox, send, ledger }) => {
        send("okta", d.envelope("okta", oktaDetails(1)[0] ?? {}));
        await sandbox.settle();
        expect(ledger("okta")).toMatchObject({ received: 1, ingested: 1 });
        expect(() => sandbox.putEvent("aws.partner/okta.com/other/audit", {})).toThrow(
          "There is no event bus for the event source aws.partner/okta.com/other/audit. The buses are: default, okta.",
        );
      },
      { existing },
      { vendors },
    );
  });

  it("leaves no file behind, and can be closed twice, even while it works", async () => {
    const { resources } = await declareStack({ vendors: oktaAlone });
    // A separate temporary folder, since other suites create sandboxes at the same time.
    const folder = mkdtempSync(`${os.tmpdir()}/sandbox-test-`);
    const elsewhere = jest.spyOn(os, "tmpdir").mockReturnValue(folder);
    try {
      const sandbox = await deploy(resources);
      expect(readdirSync(folder).sort()).toEqual([
        expect.stringMatching(/^partner-audit-\w+-\d+-lake-/),
        expect.stringMatching(/^partner-audit-\w+-\d+-sandbox-/),
      ]);
      const source = oktaAlone.okta.eventSourceName;
      sandbox.putEvent(source, d.envelope(source, oktaDetails(1)[0] ?? {}));
      const settling = sandbox.settle();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sandbox.close();
      await settling;
      await sandbox.close();
      expect(readdirSync(folder)).toEqual([]);
      await expect(fetch(sandbox.gatewayUrl)).rejects.toThrow();
    } finally {
      elsewhere.mockRestore();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a deployment that the cloud refuses", () => {
  const audit = store("ActivityAuditLog");
  const queue = d.queue("a", d.redrive("gone", 5));
  const sameSource = 'Resource "two": there is a channel of source GitHub already, "one"';
  it.each([
    ["a missing dead-letter queue", [queue], 'Queue "a": .* Dead letter target does not exist'],
    ["a missing store", [channel("okta", "1")], `EventDataStoreNotFound.*${storeArn}`],
    ["a store for AWS's own events", [store("Management"), channel("okta", "1")], "InvalidEventDataStoreCategory"],
    ["two channels of one source", [audit, channel("one", "1"), channel("two", "2")], sameSource],
    ["missing code", [d.lambda("fn", "", { code: { path: "/nowhere/at" } })], 'Function "fn".*/nowhere/at'],
  ])("reports the resource and the reason: %s", async (_, resources, message) => {
    await expect(deploy(resources)).rejects.toThrow(DeploymentError);
    await expect(deploy(resources)).rejects.toThrow(new RegExp(message));
  });

  it("reports all problems at once", async () => {
    await expect(deploy([queue, d.mapping("gone", "gone")])).rejects.toMatchObject({ problems: { length: 3 } });
  });
});

import { existingResources } from "../../cli/start/existing";
import { parseFaults } from "../../sandbox/faults";
import { declareStack, oktaAlone } from "../support/declare";
import { type Change, changeInputs, oktaDetails, sendDetails, withStack } from "../support/stack";
import { afterAMinute, minute, waiting, withoutAction } from "./refusedCalls";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("with a customer managed key on the queue", () => {
  const account = {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const events = {
    Sid: "Events",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["kms:GenerateDataKey", "kms:Decrypt"],
    Resource: "*",
  };
  const decrypt = { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };

  /** Encrypts the queue with a key of this policy, and adds statements to what the role may do. */
  const encrypted =
    (keyPolicy: readonly object[], grants: readonly object[]): Change =>
    (resources) => {
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: keyPolicy });
      const key = {
        urn: "urn:key",
        type: "aws:kms/key:Key",
        name: "key",
        id: keyArn,
        inputs: { policy },
        outputs: { arn: keyArn, policy },
      };
      const withKey = changeInputs("okta/queue", () => ({ kmsMasterKeyId: keyArn, sqsManagedSseEnabled: undefined }))(
        resources,
      );
      const withGrants = changeInputs("okta/receive-events", ({ policy: own }) => {
        const document = JSON.parse(String(own));
        return { policy: JSON.stringify({ ...document, Statement: [...document.Statement, ...grants] }) };
      })(withKey);
      return [...withGrants, key];
    };

  it("lets events through where the key's policy and the role's allow it", async () => {
    const { ledger } = await afterAMinute(encrypted([account, events], [decrypt]));
    expect(ledger).toMatchObject({ received: 5, ingested: 5 });
  });

  it("puts them into the target's dead-letter queue where EventBridge may not use the key", async () => {
    const { ledger, undelivered } = await afterAMinute(encrypted([account], [decrypt]));
    expect(ledger).toMatchObject({ received: 5, ingested: 0, rejected: 5 });
    expect(undelivered[0]?.messageAttributes.ERROR_MESSAGE?.StringValue).toContain("kms:GenerateDataKey");
  });

  it("lets them wait where the role may not decrypt", async () => {
    const { ledger, mapping } = await afterAMinute(encrypted([account, events], []));
    expect(ledger).toMatchObject({ ...waiting, requests: 0 });
    expect(mapping).toEqual([expect.stringContaining("no identity-based policy allows the kms:Decrypt action")]);
  });

  it("lets them wait where the key's policy does not delegate to the account", async () => {
    const { ledger, mapping } = await afterAMinute(encrypted([events], [decrypt]));
    expect(ledger).toMatchObject(waiting);
    expect(mapping).toEqual([expect.stringContaining("kms:Decrypt")]);
  });
});

describe("with the customer managed key that the configuration names for the queues", () => {
  const statements = [
    { Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" },
    { Principal: { Service: "events.amazonaws.com" }, Action: ["kms:GenerateDataKey", "kms:Decrypt"] },
  ].map((statement) => ({ ...statement, Effect: "Allow", Resource: "*" }));
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const key = { urn: "urn:key", type: "aws:kms/key:Key", name: "key", id: keyArn, inputs: { policy } };
  const withKey: Change = (resources) => [...resources, { ...key, outputs: { arn: keyArn, policy } }];

  /** Two events in three can never be ingested, and are to be parked. */
  const ledgerOf = (change: Change) =>
    withStack(
      async (stack) => {
        sendDetails(stack, "okta", [...oktaDetails(1), {}, { uuid: "no time" }]);
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        return stack.ledger("okta");
      },
      { change, faults: parseFaults(["entry-FieldTooLong=0.9999999"]) },
      { vendors: { okta: { ...oktaAlone.okta, encryptionKeys: { queues: keyArn } } } },
    );

  it("reads the queue and parks rejects", async () => {
    expect(await ledgerOf(withKey)).toMatchObject({ received: 3, rejected: 3, pending: 0 });
  });

  it("is taken to be in the account, with the policy that it needs, where the program does not declare it", async () => {
    const vendors = { okta: { ...oktaAlone.okta, encryptionKeys: { queues: keyArn } } };
    const existing = existingResources(await declareStack({ vendors }));
    const ledger = await withStack(
      async (stack) => {
        sendDetails(stack, "okta", oktaDetails(3));
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
        return stack.ledger("okta");
      },
      { existing },
      { vendors },
    );
    expect(ledger).toMatchObject({ received: 3, ingested: 3 });
  });

  it("keeps them waiting where the role may not make data keys, and does not lose them", async () => {
    const change: Change = (resources) =>
      withKey(withoutAction("okta/use-queue-key", "kms:GenerateDataKey")(resources));
    expect(await ledgerOf(change)).toMatchObject({ received: 3, rejected: 0, pending: 3 });
  });
});

import { functionFailures, throwIfLost } from "../../cli/start/failures";
import { oktaDetails, sendDetails, startTime, withStack } from "../support/stack";

it("a crashing function is shown with its own error, and a run without stored events fails", () =>
  withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(3));
      await stack.sandbox.settle({ until: startTime + 10 * 60_000 });
      expect(stack.ledger("okta")).toMatchObject({ received: 3, ingested: 0, pending: 3 });
      const [failure, ...others] = functionFailures(stack, stack.integrations);
      expect(failure).toMatch(
        /^partner-audit-dev_okta_forwarder failed in (\d+) of \1 invocations, at last with:\n {2}Runtime\.ImportModuleError: Error: Cannot find module '@aws-sdk\/client-cloudtrail-data'/,
      );
      expect(others).toEqual([]);
      expect(() => throwIfLost(stack, stack.integrations)).toThrow(
        "Nothing was stored: 3 of 3 events of okta were rejected or are pending. The reasons are above.",
      );
    },
    { runtimeLacks: ["@aws-sdk/client-cloudtrail-data"] },
  ));

it("functions are not mentioned if all events are stored", () =>
  withStack(async (stack) => {
    sendDetails(stack, "okta", oktaDetails(3));
    await stack.sandbox.settle();
    expect(functionFailures(stack, stack.integrations)).toEqual([]);
    expect(() => throwIfLost(stack, stack.integrations)).not.toThrow();
  }));

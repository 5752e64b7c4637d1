import { type Change, changeInputs, oktaDetails, sendDetails, withStack } from "../support/stack";

export const functionName = "partner-audit-dev_okta_forwarder";
export const queueArn = "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_events";

/** In milliseconds. */
export const minute = 60_000;

/** A ledger of five events that wait. */
export const waiting = { received: 5, ingested: 0, deduplicated: 0, rejected: 0, pending: 5 };

/** Sends five events through a changed stack, lets a minute pass, and tells where they are and who refused what. */
export function afterAMinute(change: Change) {
  return withStack(
    async (stack) => {
      sendDetails(stack, "okta", oktaDetails(5));
      await stack.sandbox.settle({ until: stack.sandbox.clock.now() + minute });
      const target = stack.sandbox.functions.get(functionName);
      return {
        ledger: stack.ledger("okta"),
        mapping: Object.keys(stack.sandbox.mappings[0]?.refusals ?? {}),
        codes: Object.keys((target?.log.metrics[0]?.ErrorCodes ?? {}) as object),
        errors: target?.counts.errors,
        log: target?.log.lines.length,
        logRefusal: target?.log.refusal,
        undelivered: stack.sandbox.queues.get("partner-audit-dev_okta_undelivered")?.peek() ?? [],
      };
    },
    { change },
  );
}

/** Takes one action out of a document's only statement. */
export const withoutAction = (name: string, action: string): Change =>
  changeInputs(name, ({ policy }) => {
    const document = JSON.parse(String(policy));
    const [statement] = document.Statement;
    const actions = statement.Action.filter((candidate: string) => candidate !== action);
    return { policy: JSON.stringify({ ...document, Statement: [{ ...statement, Action: actions }] }) };
  });

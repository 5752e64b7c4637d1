import { declaredAuthorization } from "../../sandbox/deployment/authorization";
import { parseFaults } from "../../sandbox/faults";
import { identify } from "../../sandbox/program/existing";
import { deployStack } from "../../sandbox/program/stackSandbox";
import type { SandboxOptions } from "../../sandbox/sandbox";
import { watchAlarms } from "../support/alarms";
import { declareStack, oktaAlone } from "../support/declare";
import { type Change, changeInputs, oktaDetails, sendDetails, startTime, without } from "../support/stack";

type Detail = Readonly<Record<string, unknown>>;

/** Leaves the detail of an event unchanged. */
const ordinary = (detail: Detail): Detail => detail;
/** Neither the event nor its envelope has a time. */
const hopeless = ({ published: _, ...detail }: Detail): Detail => ({ ...detail, published: "some day" });

/** Minutes in which this many distinct Okta events each are sent. */
type Minutes = readonly [minutes: number, events?: number, alter?: (detail: Detail) => Detail];

interface Setting extends SandboxOptions {
  readonly change?: Change;
  readonly settings?: object;
}

/**
 * Returns the alarms in the state ALARM after each span of minutes, and the changes of states, for the Okta stack with
 * its alarms.
 */
async function alarmedAfter(
  spans: readonly Minutes[],
  { change = (resources) => resources, settings = {}, ...options }: Setting = {},
) {
  const program = await declareStack({ vendors: { okta: { ...oktaAlone.okta, ...settings } }, alarms: {} });
  const resources = change(program.resources);
  const stack = await deployStack({ ...program, resources }, identify, { startTime, ...options });
  const details = [...oktaDetails(2000)];
  const alarmed: string[] = [];
  try {
    const watch = watchAlarms(resources, stack.sandbox, declaredAuthorization(resources));
    for (const [minutes, events = 0, alter = ordinary] of spans) {
      for (let passed = 0; passed < minutes; passed++) {
        const sent = details.splice(0, events).map(alter);
        if (alter === hopeless) {
          const envelope = { source: oktaAlone.okta.eventSourceName, account: "123456789012", time: "some day" };
          for (const detail of sent) {
            stack.send("okta", { ...envelope, "detail-type": "SystemLog", detail });
          }
        } else {
          sendDetails(stack, "okta", sent);
        }
        await watch.pass(1);
      }
      const names = watch.alarmed().map((name) => name.replace("partner-audit-dev_okta_", ""));
      alarmed.push(names.sort().join(", "));
    }
    return { alarmed, changes: watch.changes };
  } finally {
    await stack.sandbox.close();
  }
}

const topic = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_alarms";

describe("an integration's alarms", () => {
  it.each<[string, readonly Minutes[], readonly string[], Setting?]>([
    ["are quiet while events come and go", [[1, 20], [14], [1, 20], [14], [1, 20], [14]], ["", "", "", "", "", ""]],
    [
      "report events in the dead-letter queue, and too high a share of failed events",
      [[1, 60], [1, 1, hopeless], [1, 10], [1, 5, hopeless], [1], [6]],
      ["", "dead-letters", "dead-letters", "dead-letters, rejects", "dead-letters, rejects", "dead-letters"],
    ],
    [
      "report events that EventBridge could not deliver",
      [[1, 3]],
      ["undelivered"],
      { change: without("okta/queue-policy") },
    ],
    [
      "report events that stay in the queue while CloudTrail refuses the function",
      [[1, 3], [6], [1]],
      ["errors", "errors", "errors, oldest-message"],
      { faults: parseFaults(["access-denied=1"]) },
    ],
    [
      "report a failing function",
      [[1, 3]],
      ["errors"],
      { change: changeInputs("okta/forwarder", () => ({ environment: { variables: {} } })) },
    ],
    [
      "report a function that Lambda has no concurrency for",
      [[1, 3]],
      ["throttles"],
      { change: changeInputs("okta/forwarder", () => ({ reservedConcurrentExecutions: 0 })) },
    ],
    [
      "report a function that has run near its limit for a quarter of an hour",
      [[9, 5], [6, 5], [6]],
      ["", "concurrency", ""],
      { settings: { maximumConcurrency: 2, alarms: { concurrencyPercent: 50 } } },
    ],
    [
      "report a vendor whose events have changed",
      [[1, 10], [1, 1, (detail) => ({ ...detail, eventType: undefined, legacyEventType: undefined })], [61]],
      ["", "drift", ""],
    ],
    [
      "report a sink that refuses everything",
      [
        [1, 3],
        [8, 2],
        [6, 2],
      ],
      ["errors", "errors, halted", "errors, halted, service-errors"],
      { faults: parseFaults(["validation=1"]), settings: { alarms: { oldestMessageMinutes: 600 } } },
    ],
    [
      "report a sink that returns errors for a quarter of an hour",
      [[10, 2], [3]],
      ["errors", "errors, service-errors"],
      { faults: parseFaults(["entry-AccountNotSubscribed=1"]), settings: { alarms: { oldestMessageMinutes: 600 } } },
    ],
    [
      "report a stream that the vendor stopped",
      [[1, 5], [1, 1, (detail) => ({ ...detail, eventType: "system.log_stream.lifecycle.deactivate" })], [6]],
      ["", "stream-stopped", ""],
    ],
    [
      "report missing events, until the next event",
      [[1, 1], [59], [2], [1, 1]],
      ["", "", "silence", ""],
      { settings: { alarms: { silenceMinutes: 60 } } },
    ],
  ])("%s", async (_, spans, expected, setting = {}) => {
    const { alarmed, changes } = await alarmedAfter(spans, setting);
    // A new stack has no alarms.
    const isAbout = expected.includes("silence") ? /^$/ : /^silence$|, silence$|silence, /;
    expect(alarmed.map((names) => names.replace(isAbout, ""))).toEqual(expected);
    expect(changes.filter(({ notified }) => notified.join() !== topic)).toEqual([]);
  });

  it("notify no one if the topic's policy does not let CloudWatch publish", async () => {
    const change: Change = (resources) =>
      resources.map(({ outputs, ...resource }) => {
        const { policy, ...others } = outputs;
        return { ...resource, outputs: resource.name === "alarm-topic" ? others : outputs };
      });
    const { changes } = await alarmedAfter([[1, 1, hopeless], [1]], { change });
    expect(changes.find(({ alarm }) => alarm.endsWith("_dead-letters"))).toMatchObject({ notified: [] });
  });
});

import { identify } from "../../../cli/start/identify";
import { type Watch, watchAlarms } from "../../../sandbox/cloudWatch/watch";
import { parseFaults } from "../../../sandbox/faults";
import type { SandboxOptions } from "../../../sandbox/sandbox";
import { deployStack, type StackSandbox } from "../../../sandbox/stackSandbox";
import { declaredAuthorization } from "../../../sandbox/wiring/authorization";
import { declareStack, oktaAlone } from "../../support/declare";
import { type Change, changeInputs, oktaDetails, sendDetails, startTime } from "../../support/stack";

interface Trial {
  readonly stack: StackSandbox;
  readonly watch: Watch;
  /** Sends Okta events, none of them twice, and lets a minute pass. */
  minuteWith(count: number, change?: (detail: Detail) => object): Promise<void>;
}

type Detail = Readonly<Record<string, unknown>>;

/** The Okta stack with its alarms, CloudWatch beside it. */
async function trial(
  work: (trial: Trial) => Promise<void>,
  over: SandboxOptions & { readonly change?: Change; readonly settings?: object } = {},
): Promise<void> {
  const { change = (resources) => resources, settings = {}, ...options } = over;
  const program = await declareStack({ vendors: { okta: { ...oktaAlone.okta, ...settings } }, alarms: {} });
  const resources = change(program.resources);
  const stack = await deployStack({ ...program, resources }, identify, { startTime, ...options });
  const details = [...oktaDetails(2000)];
  try {
    const watch = watchAlarms(resources, stack.sandbox, declaredAuthorization(resources));
    await work({
      stack,
      watch,
      minuteWith: async (count, alter = (detail) => detail) => {
        sendDetails(
          stack,
          "okta",
          details.splice(0, count).map((detail) => ({ ...alter(detail) })),
        );
        await watch.pass(1);
      },
    });
  } finally {
    await stack.sandbox.close();
  }
}

/** What is in the state ALARM, without the stack's prefix and without the silence of a stack that has just begun. */
function alarmed({ watch }: Trial): readonly string[] {
  return watch
    .alarmed()
    .map((name) => name.replace("partner-audit-dev_okta_", ""))
    .filter((suffix) => suffix !== "silence")
    .sort();
}

const withoutTime = ({ published: _, ...detail }: Detail) => ({ ...detail, published: "some day" });

/** An envelope whose time is of no use either. */
function sendHopeless({ stack }: Trial, count: number): void {
  for (const detail of oktaDetails(count, 99)) {
    stack.send("okta", {
      version: "0",
      id: `hopeless-${detail.uuid}`,
      "detail-type": "SystemLog",
      source: "aws.partner/okta.com/acme/audit",
      account: "123456789012",
      time: "some day",
      region: "us-east-1",
      resources: [],
      detail: withoutTime(detail),
    });
  }
}

describe("an integration's alarms", () => {
  it("are quiet while events come and go", async () => {
    await trial(async (one) => {
      for (let round = 0; round < 4; round++) {
        await one.minuteWith(20);
        await one.watch.pass(14);
        expect(alarmed(one)).toEqual([]);
      }
      expect(one.watch.alarmed()).toEqual([]);
    });
  });

  it("tell of events in the dead-letter queue, and of a share of rejects that is too great", async () => {
    await trial(async (one) => {
      sendHopeless(one, 1);
      await one.minuteWith(60);
      await one.watch.pass(1);
      expect(alarmed(one)).toEqual(["dead-letters"]);
      sendHopeless(one, 5);
      await one.minuteWith(10);
      await one.watch.pass(1);
      expect(alarmed(one)).toEqual(["dead-letters", "rejects"]);
      const topic = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_alarms";
      expect(one.watch.changes.find(({ alarm }) => alarm.endsWith("_rejects"))).toMatchObject({
        state: "ALARM",
        notified: [topic],
      });
      await one.watch.pass(6);
      expect(alarmed(one)).toEqual(["dead-letters"]);
    });
  });

  it("tell of events that EventBridge could not deliver", async () => {
    const withoutPolicy: Change = (resources) => resources.filter(({ name }) => name !== "okta/queue-policy");
    await trial(
      async (one) => {
        await one.minuteWith(3);
        expect(alarmed(one)).toEqual(["undelivered"]);
      },
      { change: withoutPolicy },
    );
  });

  it("tell of events that wait while CloudTrail refuses the function", async () => {
    await trial(
      async (one) => {
        await one.minuteWith(3);
        await one.watch.pass(6);
        expect(alarmed(one)).toEqual([]);
        await one.watch.pass(1);
        expect(alarmed(one)).toEqual(["oldest-message"]);
      },
      { faults: parseFaults(["access-denied=1"]) },
    );
  });

  it("tell of a function that fails", async () => {
    const broken = changeInputs("okta/forwarder", (inputs) => ({ ...inputs, environment: { variables: {} } }));
    await trial(
      async (one) => {
        await one.minuteWith(3);
        expect(alarmed(one)).toEqual(["errors"]);
      },
      { change: broken },
    );
  });

  it("tell of a function that Lambda has no concurrency for", async () => {
    const starved = changeInputs("okta/forwarder", (inputs) => ({ ...inputs, reservedConcurrentExecutions: 0 }));
    await trial(
      async (one) => {
        await one.minuteWith(3);
        expect(alarmed(one)).toEqual(["throttles"]);
      },
      { change: starved },
    );
  });

  it("tell of a function that has run near its bound for a quarter of an hour", async () => {
    await trial(
      async (one) => {
        for (let passed = 0; passed < 9; passed++) {
          await one.minuteWith(5);
        }
        expect(alarmed(one)).toEqual([]);
        for (let passed = 0; passed < 6; passed++) {
          await one.minuteWith(5);
        }
        expect(alarmed(one)).toEqual(["concurrency"]);
        await one.watch.pass(6);
        expect(alarmed(one)).toEqual([]);
      },
      { settings: { maximumConcurrency: 2, alarms: { concurrencyPercent: 50 } } },
    );
  });

  it("tell of a vendor whose events are not what they were", async () => {
    await trial(async (one) => {
      await one.minuteWith(10);
      await one.minuteWith(1, (detail) => ({ ...detail, eventType: undefined, legacyEventType: undefined }));
      expect(alarmed(one)).toEqual(["drift"]);
      await one.watch.pass(61);
      expect(alarmed(one)).toEqual([]);
    });
  });

  it("tell of a sink that answers with errors for a quarter of an hour", async () => {
    await trial(
      async (one) => {
        for (let passed = 0; passed < 10; passed++) {
          await one.minuteWith(2);
        }
        expect(alarmed(one)).toEqual([]);
        await one.watch.pass(3);
        expect(alarmed(one)).toEqual(["service-errors"]);
      },
      {
        faults: parseFaults(["entry-AccountNotSubscribed=1"]),
        settings: { alarms: { oldestMessageMinutes: 600 } },
      },
    );
  });

  it("tell of a stream that the vendor stopped", async () => {
    await trial(async (one) => {
      await one.minuteWith(5);
      await one.minuteWith(1, (detail) => ({ ...detail, eventType: "system.log_stream.lifecycle.deactivate" }));
      expect(alarmed(one)).toEqual(["stream-stopped"]);
      await one.watch.pass(6);
      expect(alarmed(one)).toEqual([]);
    });
  });

  it("tell of silence, until the next event", async () => {
    await trial(
      async (one) => {
        await one.minuteWith(1);
        await one.watch.pass(59);
        expect(one.watch.alarmed()).toEqual([]);
        await one.watch.pass(2);
        expect(one.watch.alarmed()).toEqual(["partner-audit-dev_okta_silence"]);
        await one.minuteWith(1);
        expect(one.watch.alarmed()).toEqual([]);
      },
      { settings: { alarms: { silenceMinutes: 60 } } },
    );
  });

  it("reach nobody where the topic's policy does not let CloudWatch publish", async () => {
    const closed: Change = (resources) =>
      resources.map((resource) =>
        resource.name === "alarm-topic"
          ? { ...resource, outputs: { ...resource.outputs, policy: undefined } }
          : resource,
      );
    await trial(
      async (one) => {
        sendHopeless(one, 1);
        await one.watch.pass(2);
        expect(one.watch.changes.find(({ alarm }) => alarm.endsWith("_dead-letters"))).toMatchObject({ notified: [] });
      },
      { change: closed },
    );
  });
});

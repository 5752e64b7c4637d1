import { cloudTrailDataRegions, eventBridgeRegions, eventDataStoreLimits, queueLimits } from "../components/aws/limits";
import {
  auditEventLimits,
  maximumDepth,
  putAuditEventsLimits,
  putLogEventsLimits,
  sqsLimits,
} from "../functions/limits/limits";
import { findVendor, vendorNames, vendors } from "../functions/vendors";
import { sources } from "../functions/vendors/sources";
import {
  callsPerSecond,
  eventBytes,
  eventDepth,
  eventFields,
  type FieldRule,
  requestLimits,
} from "../sandbox/cloudTrailData/limits";
import { putLogEvents } from "../sandbox/cloudWatchLogs/logGroup";
import { channelSources } from "../sandbox/provider/types/lakeStates";
import { queueLimits as sandboxQueueLimits } from "../sandbox/sqs/message";

/** The maximum that the endpoint accepts in a field, in characters or bytes; a dot descends into a structure. */
function fieldLimit(path: string): number | undefined {
  let fields: Readonly<Record<string, FieldRule>> = eventFields;
  let rule: FieldRule | undefined;
  for (const name of path.split(".")) {
    rule = fields[name];
    fields = rule?.kind === "structure" ? rule.fields : {};
  }
  if (rule?.kind === "text") {
    return rule.maximumCharacters;
  }
  return rule?.kind === "object" ? (rule.maximumBytes ?? eventBytes) : undefined;
}

const textFields = {
  userIdentityType: "userIdentity.type",
  userIdentityPrincipalId: "userIdentity.principalId",
} as const;

describe("the layers' tables agree", () => {
  it.each(Object.entries(auditEventLimits.characters))("on the characters of %s", (name, characters) => {
    expect(fieldLimit(textFields[name as keyof typeof textFields] ?? name)).toBe(characters);
  });

  it.each(Object.entries(auditEventLimits.bytes))(
    "on the bytes of %s, where the forwarder may be stricter",
    (name, bytes) => {
      const path = name === "userIdentityDetails" ? "userIdentity.details" : name;
      expect(fieldLimit(path)).toBeGreaterThanOrEqual(bytes);
      expect(name === "userIdentityDetails" || fieldLimit(path) === bytes).toBe(true);
    },
  );

  it("on a request of PutAuditEvents", () => {
    expect(putAuditEventsLimits).toMatchObject({
      events: requestLimits.events.maximum,
      requestBytes: requestLimits.bodyBytes,
      eventBytes,
    });
    expect(putAuditEventsLimits.id.source).toBe(`^[-_A-Za-z0-9]{1,${requestLimits.id.maximumCharacters}}$`);
    expect(requestLimits.id.pattern.source).toBe("^[-_A-Za-z0-9]+$");
    expect(callsPerSecond).toBe(eventDataStoreLimits.callsPerSecond);
    expect(maximumDepth).toBeLessThan(eventDepth);
  });

  it("on a call of PutLogEvents", () => {
    const { events, bytes: requestBytes, overheadBytes, messageBytes } = putLogEvents;
    expect(putLogEventsLimits).toEqual({ events, requestBytes, overheadBytes, messageBytes });
    expect(putAuditEventsLimits.eventBytes).toBeLessThan(messageBytes);
  });

  it("on the sixteen Sources of channels, how their partners integrate, and which are partners of EventBridge", () => {
    expect(Object.keys(sources).sort()).toEqual([...channelSources].sort());
    expect(Object.keys(sources)).toHaveLength(16);
    const named = (wanted: (source: (typeof sources)[keyof typeof sources]) => boolean) =>
      Object.entries(sources).flatMap(([name, source]) => (wanted(source) ? [name] : []));
    expect(named(({ integration }) => integration === "direct")).toEqual([
      "Clumio",
      "IBMMulticloud",
      "LaunchDarkly",
      "MontyCloud",
      "Snyk",
    ]);
    expect(named(({ eventBridgePartner }) => eventBridgePartner)).toEqual(["OktaSystemLogEvents", "OneLogin", "Snyk"]);
  });

  it("on the vendors: each Source has one, and each vendor a Source", () => {
    for (const [name, { vendor }] of Object.entries(sources)) {
      expect([vendor, findVendor(vendor)?.source]).toEqual([vendor, name]);
    }
    expect(vendorNames.filter((name) => !/^[a-z][a-z0-9-]*$/.test(name))).toEqual([]);
    for (const [name, vendor] of Object.entries(vendors)) {
      expect([name, Object.hasOwn(sources, vendor.source), vendor.name]).toEqual([name, true, name]);
    }
    expect(findVendor("constructor")).toBeUndefined();
  });

  it("on queues and their messages", () => {
    expect(sqsLimits).toEqual({
      batchMessages: sandboxQueueLimits.maximumBatchEntries,
      bytes: sandboxQueueLimits.maximumMessageSize,
    });
    expect(queueLimits.maximumMessageBytes).toBe(sandboxQueueLimits.maximumMessageSize);
  });

  it("on Regions and their names in AWS", () => {
    expect(cloudTrailDataRegions.filter((region) => !/^[a-z]{2}-[a-z]+-\d$/.test(region))).toEqual([]);
    expect(new Set(cloudTrailDataRegions).size).toBe(cloudTrailDataRegions.length);
    // AWS General Reference, "Amazon EventBridge endpoints and quotas": 34 Regions and two of AWS GovCloud (US).
    expect(new Set(eventBridgeRegions).size).toBe(36);
    expect(eventBridgeRegions.filter((region) => !/^[a-z]{2}(-gov)?-[a-z]+-\d$/.test(region))).toEqual([]);
  });
});

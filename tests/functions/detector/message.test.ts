import type { DetectionRequest, Finding } from "../../../functions/detector/detection";
import { detailOf, messageOf } from "../../../functions/detector/message";
import { detection } from "./apiTokens";

const storeId = "11111111-2222-4333-8444-555555555555";
describe("what people are told", () => {
  const request: DetectionRequest = {
    detection: "okta-api-token-created",
    integration: "okta",
    store: {
      kind: "lake",
      eventDataStoreArn: `arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/${storeId}`,
    },
    scheduledTime: "2026-11-20T11:00:00Z",
  };
  const finding: Finding = {
    key: "a",
    who: "ada@example.com",
    what: "system.api_token.create deployment",
    origin: "203.0.113.7",
    firstTime: Date.parse("2026-11-20T10:00:00Z"),
    lastTime: Date.parse("2026-11-20T10:00:00Z"),
    howMany: 1,
  };

  it("names both ends of a burst, and what is not known", () => {
    const burst = { ...finding, who: "", origin: "", lastTime: Date.parse("2026-11-20T10:50:00Z"), howMany: 12 };
    const { text } = messageOf(burst, request, detection);
    expect(text).toContain("When: 2026-11-20T10:00:00Z to 2026-11-20T10:50:00Z\nFrom: (not known)\nHow many: 12");
    expect(text).toContain("Who: (not known)");
    expect(text).not.toContain("sourceIPAddress");
  });

  it("is one line of what somebody hostile wrote, and quoted where it stands in a query", () => {
    const hostile = {
      ...finding,
      who: `eve\r\n\r\nFrom: nobody\u202e${"x".repeat(400)}`,
      origin: "1.2.3.4' OR '1'='1",
    };
    const { text } = messageOf(hostile, request, detection);
    expect(text.split("\n")).toHaveLength(10);
    expect(text).toContain(`Who: eve From: nobody ${"x".repeat(280)}`);
    expect(text).toContain("eventData.sourceIPAddress = '1.2.3.4'' OR ''1''=''1'");
  });

  it("is the same for programs, with a query of Logs Insights where the events are there", () => {
    const logs: DetectionRequest = { ...request, store: { kind: "logs", logGroupName: "/partner-audit/okta" } };
    expect(detailOf(finding, logs, detection)).toEqual({
      detection: "okta-api-token-created",
      question: "Was an API token made in Okta?",
      severity: "high",
      integration: "okta",
      store: { kind: "logs", logGroupName: "/partner-audit/okta" },
      key: "a",
      who: "ada@example.com",
      what: "system.api_token.create deployment",
      origin: "203.0.113.7",
      howMany: 1,
      firstTime: "2026-11-20T10:00:00Z",
      lastTime: "2026-11-20T10:00:00Z",
      furtherQuery: `SOURCE '/partner-audit/okta' | fields @message | filter eventTime >= '2026-11-20T09:30:00Z' and eventTime <= '2026-11-20T10:30:00Z' and sourceIPAddress = "203.0.113.7" | sort eventTime asc`,
    });
  });
});

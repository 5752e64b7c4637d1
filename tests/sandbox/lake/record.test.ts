import { lakeRecord, managementRecord } from "../../../sandbox/lake/record";

const channelArn = "arn:aws:cloudtrail:eu-west-1:123456789012:channel/3f212354-317c-4209-9341-631210ebc1aa";
const event = (eventData: string) =>
  lakeRecord({
    eventData,
    eventID: "e1",
    channelArn,
    ingestionTime: Date.parse("2026-11-20T10:00:00.999Z"),
    region: "eu-west-1",
  });

test("the record holds what CloudTrail adds, and what was sent as it was sent", () => {
  const sent = { version: "1", eventTime: "2026-11-20T09:59:59Z", recipientAccountId: "123456789012", UID: "u" };
  expect(JSON.parse(event(JSON.stringify(sent)).eventJson)).toEqual({
    eventVersion: "1.0",
    eventCategory: "ActivityAuditLog",
    eventType: "ActivityLog",
    eventID: "e1",
    eventTime: "2026-11-20T09:59:59Z",
    awsRegion: "eu-west-1",
    recipientAccountId: "123456789012",
    metadata: { ingestionTime: "2026-11-20T10:00:00Z", channelARN: channelArn },
    eventData: sent,
  });
});

test.each([
  ["a half of a character", '{"UID":"a\\ud800b"}', "a\ufffdb"],
  ["two halves in the wrong order", '{"UID":"\\udc00\\ud800"}', "\ufffd\ufffd"],
  ["a half after a backslash", '{"UID":"\\\\\\ud800"}', "\\\ufffd"],
  ["a backslash before what looks like a half", '{"UID":"\\\\ud800"}', "\\ud800"],
  ["a whole character", '{"UID":"\\ud83d\\ude00"}', "\u{1f600}"],
])("the record keeps text a text: %s", (_, sent, kept) => {
  expect(JSON.parse(event(sent).eventJson).eventData).toEqual({ UID: kept });
});

test("an event of AWS's own is its record", () => {
  expect(managementRecord({ eventName: "AssumeRole", readOnly: true })).toEqual({
    eventJson: '{"eventName":"AssumeRole","readOnly":true}',
  });
});

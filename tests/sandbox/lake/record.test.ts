import { lakeRecord } from "../../../sandbox/lake/record";

const event = (eventData: string) =>
  lakeRecord({ eventData, eventID: "e1", channelArn: "arn", ingestionTime: 0, region: "eu-west-1" });

test.each([
  ["a half of a character", '{"UID":"a\\ud800b"}', "a\ufffdb"],
  ["two halves in the wrong order", '{"UID":"\\udc00\\ud800"}', "\ufffd\ufffd"],
  ["a half after a backslash", '{"UID":"\\\\\\ud800"}', "\\\ufffd"],
  ["a backslash before what looks like a half", '{"UID":"\\\\ud800"}', "\\ud800"],
  ["a whole character", '{"UID":"\\ud83d\\ude00"}', "\u{1f600}"],
])("the record keeps text a text: %s", (_, sent, kept) => {
  expect(JSON.parse(event(sent).eventJson).eventData).toEqual({ UID: kept });
});

/**
 * Returns the problems that CloudTrail would find in an audit event, with the numbers of its documentation, not those
 * of the project's own table. Source: AWS CloudTrail User Guide, CloudTrail Lake integrations event schema.
 */
export function problemsOf({ id, eventData }: { readonly id: string; readonly eventData: string }): readonly string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) {
      problems.push(problem);
    }
  };
  const text = (name: string, value: unknown, most: number, required = false) => {
    if (value === undefined) {
      expect(!required, `${name} is missing`);
    } else if (typeof value === "string") {
      expect(value.length > 0 && value.length <= most, `${name} has ${value.length} characters`);
    } else {
      problems.push(`${name} is no text`);
    }
  };
  const object = (name: string, value: unknown, most: number) => {
    if (value !== undefined) {
      const json = JSON.stringify(value);
      expect(json.startsWith("{") && json !== "{}", `${name} is no object with something in it`);
      expect(Buffer.byteLength(json) <= most, `${name} has ${Buffer.byteLength(json)} bytes`);
    }
  };
  const sent = JSON.parse(eventData) as Record<string, unknown> & { readonly userIdentity: Record<string, unknown> };
  expect(/^[-_A-Za-z0-9]{1,128}$/.test(id), `id is ${id}`);
  expect(JSON.stringify(sent) === eventData, "eventData is not what it parses to");
  expect(!/\\ud[89a-f]/.test(eventData) && Buffer.from(eventData).toString() === eventData, "eventData is not UTF-8");
  const entry = { id, eventData, eventDataChecksum: "x".repeat(44) };
  expect(Buffer.byteLength(JSON.stringify(entry)) <= 256_000, "the event is over 256 kB");
  text("version", sent.version, 256, true);
  text("userIdentity.type", sent.userIdentity.type, 128, true);
  text("userIdentity.principalId", sent.userIdentity.principalId, 1024, true);
  text("userAgent", sent.userAgent, 1024);
  text("eventSource", sent.eventSource, 1024, true);
  text("eventName", sent.eventName, 1024, true);
  text("UID", sent.UID, 1024, true);
  text("errorCode", sent.errorCode, 256);
  text("errorMessage", sent.errorMessage, 256);
  expect(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(String(sent.eventTime)), `eventTime is ${sent.eventTime}`);
  expect(/^\d{12}$/.test(String(sent.recipientAccountId)), "recipientAccountId is no account");
  object("userIdentity.details", sent.userIdentity.details, 28_000);
  object("requestParameters", sent.requestParameters, 100_000);
  object("responseElements", sent.responseElements, 100_000);
  object("additionalEventData", sent.additionalEventData, 28_000);
  return problems;
}

import fc from "fast-check";
import { checkEventData } from "../../../sandbox/cloudTrailData/eventData";
import { accountId, checksumOf, eventContent, eventText } from "../../support/cloudTrailData";

type Json = Readonly<Record<string, unknown>>;

function codeOf(changes: Json): string | undefined {
  return checkEventData(eventText(changes), undefined, accountId)?.errorCode;
}

/** The event with one field changed; `userIdentity.` names the fields in it. */
function changed(path: string, value: unknown): Json {
  const name = path.replace("userIdentity.", "");
  return name === path ? { [name]: value } : { userIdentity: { type: "User", principalId: "00u1", [name]: value } };
}

/** Returns an object whose JSON text has exactly this many bytes. */
function objectOf(bytes: number, letter = "x"): Json {
  return { k: letter.repeat((bytes - '{"k":""}'.length) / Buffer.byteLength(letter)) };
}

const notText: readonly unknown[] = ["", null, 1, true, {}, ["text"]];
const notObjects: readonly unknown[] = [null, "", "{}", 1, true, [], [{}]];
const requiredFields = "version userIdentity eventSource eventName eventTime UID recipientAccountId".split(" ");

test("an event with every field is valid, and so is one with only the required fields", () => {
  expect(checkEventData(eventText(), checksumOf(eventText()), accountId)).toBeUndefined();
  const optional = Object.keys(eventContent()).filter((name) => !requiredFields.includes(name));
  const changes = Object.fromEntries(optional.map((name) => [name, undefined]));
  expect(codeOf({ ...changes, ...changed("userIdentity.details", undefined) })).toBeUndefined();
});

test.each([
  ["version", 256],
  ["userAgent", 1024],
  ["eventSource", 1024],
  ["eventName", 1024],
  ["UID", 1024],
  ["errorCode", 256],
  ["errorMessage", 256],
  ["userIdentity.type", 128],
  ["userIdentity.principalId", 1024],
])("%s is a text of at most %i characters", (path, maximum) => {
  // A pair of surrogates can count as one or two characters; here as two.
  const sound = ["x".repeat(maximum), "é".repeat(maximum), "😀".repeat(maximum / 2)];
  expect(sound.map((text) => codeOf(changed(path, text)))).toEqual(sound.map(() => undefined));
  expect(codeOf(changed(path, "x".repeat(maximum + 1)))).toBe("FieldTooLong");
  expect(codeOf(changed(path, "😀".repeat(maximum / 2 + 1)))).toBe("FieldTooLong");
  expect(notText.map((value) => codeOf(changed(path, value)))).toEqual(notText.map(() => "InvalidData"));
});

test.each([
  ["requestParameters", 100_000],
  ["responseElements", 100_000],
  ["additionalEventData", 28_000],
])("%s is an object of at most %i bytes", (name, maximum) => {
  expect(codeOf({ [name]: objectOf(maximum) })).toBeUndefined();
  expect(codeOf({ [name]: objectOf(maximum + 1) })).toBe("FieldTooLong");
  expect(codeOf({ [name]: objectOf(maximum, "é") })).toBeUndefined();
  expect(codeOf({ [name]: { ...objectOf(maximum, "é"), more: 1 } })).toBe("FieldTooLong");
  for (const path of [name, "userIdentity", "userIdentity.details"]) {
    expect(notObjects.filter((value) => codeOf(changed(path, value)) !== "InvalidData")).toEqual([]);
  }
});

describe("the event", () => {
  test("has at most 256,000 bytes", () => {
    const withDetails = (length: number) => eventText(changed("userIdentity.details", { k: "x".repeat(length) }));
    const rest = 256_000 - Buffer.byteLength(withDetails(0));
    expect(checkEventData(withDetails(rest), undefined, accountId)).toBeUndefined();
    expect(checkEventData(withDetails(rest + 1), undefined, accountId)).toEqual({
      errorCode: "FieldTooLong",
      errorMessage: "eventData has 256001 bytes; an event may have 256000",
    });
  });

  test.each([...requiredFields, "userIdentity.type", "userIdentity.principalId"])("needs %s", (path) => {
    expect(checkEventData(eventText(changed(path, undefined)), undefined, accountId)).toEqual({
      errorCode: "FieldNotFound",
      errorMessage: `${path} is required`,
    });
  });

  test.each(["eventVersion", "Version", "uid", "awsRegion", "__proto__", "constructor", ""])(
    "has no field %p",
    (name) => {
      const text = `${eventText().slice(0, -1)},${JSON.stringify(name)}:"x"}`;
      expect(checkEventData(text, undefined, accountId)?.errorCode).toBe("InvalidData");
      expect(codeOf(changed("userIdentity.userName", "jane"))).toBe("InvalidData");
    },
  );

  test.each(["", "null", "[]", '"text"', "1", "{", `${eventText()}x`, "{'version':'0'}"])(
    "is an object, not %p",
    (text) => {
      const refusal = { errorCode: "InvalidData", errorMessage: "eventData is not a JSON object" };
      expect(checkEventData(text, undefined, accountId)).toEqual(refusal);
    },
  );

  test("nests at most 1,000 levels", () => {
    const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    const check = (levels: number) =>
      checkEventData(eventText().replace('"WARN"', nested(levels)), undefined, accountId)?.errorCode;
    expect([998, 999, 10_000].map(check)).toEqual([undefined, "InvalidData", "InvalidData"]);
  });

  test("contains only whole characters, escaped or not", () => {
    const check = (text: string) => checkEventData(eventText().replace('"WARN"', text), undefined, accountId);
    expect(check('"\\ud83d\\ude00 \\\\ud83d"')).toBeUndefined();
    for (const lone of ['"\\ud83d"', '{"\\uDE00":1}', '"\ud83d"']) {
      expect(check(lone)?.errorMessage).toContain("half of a surrogate pair");
    }
  });
});

test.each<[string, readonly unknown[], readonly unknown[]]>([
  [
    "eventTime",
    ["2026-11-20T10:11:12Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"],
    [
      ...["2026-11-20T10:11:12", "2026-11-20T10:11:12.000Z", "2026-11-20T10:11:12+00:00", "2026-11-20 10:11:12Z"],
      ...["2026-11-20T10:11Z", "2025-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-20T24:00:00Z"],
      ...["2026-11-20T23:59:60Z", " 2026-11-20T10:11:12Z", "", null, 1_795_000_000],
    ],
  ],
  [
    "sourceIPAddress",
    ["203.0.113.7", "::1", "2001:db8::7", "::ffff:203.0.113.7"],
    [
      ...["", "203.0.113", "203.0.113.256", "203.0.113.07", "203.0.113.7:443", "2001:db8:::7", "fe80::1%eth0"],
      ...["host", null, 1],
    ],
  ],
  ["recipientAccountId", [accountId], [Number(accountId), "12345678901", "1234567890123", "12345678901a", null]],
])("%s must have one of its forms", (name, sound, wrong) => {
  expect(sound.filter((value) => codeOf({ [name]: value }) !== undefined)).toEqual([]);
  expect(wrong.filter((value) => codeOf({ [name]: value }) !== "InvalidData")).toEqual([]);
});

test("recipientAccountId must be the channel's owner", () => {
  expect(codeOf({ recipientAccountId: "999999999999" })).toBe("InvalidRecipient");
  expect(checkEventData(eventText(), undefined, "999999999999")?.errorCode).toBe("InvalidRecipient");
});

test("the checksum must be the base64 SHA-256 of the text as sent", () => {
  const text = eventText({ eventName: "é" });
  const checksum = checksumOf(text);
  expect(checkEventData(text, checksum, accountId)).toBeUndefined();
  expect(checkEventData(` ${text}`, checksum, accountId)?.errorCode).toBe("InvalidChecksum");
  for (const wrong of ["", Buffer.from(checksum, "base64").toString("hex"), checksum.replace("=", "")]) {
    expect(checkEventData(text, wrong, accountId)?.errorCode).toBe("InvalidChecksum");
  }
});

test("of several problems the code with the highest precedence is returned, with all problems of this code", () => {
  const tooLong = { errorCode: "x".repeat(257), recipientAccountId: "999999999999" };
  const event = { UID: undefined, version: undefined, eventName: "", ...tooLong };
  expect(checkEventData(eventText(event), undefined, accountId)).toEqual({
    errorCode: "FieldNotFound",
    errorMessage: "version is required; UID is required",
  });
  expect(codeOf({ ...event, UID: "1", version: "0" })).toBe("InvalidData");
  expect(codeOf({ ...event, UID: "1", version: "0", eventName: "n" })).toBe("FieldTooLong");
});

test("any text gets a result, and none throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json()), (text) => {
      expect(["InvalidData", "FieldNotFound"]).toContain(checkEventData(text, undefined, accountId)?.errorCode);
    }),
  );
});

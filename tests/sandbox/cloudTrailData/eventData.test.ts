import fc from "fast-check";
import { checkEventData } from "../../../sandbox/cloudTrailData/eventData";
import { accountId, checksumOf, eventContent, eventText } from "../../support/cloudTrailData";

type Json = Readonly<Record<string, unknown>>;

function codeOf(changes: Json): string | undefined {
  return checkEventData(eventText(changes), undefined, accountId)?.errorCode;
}

/** The event's user identity with some fields changed. */
function identity(changes: Json): Json {
  return { userIdentity: { type: "User", principalId: "00u1", ...changes } };
}

/** An object whose JSON text has exactly that many bytes. */
function objectOf(bytes: number, letter = "x"): Json {
  return { k: letter.repeat((bytes - '{"k":""}'.length) / Buffer.byteLength(letter)) };
}

/** An event's text with exactly that many bytes. */
function eventOf(bytes: number): string {
  const details = (length: number) => identity({ details: { k: "x".repeat(length) } });
  return eventText(details(bytes - Buffer.byteLength(eventText(details(0)))));
}

const textFields: readonly (readonly [string, number])[] = [
  ["version", 256],
  ["userAgent", 1024],
  ["eventSource", 1024],
  ["eventName", 1024],
  ["UID", 1024],
  ["errorCode", 256],
  ["errorMessage", 256],
];
const identityFields: readonly (readonly [string, number])[] = [
  ["type", 128],
  ["principalId", 1024],
];
const objectFields: readonly (readonly [string, number])[] = [
  ["requestParameters", 100_000],
  ["responseElements", 100_000],
  ["additionalEventData", 28_000],
];
const requiredFields = [
  "version",
  "userIdentity",
  "eventSource",
  "eventName",
  "eventTime",
  "UID",
  "recipientAccountId",
];
const notText: readonly unknown[] = ["", null, 1, true, {}, ["text"]];
const notObjects: readonly unknown[] = [null, "", "{}", 1, true, [], [{}]];

test("an event with every field is sound", () => {
  expect(checkEventData(eventText(), checksumOf(eventText()), accountId)).toBeUndefined();
});

test("an event with the required fields alone is sound", () => {
  const optional = Object.keys(eventContent()).filter((name) => !requiredFields.includes(name));
  const changes = Object.fromEntries(optional.map((name) => [name, undefined]));
  expect(codeOf({ ...changes, ...identity({}) })).toBeUndefined();
});

describe("text", () => {
  test.each(textFields)("%s has at most %i characters", (name, maximum) => {
    expect(codeOf({ [name]: "x".repeat(maximum) })).toBeUndefined();
    expect(codeOf({ [name]: "x".repeat(maximum + 1) })).toBe("FieldTooLong");
    expect(codeOf({ [name]: "é".repeat(maximum) })).toBeUndefined();
    // A pair of surrogates is one character to some and two to others; here it is two.
    expect(codeOf({ [name]: "😀".repeat(maximum / 2) })).toBeUndefined();
    expect(codeOf({ [name]: "😀".repeat(maximum / 2 + 1) })).toBe("FieldTooLong");
  });
  test.each(identityFields)("userIdentity.%s has at most %i characters", (name, maximum) => {
    expect(codeOf(identity({ [name]: "x".repeat(maximum) }))).toBeUndefined();
    expect(codeOf(identity({ [name]: "x".repeat(maximum + 1) }))).toBe("FieldTooLong");
  });
  test.each(textFields)("%s is a string that is not empty", (name) => {
    expect(notText.map((value) => codeOf({ [name]: value }))).toEqual(notText.map(() => "InvalidData"));
  });
  test.each(identityFields)("userIdentity.%s is a string that is not empty", (name) => {
    expect(notText.map((value) => codeOf(identity({ [name]: value })))).toEqual(notText.map(() => "InvalidData"));
  });
});

describe("objects", () => {
  test.each(objectFields)("%s has at most %i bytes", (name, maximum) => {
    expect(codeOf({ [name]: objectOf(maximum) })).toBeUndefined();
    expect(codeOf({ [name]: objectOf(maximum + 1) })).toBe("FieldTooLong");
    expect(codeOf({ [name]: objectOf(maximum, "é") })).toBeUndefined();
    expect(codeOf({ [name]: { ...objectOf(maximum, "é"), more: 1 } })).toBe("FieldTooLong");
  });
  test("white space in an object counts", () => {
    const text = eventText({ additionalEventData: objectOf(28_000) });
    expect(checkEventData(text, undefined, accountId)).toBeUndefined();
    expect(checkEventData(text.replace('{"k":', '{"k" :'), undefined, accountId)?.errorCode).toBe("FieldTooLong");
    expect(
      checkEventData(text.replace('"additionalEventData":', '"additionalEventData" : '), undefined, accountId),
    ).toBeUndefined();
  });
  test("the user's details are bounded by the event alone", () => {
    expect(codeOf(identity({ details: objectOf(200_000) }))).toBeUndefined();
  });
  test.each(objectFields)("%s is an object", (name) => {
    expect(notObjects.map((value) => codeOf({ [name]: value }))).toEqual(notObjects.map(() => "InvalidData"));
  });
  test("userIdentity and its details are objects", () => {
    expect(notObjects.map((value) => codeOf({ userIdentity: value }))).toEqual(notObjects.map(() => "InvalidData"));
    expect(notObjects.map((value) => codeOf(identity({ details: value })))).toEqual(
      notObjects.map(() => "InvalidData"),
    );
  });
  test("an object may be empty and hold anything", () => {
    expect(codeOf({ additionalEventData: {} })).toBeUndefined();
    expect(codeOf({ additionalEventData: { a: null, b: "", c: [{ d: 1 }], version: 1 } })).toBeUndefined();
  });
});

describe("the event", () => {
  test("has at most 256,000 bytes", () => {
    expect(Buffer.byteLength(eventOf(256_000))).toBe(256_000);
    expect(checkEventData(eventOf(256_000), undefined, accountId)).toBeUndefined();
    expect(checkEventData(eventOf(256_001), undefined, accountId)).toEqual({
      errorCode: "FieldTooLong",
      errorMessage: "eventData has 256001 bytes; an event may have 256000",
    });
  });
  test.each(requiredFields)("needs %s", (name) => {
    expect(codeOf({ [name]: undefined })).toBe("FieldNotFound");
  });
  test.each(["type", "principalId"])("needs userIdentity.%s", (name) => {
    expect(checkEventData(eventText(identity({ [name]: undefined })), undefined, accountId)).toEqual({
      errorCode: "FieldNotFound",
      errorMessage: `userIdentity.${name} is required`,
    });
  });
  test.each(["eventVersion", "Version", "uid", "awsRegion", "__proto__", "constructor", ""])(
    "has no field %p",
    (name) => {
      const text = `${eventText().slice(0, -1)},${JSON.stringify(name)}:"x"}`;
      expect(checkEventData(text, undefined, accountId)?.errorCode).toBe("InvalidData");
    },
  );
  test("has no further fields in userIdentity", () => {
    expect(codeOf(identity({ userName: "jane" }))).toBe("InvalidData");
  });
  test.each(["", "null", "[]", '"text"', "1", "{", `${eventText()}x`, "{'version':'0'}"])(
    "is a JSON object, not %p",
    (text) => {
      expect(checkEventData(text, undefined, accountId)).toEqual({
        errorCode: "InvalidData",
        errorMessage: "eventData is not a JSON object",
      });
    },
  );
  test("nests at most 1,000 levels", () => {
    const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
    expect(codeOf({ additionalEventData: { a: nested(998) } })).toBeUndefined();
    expect(codeOf({ additionalEventData: { a: nested(999) } })).toBe("InvalidData");
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const text = eventText().replace('"severity":"WARN"', `"severity":${deep}`);
    expect(checkEventData(text, undefined, accountId)?.errorCode).toBe("InvalidData");
  });
  test("holds whole characters only, escaped or not", () => {
    const lone = "half of a surrogate pair";
    const withText = (text: string) => eventText().replace('"WARN"', text);
    expect(checkEventData(withText('"\\ud83d\\ude00 \\\\ud83d"'), undefined, accountId)).toBeUndefined();
    expect(checkEventData(withText('"\\ud83d"'), undefined, accountId)?.errorMessage).toContain(lone);
    expect(checkEventData(withText('{"\\uDE00":1}'), undefined, accountId)?.errorMessage).toContain(lone);
    expect(checkEventData(withText('"\ud83d"'), undefined, accountId)?.errorMessage).toContain(lone);
  });
});

describe("eventTime", () => {
  test.each(["2026-11-20T10:11:12Z", "2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z"])("may be %s", (eventTime) => {
    expect(codeOf({ eventTime })).toBeUndefined();
  });
  test.each([
    "2026-11-20T10:11:12",
    "2026-11-20T10:11:12.000Z",
    "2026-11-20T10:11:12+00:00",
    "2026-11-20 10:11:12Z",
    "2026-11-20T10:11Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-11-20T24:00:00Z",
    "2026-11-20T23:59:60Z",
    " 2026-11-20T10:11:12Z",
    "",
    null,
    1_795_000_000,
  ])("is not %p", (eventTime) => {
    expect(codeOf({ eventTime })).toBe("InvalidData");
  });
});

describe("sourceIPAddress", () => {
  test.each(["203.0.113.7", "::1", "2001:db8::7", "::ffff:203.0.113.7"])("may be %s", (sourceIPAddress) => {
    expect(codeOf({ sourceIPAddress })).toBeUndefined();
  });
  test.each([
    "",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "203.0.113.7:443",
    "2001:db8:::7",
    "fe80::1%eth0",
    "host",
    null,
    1,
  ])("is not %p", (sourceIPAddress) => {
    expect(codeOf({ sourceIPAddress })).toBe("InvalidData");
  });
});

describe("recipientAccountId", () => {
  test("is the channel's owner", () => {
    expect(codeOf({ recipientAccountId: "999999999999" })).toBe("InvalidRecipient");
    expect(checkEventData(eventText(), undefined, "999999999999")?.errorCode).toBe("InvalidRecipient");
  });
  test.each([Number(accountId), "12345678901", "1234567890123", "12345678901a", null])(
    "is not %p",
    (recipientAccountId) => {
      expect(codeOf({ recipientAccountId })).toBe("InvalidData");
    },
  );
});

describe("the checksum", () => {
  const text = eventText({ eventName: "é" });
  test("is the base64 SHA-256 of the text as sent", () => {
    expect(checkEventData(text, checksumOf(text), accountId)).toBeUndefined();
    expect(checkEventData(` ${text}`, checksumOf(text), accountId)?.errorCode).toBe("InvalidChecksum");
  });
  test.each(["", Buffer.from(checksumOf(text), "base64").toString("hex"), checksumOf(text).replace("=", "")])(
    "is not %p",
    (checksum) => {
      expect(checkEventData(text, checksum, accountId)?.errorCode).toBe("InvalidChecksum");
    },
  );
});

test("of several problems the first code by precedence is told, with all that have it", () => {
  const event = {
    UID: undefined,
    version: undefined,
    eventName: "",
    errorCode: "x".repeat(257),
    recipientAccountId: "999999999999",
  };
  expect(checkEventData(eventText(event), undefined, accountId)).toEqual({
    errorCode: "FieldNotFound",
    errorMessage: "version is required; UID is required",
  });
  expect(codeOf({ ...event, UID: "1", version: "0" })).toBe("InvalidData");
  expect(codeOf({ ...event, UID: "1", version: "0", eventName: "n" })).toBe("FieldTooLong");
});

test("a message never has more than 1,024 characters", () => {
  const surplus = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${"k".repeat(200)}${index}`, 1]));
  expect(checkEventData(eventText(surplus), undefined, accountId)?.errorMessage).toHaveLength(1024);
});

test("no text is beyond it: it answers and never throws", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.object().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(anyText, (text) => {
      expect(["InvalidData", "FieldNotFound"]).toContain(checkEventData(text, undefined, accountId)?.errorCode);
    }),
  );
});

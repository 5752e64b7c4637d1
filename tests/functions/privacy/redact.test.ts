import fc from "fast-check";
import type { JsonObject } from "../../../functions/mapping/json";
import { redact } from "../../../functions/privacy/redact";

const rules = { fields: ["debug.state"], settings: ["refresh_token"], copiesUnder: ["debug"] };
const leaf = (value: unknown) => ({ text: value }) as { readonly text: string };

test("an event without secrets is the very same event", () => {
  const event = {
    url: "/a?limit=5&encoded=%20",
    percent: "100%",
    list: [{ a: 1, none: null, empty: "" }],
    nothing: [],
  };
  const { detail, redacted, cut } = redact(event, rules);
  expect(detail).toBe(event);
  expect(redacted).toEqual([]);
  expect(cut).toBe(false);
});

test("the event that came in stays as it was", () => {
  const event = { debug: { password: "hunter22", url: "/a?token=abcdefgh" } };
  redact(event, rules);
  expect(event).toEqual({ debug: { password: "hunter22", url: "/a?token=abcdefgh" } });
});

test.each([
  ["/a?token=abc", "/a?token=REDACTED"],
  ["/a?x=1&CODE=abc&y=2", "/a?x=1&CODE=REDACTED&y=2"],
  ["https://a.example/#token=abc", "https://a.example/#token=REDACTED"],
  ["token=abc&x=1", "token=REDACTED&x=1"],
  ["/a?next=/b?token=abc&x=1", "/a?next=/b?token=REDACTED&x=1"],
  ["/a?next=%2Fb%3Ftoken%3Dabc%26x%3D1", "/a?next=%2Fb%3Ftoken%3DREDACTED%26x%3D1"],
  ["/a?next=%252Fb%253Ftoken%253Dabc%2526x", "/a?next=%252Fb%253Ftoken%253DREDACTED%2526x"],
  ["/a?token=a%26b;c&x=1", "/a?token=REDACTED&x=1"],
  ["/a?token=one&token=two", "/a?token=REDACTED&token=REDACTED"],
  ["/a?client%5Fsecret=abc", "/a?client%5Fsecret=REDACTED"],
  ["user[password]=abc&user[name]=ada", "user[password]=REDACTED&user[name]=ada"],
  ["login with password=hunter22 failed", "login with password=REDACTED failed"],
  ['login with password="a b" failed', "login with password=REDACTED failed"],
  // RFC 3986, section 3.2.1.
  ["https://bob:s3cr3t@ci.example.com/h", "https://bob:REDACTED@ci.example.com/h"],
  ["postgres://:s3cr3t@db/x and ftp://a:b@c", "postgres://:REDACTED@db/x and ftp://a:REDACTED@c"],
  ["/a?to=https%3A%2F%2Fbob%3As3cr3t%40host", "/a?to=https%3A%2F%2Fbob%3AREDACTED%40host"],
  // RFC 7519, section 3.1, and RFC 7617 and 6750.
  ["got eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ. from x", "got REDACTED from x"],
  ["Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Authorization: Basic REDACTED"],
  ["Authorization: Bearer mF_9.B5f-4.1JqM", "Authorization: Bearer REDACTED"],
  // RFC 7468, section 10; GitHub Docs, token formats.
  ["a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- z", "a REDACTED z"],
  ["pushed with ghp_16C7e42F292c6912E7710c838347Ae178B4a", "pushed with REDACTED"],
  // JSON in a text, whole, in another text and escaped in it.
  ['{"url":"/a?code=abc","n":1}', '{"url":"/a?code=REDACTED","n":1}'],
  [
    '{"secrets":[{"name":"K","value":"v"}],"a":{"password":1}}',
    '{"secrets":[{"name":"REDACTED","value":"REDACTED"}],"a":{"password":"REDACTED"}}',
  ],
  ['body: {"user":"ada","password":"x y","pin": 1234', 'body: {"user":"ada","password":"REDACTED","pin": REDACTED'],
  ['"{\\"clientSecret\\":\\"x\\",\\"a\\":1}"', '"{\\"clientSecret\\":\\"REDACTED\\",\\"a\\":1}"'],
])("%s becomes %s wherever it stands", (before, after) => {
  const { detail, redacted } = redact({ deep: [{ er: before }] }, rules);
  expect(detail).toEqual({ deep: [{ er: after }] });
  expect(redacted).toEqual(["deep.0.er"]);
});

test.each([
  "the code=7 was wrong",
  "/a?token=",
  "/token/abc",
  "/a?hashed_token=abc&status_code=403&client_id=x",
  "ssh://git@github.com/acme/app",
  "Basic authentication is off",
  "eyJ0 is no token",
  '{"code":"exports.onExecute","state":"CA"}',
  "not json {",
])("%s stays as it is", (text) => {
  expect(redact(leaf(text), rules)).toEqual({ detail: { text }, redacted: [], cut: false });
});

test("texts and numbers under a secret's name are masked at any depth and in arrays, all else stays", () => {
  const event = {
    debug: { password: { old: "a", tried: [1, "b"], changed: true, hint: null, empty: "" } },
    Client_Secret: "c",
    list: [{ newPassword: 1234, other: 1 }],
  };
  expect(redact(event, rules)).toEqual({
    detail: {
      debug: { password: { old: "REDACTED", tried: ["REDACTED", "REDACTED"], changed: true, hint: null, empty: "" } },
      Client_Secret: "REDACTED",
      list: [{ newPassword: "REDACTED", other: 1 }],
    },
    redacted: [
      "Client_Secret",
      "debug.password.old",
      "debug.password.tried.0",
      "debug.password.tried.1",
      "list.0.newPassword",
    ],
    cut: false,
  });
});

test("a field is named by the end of its path, and settings under a secret's name are judged by their own names", () => {
  const event = {
    debug: { state: "s" },
    state: "California",
    refresh_token: { expiration_type: "non-expiring", token: "t", value: "v" },
    tokens: [{ refresh_token: "r" }],
  };
  expect(redact(event, { ...rules, settings: ["refresh_token", "tokens"] }).detail).toEqual({
    debug: { state: "REDACTED" },
    state: "California",
    refresh_token: { expiration_type: "non-expiring", token: "REDACTED", value: "REDACTED" },
    tokens: [{ refresh_token: "REDACTED" }],
  });
});

test("of a pair whose name is a secret's the value is masked", () => {
  const event: JsonObject = {
    attributes: [
      { attributeName: "password", attributeValue: "a", operation: "Set" },
      { attributeName: "city", attributeValue: "Zurich" },
    ],
    headers: [{ name: "Authorization", value: "x" }],
    changes: { field: "api_key", oldValue: "a", newValue: ["b"] },
  };
  expect(redact(event, {}).detail).toEqual({
    attributes: [
      { attributeName: "password", attributeValue: "REDACTED", operation: "Set" },
      { attributeName: "city", attributeValue: "Zurich" },
    ],
    headers: [{ name: "Authorization", value: "REDACTED" }],
    changes: { field: "api_key", oldValue: "REDACTED", newValue: ["REDACTED"] },
  });
});

test("names of the configuration are secret as fields and as parameters", () => {
  const event = { Licence_Number: "x", url: "/a?licence-number=x&b=1" };
  expect(redact(event, {}, ["licenceNumber"]).detail).toEqual({
    Licence_Number: "REDACTED",
    url: "/a?licence-number=REDACTED&b=1",
  });
});

test("copies of a parameter's secret go too, in paths and URLs under the places to search", () => {
  const event = {
    debug: { url: "/a?token=s3cr%2Ft01", path: "/login/s3cr/t01/x", note: "s3cr/t01" },
    actor: { id: "/s3cr/t01" },
  };
  expect(redact(event, rules)).toEqual({
    detail: {
      debug: { url: "/a?token=REDACTED", path: "/login/REDACTED/x", note: "REDACTED" },
      actor: { id: "/s3cr/t01" },
    },
    redacted: ["debug.note", "debug.path", "debug.url"],
    cut: false,
  });
});

test("a caller cannot have evidence taken out by naming it as a parameter", () => {
  const event = {
    actor: { alternateId: "mallory@acme.example" },
    outcome: { result: "FAILURE" },
    debug: { url: "/a?code=mallory@acme.example&token=FAILURE", fingerprint: "mallory@acme.example" },
  };
  const { detail } = redact(event, rules);
  expect(detail).toEqual({ ...event, debug: { ...event.debug, url: "/a?code=REDACTED&token=REDACTED" } });
});

test("no parameter's value is left in the URL that it came in", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9._~%+/-]{8,40}$/);
  fc.assert(
    fc.property(secret, secret, (one, other) => {
      fc.pre(!"REDACTED".includes(one) && !"REDACTED".includes(other));
      const { detail } = redact({ debug: { url: `/x?token=${one}&z=1&code=${other}` } }, rules);
      expect(detail).toEqual({ debug: { url: "/x?token=REDACTED&z=1&code=REDACTED" } });
    }),
  );
});

test("redacting twice changes nothing more", () => {
  const once = redact({ debug: { url: "/a?token=abcdefgh", password: "x", raw: '{"pin":1}' } }, rules).detail;
  expect(redact(once, rules).detail).toEqual(once);
});

test.each([
  ["quotes", '"a":"'.repeat(60_000)],
  ["backslashes", "\\".repeat(300_000)],
  ["escaped quotes", '\\"a\\": '.repeat(40_000)],
  ["schemes", "a://b:c".repeat(40_000)],
  ["encodings", "%25".repeat(100_000)],
  ["beginnings of tokens", "eyJaaaaaa.".repeat(30_000)],
  ["parameters", "a=b&".repeat(80_000)],
  ["brackets", "[".repeat(300_000)],
  ["keys", "-----BEGIN PRIVATE KEY-----".repeat(12_000)],
])("a text of 300 kB of %s is read to its end, in time that does not grow with its square", (_, text) => {
  const { detail } = redact({ value: text, password: "x" }, rules);
  expect(detail.password).toBe("REDACTED");
});

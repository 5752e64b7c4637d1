import fc from "fast-check";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { redact as redactBy } from "../../../functions/privacy/redact";
import { compileRules, type RedactionRules } from "../../../functions/privacy/redactionRules";

const rules = { fields: ["debug.state"], settings: ["refresh_token"], copiesUnder: ["debug"] };
function redact(event: JsonObject, by: RedactionRules, more?: readonly string[]) {
  const { hasOtherCase: _, ...result } = redactBy(event, compileRules(by, more));
  return result;
}
const leaf = (value: unknown) => ({ text: value }) as { readonly text: string };

test("an event without secrets is returned unchanged", () => {
  const event = { url: "/a?limit=5&encoded=%20", percent: "100%", list: [{ a: 1, none: null, empty: "" }], no: [] };
  const result = redact(event, rules);
  expect(result).toEqual({ detail: event, redacted: [], cut: false });
  expect(result.detail).toBe(event);
});

test("the original event stays unchanged, and a second redaction changes nothing", () => {
  const event = { debug: { password: "hunter22", url: "/a?token=abcdefgh", raw: '{"pin":1}' } };
  const once = redact(event, rules).detail;
  expect(event).toEqual({ debug: { password: "hunter22", url: "/a?token=abcdefgh", raw: '{"pin":1}' } });
  expect(redact(once, rules).detail).toEqual(once);
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
  // Dividers: HTML's and JSON's ampersand, and the semicolon (HTML 4.01, appendix B.2.2).
  ["/a?x=1&amp;code=abc&amp;y=2", "/a?x=1&amp;code=REDACTED&amp;y=2"],
  ["/a?x=1\\u0026code=abc", "/a?x=1\\u0026code=REDACTED"],
  ["y=1;access_token=abc;z=2", "y=1;access_token=REDACTED;z=2"],
  ["/a?password=it's&x=1", "/a?password=REDACTED&x=1"],
  // A parameter of RFC 9126, OpenID Connect CIBA, RFC 5849.
  ["/a?request_uri=urn:ietf:params:oauth:request_uri:6esc", "/a?request_uri=REDACTED"],
  ["/a?auth_req_id=1c266114&oauth_verifier=hfdp7dh39dks9884", "/a?auth_req_id=REDACTED&oauth_verifier=REDACTED"],
  // A form as the whole parameter, and encoded text beside an octet that is not UTF-8.
  ["/a?next=access_token%3Dabc%26x%3D1", "/a?next=access_token%3DREDACTED%26x%3D1"],
  ["/a?q=%E4&next=%2Fb%3Ftoken%3Dabc%E4", "/a?q=%E4&next=%2Fb%3Ftoken%3DREDACTED"],
  ["/a?q=%7B%22pin%22%3A%221234%22%7D", "/a?q=%7B%22pin%22%3A%22REDACTED%22%7D"],
  // Passwords in URLs with characters that should be encoded there, and a name with an @.
  ["https://bob:a@b:c@host/x", "https://bob:REDACTED@host/x"],
  ["https://bob:a/b@host/x", "https://bob:REDACTED@host/x"],
  ["https://bob@corp.example:s3cr3t@host/", "https://bob@corp.example:REDACTED@host/"],
  ["from //bob:s3cr3t@host/x", "from //bob:REDACTED@host/x"],
  ["/a?to=https%3A//bob%3Ap%2540b%40host/", "/a?to=https%3A//bob%3AREDACTED%40host/"],
  // GitHub Docs: a token may be the user's name.
  ["https://0a1b2c3d4e5f60718293a4b5@git.example.com/r", "https://REDACTED@git.example.com/r"],
  // Headers, RFC 9110, section 5.1, as lines, in quotes and in JSON; RFC 6265, section 4.2.
  ["X-Api-Key: k3y-value\r\nAccept: x/y", "X-Api-Key: REDACTED\r\nAccept: x/y"],
  ['Host: a\r\nAuthorization: Digest username="a", response="6629fae4"', "Host: a\r\nAuthorization: Digest REDACTED"],
  ["curl -H 'Cookie: a=1; sid=31d4d96e' https://h.example/", "curl -H 'Cookie: REDACTED' https://h.example/"],
  ['{"headers":["Authorization: SSWS 00QCjAl4MlV"]}', '{"headers":["Authorization: SSWS REDACTED"]}'],
  // Settings in a text.
  ["login failed, password: hunter22!", "login failed, password: REDACTED"],
  ["{'password': 'abc', 'user': 'ada'}", "{'password': 'REDACTED', 'user': 'ada'}"],
  ["password = hunter22 was tried", "password = REDACTED was tried"],
  ["run --password hunter22 --user ada", "run --password REDACTED --user ada"],
  ["<user>ada</user><password>abc</password>", "<user>ada</user><password>REDACTED</password>"],
  // JSON in a text: escaped quotes in a value, lists, and truncated text.
  ['log {"password":"a\\"b","x":1}', 'log {"password":"REDACTED","x":1}'],
  ['log {"tokens":["a",{"b":"c"}],"x":1}', 'log {"tokens":REDACTED,"x":1}'],
  ['{"x":1,"password":["a","b', '{"x":1,"password":REDACTED'],
  // RFC 7515 has no blank before a token.
  ["id_eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ.", "id_REDACTED"],
  // JSON in a text, whole, in another text and escaped in it.
  ['{"url":"/a?code=abc","n":1}', '{"url":"/a?code=REDACTED","n":1}'],
  [
    '{"secrets":[{"name":"K","value":"v"}],"a":{"password":1}}',
    '{"secrets":[{"name":"REDACTED","value":"REDACTED"}],"a":{"password":"REDACTED"}}',
  ],
  ['body: {"user":"ada","password":"x y","pin": 1234', 'body: {"user":"ada","password":"REDACTED","pin": REDACTED'],
  ['"{\\"clientSecret\\":\\"x\\",\\"a\\":1}"', '"{\\"clientSecret\\":\\"REDACTED\\",\\"a\\":1}"'],
])("%s becomes %s in every place", (before, after) => {
  const { detail, redacted } = redact({ deep: [{ er: before }] }, rules);
  expect(detail).toEqual({ deep: [{ er: after }] });
  expect(redacted).toEqual(["deep.0.er"]);
});

test.each([
  "the code=7 was wrong",
  "/a?token=",
  "/token/abc",
  "state=CA",
  "code=E1007 happened",
  "token=null",
  "password: must have 8 characters",
  "Error: invalid token: expired",
  "Created secret: prod-db",
  "authorization: denied by policy",
  "Cookie: disabled",
  "basic subscription-2026 plan",
  "Bearer certificate2026 missing",
  "docker://registry/img:tag@sha256:0a1b",
  "http://[::1]:8080/a@b",
  "http://host:8080/a@b",
  "mailto:ada@example.com and sip:ada:5060@example.com",
  "at 10:20@room",
  "--password-file x",
  "100%25 of %E4 and %zz",
  "/a?hashed_token=abc&status_code=403&client_id=x",
  "ssh://git@github.com/acme/app",
  "Basic authentication is off",
  "eyJ0 is no token",
  '{"code":"exports.onExecute","state":"CA"}',
  "not json {",
])("%s stays unchanged", (text) => {
  expect(redact(leaf(text), rules)).toEqual({ detail: { text }, redacted: [], cut: false });
});

test.each([
  ["card_pin loginOtp sms-otp pin", "REDACTED"],
  ["spin shipping originPin_count mapping hotpotpin", "4711"],
])("the values of the short names %s are %s", (names, value) => {
  for (const name of names.split(" ")) {
    expect(redact({ [name]: "4711" }, {}).detail).toEqual({ [name]: value });
  }
});

test("texts and numbers under a secret's name are masked at any depth and in arrays, everything else stays", () => {
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

test("the end of a path names a field, and settings under a secret's name are checked by their own names", () => {
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

test("the value of a pair is masked if its name is a secret's, for any keys of name and value", () => {
  const event: JsonObject = {
    attributes: [
      { attributeName: "password", attributeValue: "a", operation: "Set" },
      { attributeName: "city", attributeValue: "Zurich" },
    ],
    headers: [{ name: "Authorization", value: "x" }],
    changes: { field: "api_key", oldValue: "a", newValue: ["b"] },
    patch: [{ op: "replace", path: "/password", value: "a" }],
    upper: [{ Name: "client_secret", Value: "a" }],
    change: { attribute: "pin", from: 1234, to: 4321 },
    other: { name: "Password Policy", from: "weak", to: "strong" },
  };
  expect(redact(event, {}).detail).toEqual({
    attributes: [
      { attributeName: "password", attributeValue: "REDACTED", operation: "Set" },
      { attributeName: "city", attributeValue: "Zurich" },
    ],
    headers: [{ name: "Authorization", value: "REDACTED" }],
    changes: { field: "api_key", oldValue: "REDACTED", newValue: ["REDACTED"] },
    patch: [{ op: "replace", path: "/password", value: "REDACTED" }],
    upper: [{ Name: "client_secret", Value: "REDACTED" }],
    change: { attribute: "pin", from: "REDACTED", to: "REDACTED" },
    other: event.other,
  });
});

// GitHub's description of its REST API, schema app-permissions; auth0-log-schemas, mgmt_api_read; Auth0 Management API, encryption_key.
test.each<JsonObject>([
  { permissions: { secrets: "read", organization_secrets: "write" } },
  { permissions_added: { repository: { secrets: "admin" } } },
  { accessedSecrets: ["API_KEY"], number_of_secrets: 2 },
  { encryption_key: { name: "k", alg: "RSA-OAEP-256", kid: "1" } },
  { trespass: "x", passport: "x", passwordPolicy: "good", token_expires_at: "x", recoveryCodesRemaining: 3 },
])("%j contains no secret", (event) => {
  expect(redact(event, {}).redacted).toEqual([]);
});

const names =
  "password_confirmation passwordNew password1 pass secretValue SecretString otpCode pin_code saml_assertion private_key_pem " +
  "AccountKey encryptionKey signing_key recovery_answer accessTokens invite_code credentialValue bearer";
test.each(names.split(" "))("%s contains a secret, also in JSON in a text and beside access levels", (name) => {
  const event = { permissions: { [name]: "abc" }, text: `log {"${name}":"abc"}` };
  const expected = { permissions: { [name]: "REDACTED" }, text: `log {"${name}":"REDACTED"}` };
  expect(redact(event, {}).detail).toEqual(expected);
});

test("names of the configuration are secret as fields, as parameters and in JSON in a text", () => {
  const event = { Licence_Number: "x", url: "/a?licence-number=x&b=1", text: 'log {"licence_number":"x"}' };
  expect(redact(event, {}, ["licenceNumber"]).detail).toEqual({
    Licence_Number: "REDACTED",
    url: "/a?licence-number=REDACTED&b=1",
    text: 'log {"licence_number":"REDACTED"}',
  });
});

test("copies of a parameter's secret are also removed, in paths and URLs under the places to search", () => {
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

test("a caller cannot have evidence removed by repeating it as a parameter", () => {
  const event = {
    actor: { alternateId: "mallory@acme.example" },
    outcome: { result: "FAILURE" },
    debug: { url: "/a?code=mallory@acme.example&token=FAILURE", fingerprint: "mallory@acme.example" },
  };
  const { detail } = redact(event, rules);
  expect(detail).toEqual({ ...event, debug: { ...event.debug, url: "/a?code=REDACTED&token=REDACTED" } });
});

test("no parameter's value is left in its URL", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9._~%+/-]{8,40}$/);
  fc.assert(
    fc.property(secret, secret, (one, other) => {
      fc.pre(!"REDACTED".includes(one) && !"REDACTED".includes(other));
      const { detail } = redact({ debug: { url: `/x?token=${one}&z=1&code=${other}` } }, rules);
      expect(detail).toEqual({ debug: { url: "/x?token=REDACTED&z=1&code=REDACTED" } });
    }),
  );
});

test.each([
  ["quotes", '"a":"'.repeat(60_000)],
  ["backslashes", "\\".repeat(300_000)],
  ["escaped quotes", '\\"a\\": '.repeat(40_000)],
  ["schemes", "a://b:c".repeat(40_000)],
  ["encodings", "%25".repeat(100_000)],
  ["beginnings of tokens", "eyJaaaaaa.".repeat(30_000)],
  ["beginnings of tokens without dots", "eyJaaaaaa-".repeat(30_000)],
  ["headers", "Cookie: ".repeat(40_000)],
  ["headers without blanks", "Cookie:".repeat(40_000)],
  ["labels", "password: ".repeat(30_000)],
  ["lists", '"password":['.repeat(25_000)],
  ["elements", "<password>".repeat(30_000)],
  ["octets that are no UTF-8", "%e4%b".repeat(60_000)],
  ["parameters", "a=b&".repeat(80_000)],
  ["brackets", "[".repeat(300_000)],
  ["keys", "-----BEGIN PRIVATE KEY-----".repeat(12_000)],
])("a text of 300 kB of %s is read completely, in less than quadratic time", (_, text) => {
  const { detail } = redact({ value: text, password: "x" }, rules);
  expect(detail.password).toBe("REDACTED");
});

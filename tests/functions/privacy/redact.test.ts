import fc from "fast-check";
import { redact } from "../../../functions/privacy/redact";

const rules = { fields: ["debug.password", "list.0.pin"], parameters: ["token", "code"], copiesUnder: ["debug"] };

test("an event without secrets is the very same event", () => {
  const event = { url: "/a?limit=5&encoded=%20", percent: "100%", list: [{ a: 1 }] };
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
  ["/a?next=%2Fb%3Ftoken%3Dabc%26x%3D1", "/a?next=%2Fb%3Ftoken%3DREDACTED%26x%3D1"],
  ["/a?next=%252Fb%253Ftoken%253Dabc%2526x", "/a?next=%252Fb%253Ftoken%253DREDACTED%2526x"],
  ["/a?token=a%26b;c&x=1", "/a?token=REDACTED&x=1"],
  ['{"url":"/a?code=abc","x":1}', '{"url":"/a?code=REDACTED","x":1}'],
  ["/a?token=one&token=two", "/a?token=REDACTED&token=REDACTED"],
])("%s becomes %s wherever it stands", (before, after) => {
  const { detail, redacted } = redact({ deep: [{ er: before }] }, rules);
  expect(detail).toEqual({ deep: [{ er: after }] });
  expect(redacted).toEqual(["deep.0.er"]);
});

test.each(["/a?mytoken=abc", "/a?tokens=abc", "the code=7 was wrong", "/a?token=", "/token/abc"])(
  "%s stays as it is",
  (text) => {
    expect(redact({ text }, rules)).toEqual({ detail: { text }, redacted: [], cut: false });
  },
);

test("fields of the rules lose their value, whatever it is", () => {
  const event = { debug: { password: { old: "a" } }, list: [{ pin: 1234, other: 1 }] };
  expect(redact(event, rules)).toEqual({
    detail: { debug: { password: "REDACTED" }, list: [{ pin: "REDACTED", other: 1 }] },
    redacted: ["debug.password", "list.0.pin"],
    cut: false,
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
  const once = redact({ debug: { url: "/a?token=abcdefgh", password: "x" } }, rules).detail;
  expect(redact(once, rules)).toEqual({ detail: once, redacted: [], cut: false });
});

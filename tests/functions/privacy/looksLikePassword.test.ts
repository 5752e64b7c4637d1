import fc from "fast-check";
import { looksLikePassword } from "../../../functions/privacy/looksLikePassword";

test.each([
  "P@ssw0rd1",
  "MyP@ssw0rd!",
  "Passw0rd@123",
  "P@ssword",
  "Summer2026!",
  "Summer@2026",
  "Winter2026",
  "Winter 2026!",
  "Sommer2026",
  "Frühling2025!",
  "Passw0rd123",
  "correct-Horse#7",
  "correct horse battery staple",
  "xK9$mQ2vLp",
  "Qx7-fT9_kLm2",
  "Tr0ub4dor&3",
  "Zürich!2026",
  "MyDogRex12!",
  "a1!b2?c3#D",
  "MyDogRex12",
  "1q2w3e4r5t",
  "1qaz2wsx",
  "my dog is 7!",
  "the quick brown fox 9",
  // SigmaHQ/sigma#4158.
  "T3stingMitig4Valid!",
])("%s looks like a password", (text) => {
  expect(looksLikePassword(text)).toBe(true);
});

test.each([
  "ada@example.com",
  "Ada.Lovelace+Test2@mail.example.co.uk",
  "jane.doe1@acme.com;",
  "<jane.doe1@acme.com>",
  "jane.doe2@acme,com",
  "jdoe@@acme.com",
  "jdoe@acme..org",
  "Jane.Doe1@corp",
  "EXAMPLE\\ada2",
  "example/ada2",
  "jane.doe",
  "JDoe42",
  "JohnSmith1985",
  "McKenzieJr2",
  "Springer12",
  "summerville22",
  "password.reset1",
  "VanDerBergJ3",
  "Jane Doe <jane.doe1@acme.com>",
  "svc_backup-01",
  "svc$backup1",
  "MACHINE01$",
  "DESKTOP-4F7K2LM$",
  "O'Brien-Smith2",
  "Müller-Lüdenscheidt",
  "Ada Lovelace",
  "Jane van der Berg",
  "Ada Lovelace (Finance) #2!",
  "0a1b2c3d-0000-4000-8000-0123456789ab",
  "0oa1gjh63g214q0Hq0g4",
  "auth0|5f7c8ec7D",
  "CN=Ada,OU=Users,DC=example",
  "https://login.example.com/Ada?x=1",
  "+41791234567",
  "P@ss1!",
  "unknown",
  "springfield",
  "2026-11-01T10:00",
  "",
])("%s looks like a name", (text) => {
  expect(looksLikePassword(text)).toBe(false);
});

test("a name of letters, digits, dots, hyphens and underscores in one case is no password unless it has a common word", () => {
  const name = fc.oneof(
    fc.stringMatching(/^[bcdghjkvxz0-9._-]{1,40}$/),
    fc.stringMatching(/^[BCDGHJKVXZ0-9._-]{1,40}$/),
  );
  fc.assert(fc.property(name, (text) => !looksLikePassword(text)));
});

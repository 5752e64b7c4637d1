import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { envelopeOf } from "../../functions/mapping/envelope";
import { mapEvent } from "../../functions/mapping/mapping";
import type { JsonValue } from "../../functions/mapping/values/json";

/*
 * The form of the built-in rules and of their test events. The keys and their values are those of the JSON schemas of SigmaHQ/sigma-specification
 * (sigma-detection-rule-schema.json V2.0.0, sigma-correlation-rules-schema.json V2.0.1), but stricter: a built-in rule has all of them.
 */

/** Log source per vendor. Source: Sigma specification, appendix taxonomy; the specification has none for Auth0. */
const services: Readonly<Record<string, string>> = {
  okta: "okta",
  onelogin: "onelogin.events",
  auth0: "auth0",
  github: "audit",
};

/** Source: MITRE ATT&CK v16, Enterprise tactics, as Sigma's tags appendix writes them. */
const tactics = [
  "reconnaissance",
  "resource-development",
  "initial-access",
  "execution",
  "persistence",
  "privilege-escalation",
  "defense-evasion",
  "credential-access",
  "discovery",
  "lateral-movement",
  "collection",
  "command-and-control",
  "exfiltration",
  "impact",
];

const text = z.string().min(2).max(300);
const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const described = {
  title: text,
  id: z.string().regex(uuid4),
  status: z.enum(["stable", "test", "experimental"]),
  // One sentence: a finding shows it.
  description: text.regex(/^[A-Z0-9].*\.\s*$/),
  references: z.array(z.url({ protocol: /^https$/ })).nonempty(),
  author: z.literal("partner-audit contributors"),
  date: z.iso.date(),
};
const finding = {
  tags: z.array(z.string().regex(/^attack\.(?:[a-z-]+|t\d{4}(?:\.\d{3})?)$/)).nonempty(),
  falsepositives: z.array(text).nonempty(),
  level: z.enum(["low", "medium", "high", "critical"]),
};
const detection = {
  logsource: z.strictObject({ product: z.string(), service: z.string() }),
  detection: z.looseObject({ condition: z.string() }),
};
const single = z.strictObject({ ...described, ...detection, ...finding });
// The base of a correlation has no findings, so its tags and false positives are optional.
const base = z.strictObject({
  ...described,
  ...detection,
  name: z.string(),
  tags: finding.tags.optional(),
  falsepositives: finding.falsepositives.optional(),
  level: z.literal("informational"),
});
const correlation = z.strictObject({
  ...described,
  ...finding,
  correlation: z.strictObject({
    type: z.enum(["event_count", "value_count"]),
    rules: z.array(z.string()).nonempty(),
    "group-by": z.array(z.string()).nonempty(),
    timespan: z.string().regex(/^[1-9]\d*[smhd]$/),
    condition: z.strictObject({ gte: z.int().min(2), field: z.string().optional() }),
  }),
});

const event = z.record(z.string(), z.json());
const casesOf = <Case extends z.ZodType>(one: Case) =>
  z.strictObject({ source: text, positive: z.array(one).min(1), negative: z.array(one).min(2) });
const singleCases = casesOf(z.strictObject({ what: text, event }));
const correlationCases = casesOf(z.strictObject({ what: text, events: z.array(event).min(2) }));

const folder = join(__dirname, "../../rules");
const vendors = readdirSync(folder);
const files = vendors.flatMap((vendor) =>
  readdirSync(join(folder, vendor)).map((file) => ({ vendor, file, path: join(folder, vendor, file) })),
);
const rules = files
  .filter(({ file }) => file.endsWith(".yml"))
  .map(({ vendor, file, path }) => ({ vendor, name: basename(file, ".yml"), ...readRule(path) }));

describe("the rules together", () => {
  it("belong to vendors with a known log source", () => {
    expect(vendors.filter((vendor) => !Object.hasOwn(services, vendor))).toEqual([]);
  });

  it("have their test events beside them, and nothing else", () => {
    const expected = rules.flatMap(({ vendor, name }) => [`${vendor}/${name}.events.json`, `${vendor}/${name}.yml`]);
    expect(files.map(({ vendor, file }) => `${vendor}/${file}`).sort()).toEqual(expected.sort());
  });

  it.each(["id", "title", "name"] as const)("have no %s twice", (key) => {
    const values = rules.flatMap(({ documents }) => documents.flatMap((document) => document[key] ?? []));
    expect(repeated(values.map((value) => String(value).toLowerCase()))).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.name, rule] as const))("the rule %s", (name, { vendor, documents, cases }) => {
  const isCorrelation = documents.length > 1;
  const forms = isCorrelation ? [base, correlation] : [single];
  const results = documents.map((document, index) => (forms[index] ?? z.never()).safeParse(document));

  it("has every key of a built-in rule", () => {
    expect(
      results.flatMap(({ error }) => error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []),
    ).toEqual([]);
  });

  it("is named after its vendor and reads the vendor's log", () => {
    expect(name).toMatch(new RegExp(`^${vendor}-[a-z0-9]+(?:-[a-z0-9]+)*$`));
    expect(documents[0]).toMatchObject({ logsource: { product: vendor, service: services[vendor] } });
  });

  it("has tactics and techniques of ATT&CK, and refers to a document of the vendor", () => {
    const { tags, references } = z
      .object({ tags: finding.tags, references: described.references })
      .parse(documents.at(-1));
    const names = tags.map((tag) => tag.replace("attack.", ""));
    expect(names.filter((tag) => !/^t\d/.test(tag) && !tactics.includes(tag))).toEqual([]);
    expect(names.some((tag) => /^t\d/.test(tag))).toBe(true);
    expect(names.some((tag) => tactics.includes(tag))).toBe(true);
    expect(references.filter((reference) => !reference.startsWith("https://attack.mitre.org/"))).not.toEqual([]);
  });

  if (isCorrelation) {
    it("counts the events of its base", () => {
      const counted = correlation.parse(documents[1]).correlation;
      expect(counted.rules).toEqual([documents[0]?.name]);
      expect(counted.condition.field === undefined).toBe(counted.type === "event_count");
    });
  }

  it("has at least one positive and two negative cases, none of them twice", () => {
    const read = (isCorrelation ? correlationCases : singleCases).parse(cases);
    expect(repeated([...read.positive, ...read.negative].map(({ what }) => what))).toEqual([]);
  });

  it("has test events that the mapping accepts, each with a unique id", () => {
    const results = eventsOf(cases).map((detail) =>
      mapEvent(envelopeOf(detail), { integration: vendor, vendor, recipientAccountId: "123456789012" }),
    );
    expect(results.filter(({ status }) => status !== "mapped")).toEqual([]);
    expect(repeated(results.flatMap((result) => (result.status === "mapped" ? result.id : [])))).toEqual([]);
  });

  // RFC 2606 (names), RFC 5737 and RFC 3849 (addresses).
  it("uses only domains and addresses that are reserved for examples", () => {
    const texts = JSON.stringify(eventsOf(cases));
    const domains = [...texts.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map(([, domain = ""]) => domain);
    // `system@okta.com` is the name of Okta's own principal; a mistyped address is one of the cases.
    const allowed = /^(?:.+\.)?example\.(?:com|net|org)$|^okta\.com$|\.example$|^exmaple\.com$/;
    expect(domains.filter((domain) => !allowed.test(domain))).toEqual([]);
    const addresses = [...texts.matchAll(/"((?:\d{1,3}\.){3}\d{1,3})"/g)].map(([, address = ""]) => address);
    expect(addresses.filter((address) => !/^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address))).toEqual([]);
  });
});

function readRule(path: string) {
  const documents = parseAllDocuments(readFileSync(path, "utf8"));
  const mistakes = documents.flatMap(({ errors }) => errors.map(({ message }) => `${path}: ${message}`));
  if (mistakes.length > 0) {
    throw new Error(mistakes.join("\n"));
  }
  const cases: unknown = JSON.parse(readFileSync(path.replace(/\.yml$/, ".events.json"), "utf8"));
  return { documents: documents.map((document) => z.record(z.string(), z.unknown()).parse(document.toJS())), cases };
}

function eventsOf(cases: unknown): readonly JsonValue[] {
  const anyCases = casesOf(z.object({ event: event.optional(), events: z.array(event).optional() })).parse(cases);
  return [...anyCases.positive, ...anyCases.negative].flatMap((one) => one.events ?? one.event ?? []);
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

import { vendorFields } from "../components/detections/sigma/fields/vendorFields";
import type { Placeholders } from "../components/detections/sigma/values";
import { PersonError } from "../components/personError";
import type { CompiledRule } from "../functions/detector/compiledRule";
import { EventStore } from "../sandbox/detections/eventStore";
import { type RuleMatch, runRule } from "../sandbox/detections/runRule";
import { jsonFlag, oneOf, repeated, required, valued } from "./command/options";
import { createSubcommand, type ValuesOf } from "./command/subcommand";
import { table } from "./command/table";
import { counted } from "./command/text";
import { findRules } from "./detect/findRules";
import { FileVerdict, mapFileEvent, openFor, printForm } from "./eventFile/checkEvents";
import { mapSettings } from "./mapSettings";

const vendors = Object.keys(vendorFields);

const options = {
  rule: required("PATH", "a file of Sigma rules, or a folder: it runs the vendor's rules in it"),
  vendor: { ...required("NAME", "the vendor", oneOf(vendors)), choices: vendors },
  events: required(
    "FILE",
    "the vendor's events as JSON, in the forms that partner-audit map accepts; - reads standard input",
  ),
  mapping: valued("FILE", "a mapping as under the key mapping of a vendor's configuration, as YAML or JSON"),
  setting: repeated("NAME=VALUE", "the value of a rule's placeholder %NAME%; repeatable: several make a list"),
  json: jsonFlag,
};

export const command = createSubcommand({
  name: "detect",
  description:
    "Runs detection rules over a file of a vendor's events: the events are mapped as the forwarder maps them, and the rules' SQL runs in the sandbox's CloudTrail Lake. Warnings about rules, and the number of events that cannot be mapped, are reported on standard error.",
  options,
  examples: [
    ["detect --rule rules/okta --vendor okta --events okta.jsonl", "all rules of a vendor"],
    ["detect --rule mine.yml --vendor okta --events okta.jsonl --json", "a rule of yours, for a program"],
  ],
  failure: "a rule has a mistake, or the file holds no event that can be mapped; findings are not a failure",
  run: detect,
});

async function detect({ rule: path, vendor, events: file, ...values }: ValuesOf<typeof options>): Promise<void> {
  const warn = (message: string) => process.stderr.write(`${message}\n`);
  const rules = ofVendor(findRules(path, { placeholders: placeholdersOf(values.setting), warn }), vendor, path);
  const store = await EventStore.open();
  try {
    const events = await fill(store, file, vendor, values.mapping);
    const found: RuleMatch[] = [];
    for (const rule of rules) {
      found.push(...(await runRule(rule, store)));
    }
    process.stdout.write(values.json ? `${json(found)}\n` : `${text(found, rules.length, events)}\n`);
  } finally {
    await store.close();
  }
}

function placeholdersOf(settings: readonly string[]): Placeholders {
  const placeholders: Record<string, readonly string[]> = {};
  for (const setting of settings) {
    const [, name = "", value = ""] = /^([^=\s%]+)=(.+)$/s.exec(setting) ?? [];
    if (name === "") {
      throw new PersonError(
        `--setting must be NAME=VALUE, such as admins=ann@example.com; it is ${JSON.stringify(setting)}.`,
      );
    }
    placeholders[name] = [...(placeholders[name] ?? []), value];
  }
  return placeholders;
}

function ofVendor(rules: readonly CompiledRule[], vendor: string, path: string): readonly CompiledRule[] {
  const own = rules.filter((rule) => rule.vendor === vendor);
  if (own.length === 0) {
    const others = [...new Set(rules.map((rule) => rule.vendor))];
    throw new PersonError(
      `--rule ${path} holds no rules for ${vendor}, only for ${others.join(", ")}; give another --vendor.`,
    );
  }
  return own;
}

/** Maps the events of a file into the store and returns their number. */
async function fill(store: EventStore, file: string, vendor: string, mapping: string | undefined): Promise<number> {
  const owner = { vendor, settings: mapSettings(vendor, mapping) };
  const { form, events } = await openFor(file, owner);
  printForm(file, form);
  const verdict = new FileVerdict(file, vendor);
  let [stored, rejected] = [0, 0];
  for await (const event of events) {
    const results = mapFileEvent(event, owner);
    verdict.add(event, results);
    for (const result of results) {
      if (result.status === "mapped") {
        store.add(result, Date.now());
        stored += 1;
      } else {
        rejected += 1;
      }
    }
  }
  verdict.throwIfWrong(true);
  if (rejected > 0) {
    process.stderr.write(`${rejected} events cannot be mapped and are left out; partner-audit map reports why.\n`);
  }
  return stored;
}

function json(found: readonly RuleMatch[]): string {
  const findings = found.map(({ target: _, ...finding }) => finding);
  return JSON.stringify({ findings });
}

function text(found: readonly RuleMatch[], rules: number, events: number): string {
  const counts = `${counted(found.length, "finding")} of ${counted(rules, "rule")} in ${counted(events, "event")}.`;
  if (found.length === 0) {
    return counts;
  }
  const rows = found.map((one) => [
    one.rule,
    one.actor,
    one.action,
    one.target,
    one.sourceIPAddress,
    one.count,
    one.first,
    one.last,
  ]);
  return `${table(["rule", "actor", "action", "target", "address", "events", "first", "last"], rows)}\n\n${counts}`;
}

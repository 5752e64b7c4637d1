import { vendorFields } from "../components/detections/sigma/fields/vendorFields";
import type { Placeholders } from "../components/detections/sigma/values";
import { PersonError } from "../components/personError";
import type { CompiledRule } from "../functions/detector/compiledRule";
import { EventStore } from "../sandbox/detections/eventStore";
import { type RuleMatch, runRule } from "../sandbox/detections/runRule";
import { flag, missingOption, oneOf, parseArguments, repeated, usageOf, valued } from "./arguments";
import { findRules } from "./detect/findRules";
import { FileVerdict, mapFileEvent, openFor, printForm } from "./eventFile/checkEvents";
import { mapSettings } from "./mapSettings";
import { runCommand } from "./run";
import { table } from "./table";

const vendors = Object.keys(vendorFields);

const options = {
  rule: valued("PATH", "a file of Sigma rules, or a folder of them, of which those of the vendor are run"),
  vendor: valued("NAME", `the vendor: ${vendors.join(", ")}`),
  events: valued("FILE", "the vendor's events as JSON, as npm run map takes them; - reads standard input"),
  mapping: valued("FILE", "a mapping as it stands under the key mapping of a vendor's configuration, as YAML or JSON"),
  setting: repeated("NAME=VALUE", "what the placeholder %NAME% of a rule stands for; several make a list"),
  json: flag("prints the findings as JSON"),
} as const;

const usage = usageOf(
  "npm run -s detect -- --rule PATH --vendor NAME --events FILE [--setting NAME=VALUE] [--json]",
  `Runs detection rules over a file of a vendor's events: the events are mapped as the forwarder maps them, and the rules' SQL runs in the sandbox's
CloudTrail Lake. Warnings about rules, and the number of events that cannot be mapped, are reported on standard error.`,
  options,
  [
    "Exit code 1 where a rule has a mistake or the file holds no event that can be mapped; 0 with findings and without.",
  ],
);

async function detect(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options });
  const path = values.rule ?? missing("rule", "a Sigma rule or a folder of them");
  const file = values.events ?? missing("events", "a file of the vendor's events");
  const vendor = oneOf("vendor", values.vendor ?? missing("vendor", `one of ${vendors.join(", ")}`), vendors);
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

function missing(option: string, allowed: string): never {
  throw missingOption(option, allowed);
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

/** Maps the events of a file into the store and gives their number. */
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
    process.stderr.write(`${rejected} events cannot be mapped and are left out; npm run map says why.\n`);
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

function counted(count: number, what: string): string {
  return `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
}

void runCommand(usage, process.argv.slice(2), detect);

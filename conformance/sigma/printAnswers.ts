import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { compileRule } from "../../components/detections/sigma/compileRule";
import { vendorFields } from "../../components/detections/sigma/fields/vendorFields";
import { PersonError } from "../../components/personError";
import { EventStore } from "../../sandbox/detections/eventStore";
import { runRule } from "../../sandbox/detections/runRule";
import { eventsOfFile, placeholders, ruleFiles, samplesOf, type TriedEvent, triedEvents } from "./triedRules";

/*
 * Prints one JSON line per rule file: its text, the events, and the ids of the events that this project's compiler and correlation find, or the reason why the rule is refused.
 */

async function main(): Promise<void> {
  for (const file of ruleFiles()) {
    process.stdout.write(`${JSON.stringify(await answerOf(file))}\n`);
  }
}

async function answerOf(file: string) {
  const text = readFileSync(file, "utf8");
  const named = { file: basename(file), text };
  try {
    const [rule] = compileRule(text, file, { placeholders });
    if (rule === undefined) {
      return { ...named, refusal: "The file holds no rule." };
    }
    const events = triedEvents(rule.vendor, [...samplesOf(rule.vendor), ...eventsOfFile(file)]);
    const store = await EventStore.open();
    try {
      for (const { mapped } of events) {
        store.add(mapped, Date.UTC(2026, 10, 20));
      }
      const found = await runRule(rule, store);
      const uids = [...new Set(found.flatMap((one) => one.uids))].sort();
      const wrapper = vendorFields[rule.vendor]?.wrapper ?? null;
      return { ...named, vendor: rule.vendor, wrapper, uids, events: events.map(printed) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof PersonError) {
      return { ...named, refusal: error.message };
    }
    throw error;
  }
}

function printed({ id, event, mapped }: TriedEvent) {
  const { eventTime } = mapped.event;
  return { id, event, auditEvent: mapped.event, time: Date.parse(eventTime) / 1_000, redacted: mapped.redacted };
}

void main();

import { once } from "node:events";
import { PersonError } from "../components/personError";
import { placeholder } from "../functions/mapping/auditEvent";
import { envelopeOf } from "../functions/mapping/envelope";
import type { MapResult } from "../functions/mapping/mapping";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { vendorNames } from "../functions/vendors";
import { anyKindFlag, parseArguments, usageOf, valued } from "./arguments";
import { FileVerdict, mapFileEvent, openFor, printForm } from "./eventFile/checkEvents";
import type { FileEvent } from "./eventFile/eventFile";
import { DriftReport, driftOf } from "./map/drift";
import { mapSettings } from "./mapSettings";
import { runCommand } from "./run";
import { reportPosition } from "./signals";

const options = {
  vendor: valued("NAME", `the vendor: ${vendorNames.join(", ")}`),
  mapping: valued("FILE", "a mapping as it stands under the key mapping of a vendor's configuration, as YAML or JSON"),
  "any-kind": anyKindFlag,
} as const;

const usage = usageOf(
  "npm run -s map -- --vendor NAME [--mapping FILE] [--any-kind] FILE...",
  `Maps a vendor's events, bare or whole EventBridge events, to CloudTrail audit events, one JSON answer per event. FILE holds JSON: one event
per line, an array, or an array under Records or events, plain or gzip; - reads standard input. Blank lines are skipped. Values that the
mapping does not expect, fields that its expressions do not find, and events of unknown kinds are reported on standard error.`,
  options,
  ["Exit code 1 where a file holds no event that can be mapped, or none of a known kind."],
);

/** Maps files of events and prints one answer per audit event, so that a mapping can be seen before anything is deployed. */
async function map(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(commandLine, { options, positionals: "FILE" });
  const settings = mapSettings(values.vendor, values.mapping);
  if (positionals.length === 0) {
    throw new PersonError("Name at least one FILE of events, or - for standard input.");
  }
  const owner = { vendor: settings.vendor, settings };
  const drift = new DriftReport();
  const verdicts: FileVerdict[] = [];
  let done = 0;
  reportPosition(() => `after ${done.toLocaleString("en-US")} events`);
  for (const file of positionals) {
    const { form, events } = await openFor(file, owner);
    printForm(file, form);
    const verdict = new FileVerdict(file, settings.vendor);
    verdicts.push(verdict);
    for await (const event of events) {
      const results = mapFileEvent(event, owner);
      done += 1;
      verdict.add(event, results);
      drift.add(`${file} ${event.place}`, driftIn(event, results, settings));
      if (!process.stdout.write(results.map((result) => `${JSON.stringify(answer(result))}\n`).join(""))) {
        await once(process.stdout, "drain");
      }
    }
  }
  process.stderr.write(drift.text());
  for (const verdict of verdicts) {
    verdict.throwIfWrong(values["any-kind"]);
  }
}

function driftIn({ event }: FileEvent, results: readonly MapResult[], settings: MapSettings): readonly string[] {
  const isUnexpected = results.some((result) => result.status === "mapped" && result.drift.unexpectedTypes > 0);
  return [
    ...(isUnexpected && event !== undefined ? driftOf(envelopeOf(event), settings) : []),
    ...results.flatMap(unknownKind),
  ];
}

function unknownKind(result: MapResult): readonly string[] {
  if (result.status === "rejected" || !result.drift.unknownKind) {
    return [];
  }
  const { eventName } = result.event;
  return [
    eventName === placeholder
      ? "eventName finds nothing"
      : `eventName is ${eventName}, which the mapping does not know`,
  ];
}

function answer(result: MapResult): object {
  if (result.status === "rejected") {
    return { status: result.status, reason: result.reason };
  }
  const { status, id, event, truncated, redacted } = result;
  return { status, id, event, truncated, redacted };
}

void runCommand(usage, process.argv.slice(2), map);

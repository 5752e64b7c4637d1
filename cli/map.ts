import { once } from "node:events";
import { PersonError } from "../components/personError";
import { placeholder } from "../functions/mapping/auditEvent";
import { envelopeOf } from "../functions/mapping/envelope";
import { type MapResult, mapEvents } from "../functions/mapping/mapping";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { vendorNames } from "../functions/vendors";
import { parseArguments } from "./arguments";
import { parseLine, readLines } from "./eventFile";
import { DriftReport, driftOf } from "./map/drift";
import { mapSettings } from "./mapSettings";
import { runCommand } from "./run";

const usage = `npm run -s map -- --vendor NAME [--mapping FILE] FILE...

Maps a vendor's events, one JSON event or EventBridge event per line, to CloudTrail audit events, one JSON answer per line. Values that
the mapping does not expect, fields that its expressions do not find, and events of unknown kinds are reported on standard error.
  --vendor NAME   the vendor: ${vendorNames.join(", ")}
  --mapping FILE  a mapping as it stands under the key mapping of a vendor's configuration, as YAML or JSON
  FILE            a file of JSON lines; - reads standard input`;

/** Maps files of events and prints one answer per audit event, so that a mapping can be seen before anything is deployed. */
async function map(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(commandLine, {
    options: { vendor: { type: "string" }, mapping: { type: "string" } },
    positionals: "FILE",
  });
  const settings = mapSettings(values.vendor, values.mapping);
  if (positionals.length === 0) {
    throw new PersonError("Name at least one FILE of events, or - for standard input.");
  }
  const drift = new DriftReport();
  for (const file of positionals) {
    for await (const { number, text } of readLines(file)) {
      const answers = answersFor(text, settings, `${file} line ${number}`, drift);
      if (!process.stdout.write(answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""))) {
        await once(process.stdout, "drain");
      }
    }
  }
  process.stderr.write(drift.text());
}

function answersFor(
  text: string | undefined,
  settings: MapSettings,
  place: string,
  drift: DriftReport,
): readonly object[] {
  const parsed = parseLine(text);
  if (parsed.event === undefined) {
    return [{ status: "rejected", reason: parsed.reason }];
  }
  const envelope = envelopeOf(parsed.event);
  const results = mapEvents(envelope, settings);
  drift.add(place, [
    ...(results.some((result) => result.status === "mapped" && result.drift.unexpectedTypes > 0)
      ? driftOf(envelope, settings)
      : []),
    ...results.flatMap(unknownKind),
  ]);
  return results.map(answer);
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

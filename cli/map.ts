import { once } from "node:events";
import { PersonError } from "../components/personError";
import { envelopeOf } from "../functions/mapping/envelope";
import { mapEvent } from "../functions/mapping/mapping";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { vendorNames } from "../functions/vendors";
import { parseArguments } from "./arguments";
import { readLines } from "./eventFile";
import { parseLine } from "./eventLine";
import { mapSettings } from "./mapSettings";
import { runCommand } from "./run";

const usage = `npm run -s map -- --vendor NAME [--mapping FILE] FILE...

Maps a vendor's events, one JSON event or EventBridge event a line, to CloudTrail audit events, one JSON answer a line.
  --vendor NAME   the vendor: ${vendorNames.join(", ")}
  --mapping FILE  a mapping as it stands under the key mapping of a vendor's configuration, as YAML or JSON
  FILE            a file of JSON lines; - reads standard input`;

/** Maps files of events and prints one answer a line, so that a mapping can be seen before anything is deployed. */
async function map(commandLine: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(commandLine, {
    options: { vendor: { type: "string" }, mapping: { type: "string" } },
    positionals: "FILE",
  });
  const settings = mapSettings(values.vendor, values.mapping);
  if (positionals.length === 0) {
    throw new PersonError("Name at least one FILE of events, or - for standard input.");
  }
  for (const file of positionals) {
    for await (const { text } of readLines(file)) {
      if (!process.stdout.write(`${JSON.stringify(answer(text, settings))}\n`)) {
        await once(process.stdout, "drain");
      }
    }
  }
}

function answer(text: string | undefined, settings: MapSettings): object {
  const parsed = parseLine(text);
  if (parsed.event === undefined) {
    return { status: "rejected", reason: parsed.reason };
  }
  const result = mapEvent(envelopeOf(parsed.event), settings);
  if (result.status === "rejected") {
    return { status: result.status, reason: result.reason };
  }
  const { status, id, event, truncated, redacted } = result;
  return { status, id, event, truncated, redacted };
}

void runCommand(usage, process.argv.slice(2), map);

import { once } from "node:events";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import { envelopeOf } from "../functions/envelope";
import type { JsonValue } from "../functions/json";
import { type MapSettings, mapEvent } from "../functions/mapping";
import { findVendor, isMapped, vendorNames } from "../functions/vendors";
import { sandboxAccount } from "../sandbox/account";
import { parseArguments } from "./arguments";
import { readLines } from "./eventFile";
import { readMapping } from "./mappingFile";
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

function mapSettings(name: string | undefined, mappingFile: string | undefined): MapSettings {
  if (name === undefined) {
    throw new PersonError(`--vendor is missing; it must be one of ${vendorNames.join(", ")}.`);
  }
  const vendor = findVendor(name);
  if (vendor === undefined) {
    throw new PersonError(`--vendor ${unknownName("--vendor", "vendor", name, vendorNames).message}.`);
  }
  if (mappingFile === undefined && !isMapped(vendor)) {
    throw new PersonError(`${name} has no mapping of its own; give one with --mapping FILE.`);
  }
  return {
    integration: name,
    vendor: name,
    recipientAccountId: sandboxAccount.accountId,
    ...(mappingFile !== undefined && { mapping: readMapping(mappingFile, vendor) }),
  };
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

function parseLine(text: string | undefined): { readonly event?: JsonValue; readonly reason?: string } {
  if (text === undefined) {
    return { reason: "The line is not valid UTF-8." };
  }
  try {
    return { event: JSON.parse(text) };
  } catch {
    return { reason: "The line is not JSON." };
  }
}

void runCommand(usage, process.argv.slice(2), map);

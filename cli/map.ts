import { once } from "node:events";
import { placeholder } from "../functions/mapping/auditEvent";
import { envelopeOf } from "../functions/mapping/envelope";
import type { MapResult } from "../functions/mapping/mapping";
import type { MapSettings } from "../functions/mapping/mapSettings";
import { vendorNames } from "../functions/vendors";
import { anyKindFlag, required, valued } from "./command/options";
import { reportPosition } from "./command/signals";
import { createSubcommand, type ValuesOf } from "./command/subcommand";
import { FileVerdict, mapFileEvent, openFor, printForm } from "./eventFile/checkEvents";
import type { FileEvent } from "./eventFile/eventFile";
import { DriftReport, driftOf } from "./map/drift";
import { mapSettings } from "./mapSettings";

const options = {
  vendor: required("NAME", `the vendor: ${vendorNames.join(", ")}`),
  mapping: valued("FILE", "a mapping as under the key mapping of a vendor's configuration, as YAML or JSON"),
  "any-kind": anyKindFlag,
};

export const command = createSubcommand({
  name: "map",
  description:
    "Maps a vendor's events, bare or whole EventBridge events, to CloudTrail audit events, one line of JSON per event. Values that the mapping does not expect, fields that its expressions do not find, and events of unknown kinds are reported on standard error.",
  operands: [
    "<FILE...>",
    "JSON, plain or gzip: one event per line, an array, or an array under Records or events; - reads standard input. Blank lines are skipped",
  ],
  options,
  examples: [
    ["map --vendor okta okta.jsonl", "the audit events of an export"],
    ["map --vendor custom --mapping hr.yaml hr.jsonl", "a mapping of your own, before it is deployed"],
  ],
  failure: "wrong input, or a file without an event that can be mapped, or without an event of a known kind",
  run: mapFiles,
});

async function mapFiles(
  { vendor, mapping, "any-kind": anyKind }: ValuesOf<typeof options>,
  files: readonly string[],
): Promise<void> {
  const settings = mapSettings(vendor, mapping);
  const owner = { vendor: settings.vendor, settings };
  const drift = new DriftReport();
  const verdicts: FileVerdict[] = [];
  let done = 0;
  reportPosition(() => `after ${done.toLocaleString("en-US")} events`);
  for (const file of files) {
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
    verdict.throwIfWrong(anyKind);
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
      : `eventName is ${eventName}, which the mapping does not list`,
  ];
}

function answer(result: MapResult): object {
  if (result.status === "rejected") {
    return { status: result.status, reason: result.reason };
  }
  const { status, id, event, truncated, redacted } = result;
  return { status, id, event, truncated, redacted };
}

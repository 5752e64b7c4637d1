import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { oktaAlone, resourceNamed } from "../tests/support/declare";
import { batchOf, compiled, invoke, oktaEvents, withBenchStacks } from "./benchStack";
import { declareHere } from "./declareHere";
import { type Figure, figureOf } from "./figure";

/**
 * Measures the time from the start of a process to the first event that CloudTrail accepts, compared with a handler that only loads the same SDK client
 * and puts one event, and with the forwarder with the whole SDK in its bundle; also the bytes of both archives.
 */
export async function coldStart(runs: number): Promise<readonly Figure[]> {
  const { forwarder, sdkOnly, wholeSdk } = await starts(runs);
  const over = (others: readonly number[]) => forwarder.map((milliseconds, run) => milliseconds / (others[run] ?? 0));
  const bytes = await archiveBytes();
  const wholeBytes = zippedBytes(new Map([["__index.js", Buffer.from(compiled("wholeSdk"))]]));
  return [
    figureOf("coldStart.overSdkOnly", "times", over(sdkOnly)),
    figureOf("coldStart.overWholeSdk", "times", over(wholeSdk)),
    figureOf("archive.bytes", "bytes", [bytes]),
    figureOf("archive.overWholeSdk", "times", [bytes / wholeBytes]),
  ];
}

const codes = ["forwarder", "sdkOnly", "wholeSdk"] as const;

/** Measures the milliseconds of each start of each code, in alternation. */
async function starts(runs: number): Promise<Readonly<Record<(typeof codes)[number], readonly number[]>>> {
  let accepted = 0;
  const observers = {
    accepted: () => {
      accepted = performance.now();
    },
  };
  return withBenchStacks(codes, { observers }, async (benches) => {
    const payload = batchOf(oktaEvents(1));
    const measured: Record<(typeof codes)[number], number[]> = { forwarder: [], sdkOnly: [], wholeSdk: [] };
    // The very first start runs without the machine's caches.
    for (let run = -1; run < runs; run++) {
      for (const code of codes) {
        benches[code].target.close();
        const begun = performance.now();
        await invoke(benches[code], payload);
        if (run >= 0) {
          measured[code].push(accepted - begun);
        }
      }
    }
    return measured;
  });
}

/** Calculates the bytes of the forwarder's archive as a ZIP file. */
async function archiveBytes(): Promise<number> {
  const { resources } = await declareHere({ vendors: oktaAlone });
  const { assets } = resourceNamed(resources, "okta/forwarder").inputs.code as {
    readonly assets: Promise<
      Readonly<Record<string, { readonly text?: Promise<string>; readonly path?: Promise<string> }>>
    >;
  };
  const files = new Map<string, Buffer>();
  for (const [name, asset] of Object.entries(await assets)) {
    const text = await asset.text;
    files.set(name, text === undefined ? readFileSync((await asset.path) ?? "") : Buffer.from(text));
  }
  return zippedBytes(files);
}

/** Calculates the bytes of a ZIP file: two headers per file, both with its name, and one at the end. Source: PKWARE, APPNOTE.TXT, ".ZIP File Format Specification". */
function zippedBytes(files: ReadonlyMap<string, Buffer>): number {
  const headers = { local: 30, central: 46, end: 22 };
  const of = (name: string, content: Buffer) =>
    headers.local + headers.central + 2 * Buffer.byteLength(name) + deflateRawSync(content).length;
  return [...files].reduce((sum, [name, content]) => sum + of(name, content), headers.end);
}

import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { oktaAlone, resourceNamed } from "../tests/support/declare";
import { batchOf, type Code, compiled, invoke, oktaEvents, withBenchStack } from "./benchStack";
import { declareHere } from "./declareHere";
import { type Figure, figureOf } from "./figure";

/**
 * From the start of a process to the first event that CloudTrail has accepted, against a handler that does nothing but load the same client
 * of the SDK and put one event, and against the forwarder with the whole SDK in its bundle; and the bytes of both archives.
 */
export async function coldStart(runs: number): Promise<readonly Figure[]> {
  const [own, sdkOnly, wholeSdk] = [
    await starts("forwarder", runs),
    await starts("sdkOnly", runs),
    await starts("wholeSdk", runs),
  ];
  const over = (others: readonly number[]) => own.map((milliseconds, run) => milliseconds / (others[run] ?? 0));
  const bytes = await archiveBytes();
  const wholeBytes = zippedBytes(new Map([["__index.js", Buffer.from(compiled("wholeSdk"))]]));
  return [
    figureOf("coldStart.overSdkOnly", "times", over(sdkOnly)),
    figureOf("coldStart.overWholeSdk", "times", over(wholeSdk)),
    figureOf("archive.bytes", "bytes", [bytes]),
    figureOf("archive.overWholeSdk", "times", [bytes / wholeBytes]),
  ];
}

/** Milliseconds of each start. */
async function starts(code: Code, runs: number): Promise<readonly number[]> {
  let accepted = 0;
  const observers = {
    accepted: () => {
      accepted = performance.now();
    },
  };
  return withBenchStack(code, { observers }, async (bench) => {
    const payload = batchOf(oktaEvents(1));
    const measured: number[] = [];
    // The first start of all finds nothing in the machine's caches.
    for (let run = -1; run < runs; run++) {
      bench.target.close();
      const begun = performance.now();
      await invoke(bench, payload);
      if (run >= 0) {
        measured.push(accepted - begun);
      }
    }
    return measured;
  });
}

/** The bytes of the forwarder's archive as a ZIP file. */
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

/** Source: PKWARE, APPNOTE.TXT, ".ZIP File Format Specification": two headers a file, which both hold its name, and one at the end. */
function zippedBytes(files: ReadonlyMap<string, Buffer>): number {
  const headers = { local: 30, central: 46, end: 22 };
  const of = (name: string, content: Buffer) =>
    headers.local + headers.central + 2 * Buffer.byteLength(name) + deflateRawSync(content).length;
  return [...files].reduce((sum, [name, content]) => sum + of(name, content), headers.end);
}

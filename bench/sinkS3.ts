import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { heapShares } from "../sandbox/lambda/settings";
import { existingResources, identify } from "../sandbox/program/existing";
import { deployStack } from "../sandbox/program/stackSandbox";
import { oktaAlone } from "../tests/support/declare";
import { oktaEvents } from "./benchStack";
import { figuresOf, runProgram } from "./compiledProgram";
import { declareHere } from "./declareHere";
import { type Figure, figureOf } from "./figure";
import { sqsRecords } from "./sqsRecords";

/** Measures the events per second and core from messages to Parquet objects, compared with the floor of `forwarder.cpu` for the same messages. */
export function sinkCpu(rounds: number): Promise<readonly Figure[]> {
  return figuresOf("sinkS3Cpu", "of 1", [String(rounds)]);
}

/** Memory of the measured Lambda function in MB. */
const memoryMegabytes = 256;
const heapOptions = [
  `--max-old-space-size=${Math.floor((memoryMegabytes * heapShares.oldSpacePercent) / 100)}`,
  `--max-semi-space-size=${Math.floor((memoryMegabytes * heapShares.semiSpacePercent) / 100)}`,
];

/**
 * Measures the peak megabytes of a process that stores batches of 6 MB, with the heap of a function of 256 MB: batches of usual events
 * (`sink.s3.peakMemory`), of 10,000 small events and of the largest events.
 */
export async function sinkMemory(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const environment = {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
  };
  const figures: Figure[] = [];
  for (const kind of quick ? ["usual"] : ["usual", "small", "large"]) {
    const megabytes: number[] = [];
    for (let run = 0; run < runs; run++) {
      megabytes.push(Number(await runProgram("sinkS3Memory", [kind, "10"], environment, heapOptions)));
    }
    figures.push(figureOf(`sink.s3.peakMemory${kind === "usual" ? "" : `.${kind}`}`, "MB", megabytes));
  }
  server.close();
  return figures;
}

/**
 * Measures the objects and the bytes that the sink s3 writes per 1,000 events in the sandbox: 10,000 made-up events of Okta that arrive at once, with
 * the default queue and function.
 */
export async function sinkObjects(): Promise<readonly Figure[]> {
  const program = await declareHere({ vendors: { okta: { ...oktaAlone.okta, sink: "s3" } } });
  const sizes: number[] = [];
  const written = (_: unknown, { key, bytes }: { readonly key: string; readonly bytes: number }) => {
    if (key.startsWith("events/")) {
      sizes.push(bytes);
    }
  };
  const stack = await deployStack(program, identify, { existing: existingResources(program), observers: { written } });
  const events = 10_000;
  try {
    const { eventSourceName } = oktaAlone.okta;
    for (const { body } of sqsRecords(oktaEvents(events), eventSourceName, {
      detailType: "SystemLog",
      time: Date.now(),
    })) {
      stack.send("okta", JSON.parse(body));
    }
    await stack.sandbox.settle();
  } finally {
    await stack.sandbox.close();
  }
  const perThousand = (count: number) => (1_000 * count) / events;
  return [
    figureOf("sink.s3.objectsPerThousand", "objects", [perThousand(sizes.length)]),
    figureOf("sink.s3.bytesPerThousand", "bytes", [perThousand(sizes.reduce((sum, bytes) => sum + bytes, 0))]),
  ];
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { heapShares } from "../sandbox/lambda/settings";
import { figuresOf, runProgram } from "./compiledProgram";
import { type Figure, figureOf } from "./figure";

/** Events a second a core from messages to Parquet objects, against the floor of `forwarder.cpu` for the same messages. */
export function sinkCpu(rounds: number): Promise<readonly Figure[]> {
  return figuresOf("sinkS3Cpu", "of 1", [String(rounds)]);
}

/** The memory of the Lambda function that is measured, in MB. */
const memoryMegabytes = 256;
const heapOptions = [
  `--max-old-space-size=${Math.floor((memoryMegabytes * heapShares.oldSpacePercent) / 100)}`,
  `--max-semi-space-size=${Math.floor((memoryMegabytes * heapShares.semiSpacePercent) / 100)}`,
];

/**
 * The most megabytes of a process that stores batches of 6 MB, with the heap of a function of 256 MB: batches of usual events (`sink.s3.peakMemory`), of
 * 10,000 small ones and of the largest ones.
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

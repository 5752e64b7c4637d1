import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource } from "@pulumi/pulumi";
import { judge } from "../policy/judge";
import { policies } from "../policy/policies";
import { createEngineStack, type EngineStack } from "../tests/support/engine";
import { type Figure, figureOf, secondsOf } from "./figure";
import { groupSize, manyResources } from "./manyResources";

const policyPacks = [join(__dirname, "..", "policy")];

/**
 * Measures what the policy pack adds to a preview of 1,000 and of 5,000 resources beyond its boot, in seconds: the difference that it makes to
 * them less the difference that it makes to one group, on the real engine. Findings are advice, so that every resource is judged.
 */
export async function policyPackOnEngine(runs: number): Promise<readonly Figure[]> {
  const added: readonly { readonly name: string; readonly count: number; readonly seconds: number[] }[] = [
    { name: "policyPack.thousandResources", count: 1_000, seconds: [] },
    { name: "policyPack.fiveThousandResources", count: 5_000, seconds: [] },
  ];
  for (let run = 0; run < runs; run++) {
    const boot = await addedToPreview(groupSize);
    for (const { count, seconds } of added) {
      seconds.push((await addedToPreview(count)) - boot);
    }
  }
  return added.map(({ name, seconds }) => figureOf(name, "s", seconds));
}

/** The seconds by which a preview of that many resources takes longer with the pack. */
async function addedToPreview(count: number): Promise<number> {
  const engine = await createEngineStack("bench", async () => {
    for (const { type, name, inputs } of manyResources(count / groupSize)) {
      new CustomResource(type, name, { ...inputs });
    }
  });
  try {
    const plain = await secondsOf(() => engine.stack.preview());
    return (
      (await secondsOf(() => engine.stack.preview({ policyPacks, policyPackConfigs: [adviceOnly(engine)] }))) - plain
    );
  } finally {
    engine.remove();
  }
}

function adviceOnly({ folder }: EngineStack): string {
  const file = join(folder, "advice.json");
  writeFileSync(file, JSON.stringify({ all: "advisory" }));
  return file;
}

/**
 * Measures how long 5,000 resources take offline, and by which power of the number of resources the time of a policy grows from 1,250 to 5,000: the
 * median over the policies, and the range. 1 is linear, 2 is quadratic.
 */
export async function policyPackOffline(runs: number): Promise<readonly Figure[]> {
  const few = manyResources(1_250 / groupSize);
  const many = manyResources(5_000 / groupSize);
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    seconds.push(await secondsOf(() => judge(policies, many)));
  }
  const exponents: number[] = [];
  for (const policy of policies) {
    const fewSeconds = await leastSeconds(runs, () => judge([policy], few));
    const manySeconds = await leastSeconds(runs, () => judge([policy], many));
    exponents.push(Math.log(manySeconds / fewSeconds) / Math.log(many.length / few.length));
  }
  return [
    figureOf("policyPack.offline.fiveThousandResources", "s", seconds),
    figureOf("policyPack.growth", "exponent", exponents),
  ];
}

async function leastSeconds(runs: number, work: () => unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    least = Math.min(least, await secondsOf(work));
  }
  return least;
}

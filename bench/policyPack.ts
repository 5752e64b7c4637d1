import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource } from "@pulumi/pulumi";
import type { PreviewOptions } from "@pulumi/pulumi/automation";
import { everyPolicy } from "../policy/everyPolicy";
import { judge } from "../policy/judge";
import { policies } from "../policy/policies";
import { isStackPolicy } from "../policy/policy";
import { checkout, createEngineStack, type EngineStack } from "../tests/support/engine";
import { type Figure, figureOf, growthOf, secondsOf } from "./figure";
import { groupSize, manyResources } from "./manyResources";

const pack = join(checkout, "policy");

/**
 * Measures the seconds that the policy pack adds to previews on the real engine: to one of ten resources, which is its boot (`policyPack.boot`), and to
 * one of 1,000 and of 5,000 resources, without the boot. For 5,000 resources, it also measures the pack's own part, beyond a pack of as many policies
 * that check nothing, for which Pulumi makes the same calls and reads the same resources. Findings are advisory, so every resource is checked.
 */
export async function policyPackOnEngine(runs: number): Promise<readonly Figure[]> {
  const boots: number[] = [];
  const thousand: number[] = [];
  for (let run = 0; run < runs; run++) {
    const boot = await previewSeconds(groupSize);
    const many = await previewSeconds(1_000);
    boots.push(boot.withPack - boot.plain);
    thousand.push(many.withPack - many.plain - (boot.withPack - boot.plain));
  }
  // A run takes five minutes at most.
  const few = await previewSeconds(groupSize);
  const many = await previewSeconds(5_000);
  return [
    figureOf("policyPack.boot", "s", boots),
    figureOf("policyPack.thousandResources", "s", thousand),
    figureOf("policyPack.fiveThousandResources", "s", [many.withPack - many.plain - (few.withPack - few.plain)]),
    figureOf("policyPack.fiveThousandResources.own", "s", [
      many.withPack - many.withBare - (few.withPack - few.withBare),
    ]),
  ];
}

/** A resource of any type. */
class Declared extends CustomResource {}

/** Measures the seconds of previews of a number of resources: without a pack, with one that checks nothing, and with the pack. */
async function previewSeconds(count: number) {
  const engine = await createEngineStack("bench", async () => {
    for (const { type, name, inputs } of manyResources(count / groupSize)) {
      new Declared(type, name, { ...inputs });
    }
  });
  try {
    const preview = (options: PreviewOptions) => secondsOf(() => engine.stack.preview(options));
    return {
      plain: await preview({}),
      withBare: await preview({ policyPacks: [barePack(engine)] }),
      withPack: await preview({ policyPacks: [pack], policyPackConfigs: [adviceOnly(engine)] }),
    };
  } finally {
    engine.remove();
  }
}

/** Writes a pack with the same number and kinds of policies that check nothing. */
function barePack({ folder }: EngineStack): string {
  const place = join(folder, "bare");
  const bare = everyPolicy().map((policy) => {
    const check = isStackPolicy(policy) ? "validateStack" : "validateResource";
    return `{ name: "${policy.name}", description: "None.", enforcementLevel: "advisory", ${check}() {} }`;
  });
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), JSON.stringify({ name: "bare", version: "1.0.0", main: "index.js" }));
  writeFileSync(join(place, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(place, "index.js"),
    `new (require("@pulumi/policy").PolicyPack)("bare", { policies: [${bare.join(", ")}] });\n`,
  );
  symlinkSync(join(checkout, "node_modules"), join(place, "node_modules"));
  return place;
}

function adviceOnly({ folder }: EngineStack): string {
  const file = join(folder, "advice.json");
  writeFileSync(file, JSON.stringify({ all: "advisory" }));
  return file;
}

/**
 * Measures the offline checks of 5,000 resources, and the exponent of the growth of a policy's time with the number of resources, over four sizes up to
 * 5,000: the median over the policies, and the range.
 */
export async function policyPackOffline(runs: number): Promise<readonly Figure[]> {
  const sizes = [625, 1_250, 2_500, 5_000].map((count) => manyResources(count / groupSize));
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) {
    seconds.push(await secondsOf(() => judge(policies, sizes.at(-1) ?? [])));
  }
  const exponents: number[] = [];
  for (const policy of policies) {
    const points: { readonly size: number; readonly cost: number }[] = [];
    for (const resources of sizes) {
      points.push({ size: resources.length, cost: await leastSeconds(runs, () => judge([policy], resources)) });
    }
    exponents.push(growthOf(points));
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

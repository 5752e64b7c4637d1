import { join } from "node:path";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { checkout } from "../tests/support/engine";
import { type Figure, figureOf, growthOf } from "./figure";
import { measureProcess } from "./processTree";

/** The measured sizes of declarations, and the small one that is subtracted, because each declaration also bundles the functions. */
const sizes = {
  vendors: { few: 1, many: [25, 50, 100, 200] },
  rules: { few: 1, many: [50, 100, 200, 400] },
} as const;

/** Measures the exponent of the growth of a declaration's CPU time with the vendors and with the detection rules. */
export async function growthInDeclarations(runs: number): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const kind of ["vendors", "rules"] as const) {
    const { few, many } = sizes[kind];
    const exponents: number[] = [];
    for (let run = 0; run < runs; run++) {
      const base = await declarationSeconds(kind, few);
      const points: { readonly size: number; readonly cost: number }[] = [];
      for (const size of many) {
        points.push({ size: size - few, cost: (await declarationSeconds(kind, size)) - base });
      }
      exponents.push(growthOf(points));
    }
    figures.push(figureOf(`growth.${kind}`, "exponent", exponents));
  }
  return figures;
}

async function declarationSeconds(kind: keyof typeof sizes, size: number): Promise<number> {
  const folder = temporaryFolder("bench-growth");
  try {
    const files = ["cli/register.js", "bench/programs/growth.ts"].map((file) => join(checkout, file));
    const command = [process.execPath, "--require", ...files, kind, String(size)];
    return JSON.parse((await measureProcess(command, { cwd: folder.path })).stdout) as number;
  } finally {
    folder.remove();
  }
}

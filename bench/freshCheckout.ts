import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { checkout } from "../tests/support/engine";

/** Folders that a start or a preview creates, and those that neither reads. */
const leftOut = new Set(["node_modules", ".git", "out", "coverage"]);

/** Runs `work` in a copy of this project with its packages, as after `npm ci`, without compiled code of earlier runs. */
export async function withFreshCheckout<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder("bench-checkout");
  try {
    for (const name of readdirSync(checkout).filter((one) => !leftOut.has(one))) {
      cpSync(join(checkout, name), join(folder.path, name), { recursive: true });
    }
    const packages = join(folder.path, "node_modules");
    mkdirSync(packages);
    for (const name of readdirSync(join(checkout, "node_modules")).filter((one) => one !== ".cache")) {
      symlinkSync(join(checkout, "node_modules", name), join(packages, name));
    }
    return await work(folder.path);
  } finally {
    folder.remove();
  }
}

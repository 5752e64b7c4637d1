import { readFileSync } from "node:fs";
import { join } from "node:path";

const checkout = join(__dirname, "..", "..");
const read = (file: string) => JSON.parse(readFileSync(join(checkout, file), "utf8"));

describe("the package's dependencies", () => {
  it("are ranges, to avoid second copies in a project, except the one whose internal modules are used", () => {
    const { dependencies, peerDependencies } = read("package.json");
    const ranges = Object.entries<string>({ ...dependencies, ...peerDependencies });
    expect(ranges.length).toBeGreaterThan(4);
    expect(ranges.filter(([, range]) => !range.startsWith("^")).map(([name]) => name)).toEqual(["hyparquet-writer"]);
  });

  it("are pinned in a lock file that names no registry", () => {
    const locked = Object.entries<{ readonly resolved?: string }>(read("package-lock.json").packages);
    expect(locked.length).toBeGreaterThan(500);
    expect(locked.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

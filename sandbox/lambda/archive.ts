import { cp, mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { PersonError } from "../../components/personError";

/**
 * Unpacks a function's declared code into `folder`, as Lambda unpacks a deployment package: an archive of assets, as a
 * Pulumi program declares it or a stack's state records it, or a folder on disk.
 */
export async function unpack(code: unknown, folder: string, functionName: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const refuse = (what: string) => new PersonError(`Function ${functionName}: ${what}.`);
  const write = async (part: unknown, target: string): Promise<void> => {
    const { assets, text, path: source } = await fields(part);
    if (typeof assets === "object" && assets !== null) {
      await mkdir(target, { recursive: true });
      for (const [name, asset] of Object.entries(assets)) {
        const place = path.join(target, name);
        if (!place.startsWith(folder + path.sep)) {
          throw refuse(`its archive names "${name}", which lies outside of it`);
        }
        await mkdir(path.dirname(place), { recursive: true });
        await write(await asset, place);
      }
    } else if (typeof text === "string") {
      await writeFile(target, text);
    } else if (typeof source === "string") {
      const found = await stat(source).catch(() => undefined);
      if (found === undefined) {
        throw refuse(`its archive names the path ${source}, where there is nothing`);
      }
      if (target === folder && found.isFile()) {
        throw refuse(`its code is the packed file ${source}; the sandbox takes archives of assets, and folders`);
      }
      await cp(source, target, { recursive: true, dereference: true });
    } else {
      throw refuse("its code is neither an archive of assets nor a folder");
    }
  };
  await write(code, folder);
}

/** In a program an asset's fields may be promises; in a stack's state they are plain. */
async function fields(part: unknown): Promise<{ assets?: unknown; text?: unknown; path?: unknown }> {
  if (typeof part !== "object" || part === null) {
    return {};
  }
  const { assets, text, path: source } = part as Record<string, unknown>;
  return { assets: await assets, text: await text, path: await source };
}

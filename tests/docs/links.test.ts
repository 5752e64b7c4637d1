import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { markdownFiles, proseOf } from "../support/markdown";

const project = join(__dirname, "..", "..");

/** The relative links of a document that lead to no file, or to no heading of one. */
function brokenLinks(folder: string, file: string): readonly string[] {
  const prose = proseOf(readFileSync(join(folder, file), "utf8")).replace(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(join(folder, file), target));
}

function leadsSomewhere(file: string, target: string): boolean {
  const [path = "", heading] = target.split("#");
  const place = path === "" ? file : join(dirname(file), path);
  if (!existsSync(place)) {
    return false;
  }
  return heading === undefined || (statSync(place).isFile() && headingsOf(place).includes(heading));
}

/** The headings as GitHub names them in an address: lower case, without punctuation, hyphens for blanks. */
function headingsOf(file: string): readonly string[] {
  return [...proseOf(readFileSync(file, "utf8")).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the documents' links", () => {
  it.each(markdownFiles(project))("%s leads to files and headings that there are", (file) => {
    expect(brokenLinks(project, file)).toEqual([]);
  });
});

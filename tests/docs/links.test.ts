import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { markdownFiles, proseOf } from "../support/markdown";

const project = join(__dirname, "..", "..");

/** Returns the relative links of a document to missing files or headings. */
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

/** Returns the anchors that GitHub gives to headings: lower case, without punctuation, hyphens for blanks. */
function headingsOf(file: string): readonly string[] {
  return [...proseOf(readFileSync(file, "utf8")).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the documents' links", () => {
  it.each(markdownFiles(project))("%s links to existing files and headings", (file) => {
    expect(brokenLinks(project, file)).toEqual([]);
  });
});

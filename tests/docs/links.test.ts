import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../support/command";
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

  it("would be found out where they lead nowhere", () => {
    const folder = temporaryFolder();
    const wrong = ["gone.md", "there.md#gone", "#gone"];
    const right = ["there.md", "there.md#two-words", "#this-is-it", "https://example.com/gone"];
    folder.write("there.md", "# Two words!\n");
    const links = [...wrong, ...right].map((target) => `[to it](${target})`).join(" ");
    const file = folder.write("document.md", `# This *is* it\n\n${links}\n\n\`[code](gone)\`\n`);
    expect(brokenLinks(dirname(file), "document.md")).toEqual(wrong);
    folder.remove();
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportPage } from "../../cli/start/reportPage/page";
import { describeBrowser } from "../support/browser";

const long = "a-very-long-name-without-any-place-to-break-it-".repeat(6);
const hostile = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";
const markup = reportPage({
  stack: "dev",
  region: long,
  verdict: { isGood: false, text: hostile },
  figures: [[long, 1]],
  lanes: [{ key: hostile, events: [{ time: 0, kind: "a", count: 3 }] }],
  tables: [
    { title: long, columns: [long, hostile], rows: [[long, hostile]], note: hostile },
    { title: "Folded", columns: ["row"], rows: Array.from({ length: 60 }, (_, row) => [row]) },
  ],
});

describeBrowser("the page of a run in a browser", (browser) => {
  it.each(["light", "dark"] as const)(
    "loads nothing, runs nothing, and is readable and no wider than a phone, %s",
    async (colorScheme) => {
      const folder = mkdtempSync(join(tmpdir(), "partner audit page "));
      const context = await browser().newContext({ colorScheme, viewport: { width: 360, height: 740 } });
      try {
        const url = pathToFileURL(join(folder, "report.html")).href;
        writeFileSync(join(folder, "report.html"), markup);
        const page = await context.newPage();
        const seen: string[] = [];
        page.on("console", (message) => seen.push(message.text()));
        page.on("pageerror", (error) => seen.push(error.message));
        page.on("request", (request) => seen.push(request.url()));
        await page.goto(url);
        expect(await page.title()).toBe("Audit events of the stack dev");
        const texts = (await page.evaluate(shownTexts)) as readonly (readonly [
          text: string,
          ink: string,
          paper: string,
        ])[];
        expect(texts.length).toBeGreaterThan(60);
        expect(texts.filter(([, ink, paper]) => contrast(ink, paper) < readableContrast)).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
        expect(seen).toEqual([url]);
      } finally {
        await context.close();
        rmSync(folder, { recursive: true });
      }
    },
  );
});

/** The texts of the page, each with its colour and that of the nearest background; a script as text, since the project has no types of a browser. */
const shownTexts = `(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const paperOf = (element) => {
    for (let place = element; place !== null; place = place.parentElement) {
      const { backgroundColor } = getComputedStyle(place);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
    .map((element) => [
      element.textContent.trim().slice(0, 60),
      element.tagName === "text" ? getComputedStyle(element).fill : getComputedStyle(element).color,
      paperOf(element),
    ]);
})()`;

/** The least contrast at which text of any size can be read by most (WCAG 2.2, 1.4.3, level AA). */
const readableContrast = 4.5;

/** The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance"). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const channels = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1) ?? [];
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = channels.map((value) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

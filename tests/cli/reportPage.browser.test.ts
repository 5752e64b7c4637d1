import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { reportPage } from "../../cli/start/reportPage/page";
import { describeBrowser } from "../support/browser";
import { emptyModel, modelOf } from "../support/reportPageModels";

const hostile = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";
const long = "a_very_long_name_without_any_place_to_break_it_".repeat(6);

/** Writes the page of a real run with these options. */
function pageOfRun(...options: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "partner-audit-page-"));
  try {
    const file = join(folder, "report.html");
    const commandLine = ["cli/partner-audit.js", "start", "--report", file, ...options];
    execFileSync(process.execPath, commandLine, { cwd: join(__dirname, "..", ".."), stdio: "pipe" });
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pages: Readonly<Record<string, () => string>> = {
  "a real run where events fail": () => pageOfRun("--fault", "entry-InvalidData=0.1"),
  "a run where everything is stored": () =>
    reportPage({ ...modelOf("aws.partner/okta.com/acme/audit", 6), failures: [], errors: [], faults: [] }),
  "long names, many findings and every level": () => reportPage(modelOf(long)),
  "markup in every text": () => reportPage(modelOf(hostile)),
  "a run without events": () => reportPage(emptyModel),
};

describeBrowser("the page of a run in a browser", (browser) => {
  it.each(Object.entries(pages))(
    "of %s loads and runs nothing, is readable, and has no cut or overlapping text, light and dark",
    async (_, write) => {
      const folder = mkdtempSync(join(tmpdir(), "partner audit page "));
      const page = await browser().newPage();
      try {
        const url = pathToFileURL(join(folder, "report.html")).href;
        writeFileSync(join(folder, "report.html"), write());
        const seen: string[] = [];
        page.on("console", (message) => seen.push(message.text()));
        page.on("pageerror", (error) => seen.push(error.message));
        page.on("request", (request) => seen.push(request.url()));
        await page.goto(url);
        expect(await page.title()).toMatch(/^Audit events of the stack /);
        const papers = new Set<string>();
        for (const width of [400, 1280, 1600]) {
          for (const colorScheme of ["light", "dark"] as const) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            const { texts, wide, overlapping } = (await page.evaluate(inspect)) as Inspection;
            const unreadable = texts.filter(({ ink, paper }) => !(contrast(ink, paper) >= readableContrast));
            const faults = { wide, overlapping, unreadable };
            expect({ width, colorScheme, faults }).toEqual({ width, colorScheme, faults: noFaults });
            papers.add(texts[0]?.paper ?? "");
          }
        }
        expect(papers.size).toBe(2);
        expect(seen).toEqual([url]);
      } finally {
        await page.close();
        rmSync(folder, { recursive: true });
      }
    },
  );

  it("has no cut or overlapping text at any width from 400 to 1600 pixels or on paper", async () => {
    const page = await browser().newPage();
    try {
      await page.setContent(reportPage(modelOf("aws.partner/okta.com/acme/audit", 6)));
      for (let width = 400; width <= 1600; width += 50) {
        await page.setViewportSize({ width, height: 900 });
        const { wide, overlapping } = (await page.evaluate(inspect)) as Inspection;
        expect({ width, wide, overlapping }).toEqual({ width, wide: [], overlapping: [] });
      }
      // A4 without margins of 10 mm, at 96 pixels per inch.
      await page.setViewportSize({ width: 718, height: 1047 });
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate(inspect)).toMatchObject({ wide: [], overlapping: [] });
    } finally {
      await page.close();
    }
  });

  it("finds text that is cut or overlaps", async () => {
    const page = await browser().newPage({ viewport: { width: 400, height: 900 } });
    try {
      await page.setContent(`<p style="width: 20px; white-space: nowrap">wider than its box</p>
        <p style="width: 20px; overflow: hidden; white-space: nowrap">cut by its box</p>
        <p style="position: absolute; left: 350px; white-space: nowrap">wider than the page</p>
        <p>below</p><p style="margin-top: -30px">above</p>`);
      const { wide, overlapping } = (await page.evaluate(inspect)) as Inspection;
      expect(wide).toEqual(["wider than its box", "cut by its box", "wider than the page"]);
      expect(overlapping).toEqual([["below", "above"]]);
    } finally {
      await page.close();
    }
  });
});

const noFaults = { wide: [], overlapping: [], unreadable: [] };

interface Inspection {
  /** Each text with its colour and that of its nearest background. */
  readonly texts: readonly { readonly text: string; readonly ink: string; readonly paper: string }[];
  /** Texts that extend beyond their box or the page. */
  readonly wide: readonly string[];
  /** Pairs of overlapping texts. */
  readonly overlapping: readonly (readonly string[])[];
}

/**
 * Measures every text of the page with all details open. The script is a text, since the project has no browser types.
 * One pixel is allowed for rounding.
 */
const inspect = `(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const limit = document.documentElement.clientWidth + 1;
  const paperOf = (element) => {
    for (let place = element; place !== null; place = place.parentElement) {
      const { backgroundColor } = getComputedStyle(place);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const boxOf = (element) => {
    const isBox = getComputedStyle(element).display !== "inline" && element instanceof HTMLElement;
    return isBox || element.parentElement === null ? element : boxOf(element.parentElement);
  };
  const nodes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.textContent.trim() !== "") nodes.push(walker.currentNode);
  const range = document.createRange();
  const shown = nodes.flatMap((node) => {
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    return boxes.length === 0 ? [] : [{ element: node.parentElement, text: node.textContent.trim().slice(0, 60), boxes }];
  });
  const isWide = ({ element, boxes }) => {
    const box = boxOf(element);
    return (
      box.scrollWidth > box.clientWidth + 1 ||
      box.scrollHeight > box.clientHeight + 1 ||
      boxes.some(({ left, right }) => left < -1 || right > limit)
    );
  };
  const lines = shown.flatMap(({ text, boxes }) => boxes.map(({ left, right, top, bottom }) => ({ text, left, right, top, bottom })));
  lines.sort((one, other) => one.top - other.top);
  const overlapping = [];
  lines.forEach((one, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < one.bottom - 1; next++) {
      const other = lines[next];
      if (other.left < one.right - 1 && one.left < other.right - 1) overlapping.push([one.text, other.text]);
    }
  });
  return {
    texts: shown.map(({ element, text }) => ({
      text,
      ink: element.tagName === "text" ? getComputedStyle(element).fill : getComputedStyle(element).color,
      paper: paperOf(element),
    })),
    wide: shown.filter(isWide).map(({ text }) => text),
    overlapping,
  };
})()`;

/** The minimum contrast for text of any size (WCAG 2.2, 1.4.3, level AA). */
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

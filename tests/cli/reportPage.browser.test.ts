import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { reportPage } from "../../cli/start/reportPage/page";
import { describeBrowser } from "../support/browser";
import { contrast, readableContrast } from "../support/contrast";
import { answerOf, integrationOf, pageModel, routeOver } from "../support/reportPageModel";

const long = "a-very-long-name-without-any-place-to-break-it-".repeat(6);
const hostile = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">";

/** A page with everything on it, long names and hostile ones included. */
const markup = reportPage(
  pageModel({
    integrations: [
      ...pageModel().integrations,
      integrationOf("auth0", {
        route: routeOver("auth0", { "log group": `/aws/audit/${long}`, channel: hostile }),
        kinds: {
          top: [
            [hostile, 2],
            [long, 1],
          ],
          more: 3,
        },
        rejects: [{ reason: `${long} ${hostile}`, count: 1 }],
        ledger: { received: 5, ingested: 3, deduplicated: 0, rejected: 1, pending: 0, requests: 2 },
      }),
    ],
    answers: [answerOf("events-by-name", 60), { ...answerOf("long", 1), columns: [long], rows: [[long]] }],
  }),
);

/** Works with the page in a context of its own, and tells what the page said to the console and asked of anybody. */
async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<{ readonly problems: readonly string[]; readonly requests: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "partner audit page "));
  const context = await browser.newContext(options);
  try {
    const file = join(folder, "report.html");
    writeFileSync(file, markup);
    const url = pathToFileURL(file).href;
    const page = await context.newPage();
    const problems: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.route(/^(?!file:)/, (route) => route.abort());
    await page.goto(url);
    await work(page);
    return { problems, requests: requests.filter((request) => request !== url) };
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
}

/** Reads something off the page: a script as text, since this project's code knows no browser's types. */
function ask<T>(page: Page, script: string): Promise<T> {
  return page.evaluate(script) as Promise<T>;
}

const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

describeBrowser("the page of a run in a browser", (browser) => {
  it.each(["light", "dark"] as const)(
    "says nothing to the console and asks nobody for anything, %s",
    async (colorScheme) => {
      const seen = await withPage(browser(), { colorScheme, viewport: desktop }, async (page) => {
        await page.emulateMedia({ media: "print" });
        await page.emulateMedia({ media: "screen" });
        expect(await page.title()).toBe("Audit events of the stack dev");
      });
      expect(seen).toEqual({ problems: [], requests: [] });
    },
  );

  it("leads a keyboard to the skip link first and to every table and picture that can be scrolled", async () => {
    await withPage(browser(), { viewport: phone }, async (page) => {
      const reached: string[] = [];
      for (let steps = 0; steps < 200; steps++) {
        await page.keyboard.press("Tab");
        const label = await ask<string | null>(page, focusedLabel);
        if (label === null) {
          break;
        }
        reached.push(label);
        if (label === "The same as a table") {
          await page.keyboard.press("Enter");
        }
      }
      expect(reached[0]).toBe("Skip to the content");
      const scrollable = await ask<string[]>(page, scrollableLabels);
      expect(scrollable.length).toBeGreaterThan(5);
      expect(scrollable.filter((label) => !reached.includes(label))).toEqual([]);
    });
  });

  it("shows the skip link once it has the focus, and takes a keyboard to the content", async () => {
    await withPage(browser(), { viewport: desktop }, async (page) => {
      const top = () => ask<number>(page, "document.querySelector('.skip').getBoundingClientRect().bottom");
      expect(await top()).toBeLessThanOrEqual(0);
      await page.keyboard.press("Tab");
      expect(await top()).toBeGreaterThan(0);
      await page.keyboard.press("Enter");
      await page.locator("#content:focus").waitFor();
    });
  });

  it.each(["light", "dark"] as const)("lets every text be read, %s", async (colorScheme) => {
    await withPage(browser(), { colorScheme, viewport: desktop }, async (page) => {
      const texts = await ask<readonly ShownText[]>(page, shownTexts);
      expect(texts.length).toBeGreaterThan(100);
      expect(new Set(texts.map(({ background }) => background)).size).toBeGreaterThan(1);
      const faint = texts.filter(({ colour, background }) => contrast(colour, background) < readableContrast);
      expect(faint).toEqual([]);
    });
  });

  it.each([phone, desktop])("is never wider than a screen of $width pixels", async (viewport) => {
    await withPage(browser(), { viewport }, async (page) => {
      await page.locator("summary").click();
      expect(await ask<number>(page, "document.documentElement.scrollWidth")).toBeLessThanOrEqual(viewport.width);
    });
  });
});

/** A text of the page with its colour and that of the nearest thing painted behind it. */
interface ShownText {
  readonly text: string;
  readonly colour: string;
  readonly background: string;
}

/** The name of what has the focus, or null once the keyboard has left the page. */
const focusedLabel = `(() => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body || focused === document.documentElement) return null;
  return focused.getAttribute("aria-label") ?? focused.textContent.trim();
})()`;

const scrollableLabels = `[...document.querySelectorAll("*")]
  .filter((element) => getComputedStyle(element).overflowX === "auto")
  .map((element) => element.getAttribute("aria-label") ?? "nameless")`;

const shownTexts = `(() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const backgroundOf = (element) => {
    for (let place = element; place !== null; place = place.parentElement) {
      const { backgroundColor } = getComputedStyle(place);
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
    .filter((element) => !["title", "desc"].includes(element.tagName))
    .map((element) => ({
      text: element.textContent.trim().slice(0, 60),
      colour: element.tagName === "text" ? getComputedStyle(element).fill : getComputedStyle(element).color,
      background: backgroundOf(element),
    }));
})()`;

import type { Browser } from "playwright-core";

/**
 * Describes tests in a browser. Without Chromium they are skipped, or fail if REQUIRE_BROWSER is 1.
 * @param body receives a function that returns the browser while tests run
 */
export function describeBrowser(name: string, body: (browser: () => Browser) => void): void {
  const executablePath = process.env.CHROMIUM_FOUND ?? "";
  if (executablePath !== "") {
    describe(name, () => {
      let browser: Browser | undefined;
      beforeAll(async () => {
        const { chromium } = await import("playwright-core");
        browser = await chromium.launch({ executablePath });
      });
      afterAll(() => browser?.close());
      body(() => {
        if (browser === undefined) {
          throw new Error("The browser has not been started");
        }
        return browser;
      });
    });
  } else if (process.env.REQUIRE_BROWSER === "1") {
    it(`${name} needs Chromium`, () => {
      throw new Error("REQUIRE_BROWSER is 1, and there is no Chromium: install it, or name its file in CHROMIUM");
    });
  } else {
    it.todo(`${name} (needs Chromium)`);
  }
}

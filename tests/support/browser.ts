import type { Browser } from "playwright-core";

/**
 * Describes what a browser does with a page. Without Chromium it is left out, or fails where REQUIRE_BROWSER is 1.
 * @param body is given what answers the browser, once tests run
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
      throw new Error("REQUIRE_BROWSER is 1, and there is no Chromium; CHROMIUM can name one");
    });
  } else {
    it.todo(`${name} (needs Chromium)`);
  }
}

import { progressLine } from "../../cli/progress";

describe("the progress bar", () => {
  it("shows share, count, rate and remaining time", () => {
    expect(progressLine("events", 40_000, 100_000, 5, 80)).toBe(
      "[########----------] 40% 40,000/100,000 events  8,000/s  8 s left".replace(
        "########----------",
        `${"#".repeat(12)}${"-".repeat(18)}`,
      ),
    );
  });

  it.each([10, 20, 40, 79, 80, 200])("fits a terminal of %i columns", (columns) => {
    expect(progressLine("events", 123_456, 10_000_000, 3600, columns).length).toBeLessThan(columns);
  });

  it("shows count and rate alone while nobody knows the total", () => {
    expect(progressLine("events", 1000, undefined, 2, 80)).toBe("1,000 events  500/s");
  });

  it("promises no remaining time before anything is done", () => {
    expect(progressLine("events", 0, 10, 0, 80)).not.toContain("left");
  });
});

import { progressLine } from "../../cli/progress";

test.each([
  [100_000, 80, "40% 40,000/100,000 events  8,000/s"],
  [undefined, 80, "40,000 events  8,000/s"],
  [100_000, 10, "40% 40,00"],
])("progress towards %p shows share, count and rate within %i columns", (total, columns, line) => {
  expect(progressLine("events", 40_000, total, 5, columns)).toBe(line);
});

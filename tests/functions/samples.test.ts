import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { envelopeOf } from "../../functions/mapping/envelope";
import { mapEvent } from "../../functions/mapping/mapping";
import { vendors as catalogue } from "../../functions/vendors";
import { problemsOf } from "./withinLimits";

/** A folder with events of vendors, one in a line, in files named by the vendor: `okta.jsonl`. */
const folder = process.env.SAMPLES;
const vendors = Object.keys(catalogue).filter(
  (vendor) => folder !== undefined && existsSync(join(folder, `${vendor}.jsonl`)),
);

if (vendors.length === 0) {
  test.todo("every event in the folder named by SAMPLES is mapped");
}

for (const vendor of vendors) {
  test(`every ${vendor} event in the folder named by SAMPLES is mapped within the limits`, () => {
    const lines = readFileSync(join(folder ?? "", `${vendor}.jsonl`), "utf8")
      .trim()
      .split("\n");
    const settings = { integration: vendor, vendor, recipientAccountId: "123456789012" };
    const problems = lines.flatMap((line, index) => {
      const result = mapEvent(envelopeOf(JSON.parse(line), "2024-05-14T09:30:05Z"), settings);
      const found = result.status === "mapped" ? problemsOf(result) : [result.reason];
      return found.map((problem) => `line ${index + 1}: ${problem}`);
    });
    expect(lines.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileRule } from "../../../components/detections/sigma/compileRule";
import { EventStore } from "../../../sandbox/detections/eventStore";

/** SigmaHQ's published rules for Okta, OneLogin and GitHub, unchanged (Detection Rule License 1.1; they are no part of the project). */
const folder = process.env.SIGMA_RULES ?? "";
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".yml")) : [];

describe("SigmaHQ's rules", () => {
  if (files.length === 0) {
    test.todo("compile unchanged; SIGMA_RULES names no folder of them");
    return;
  }
  test.each(files)("%s compiles unchanged for every target, without a warning, to SQL that runs", async (file) => {
    const warn = jest.fn();
    const placeholders = { legtimate_identifiers: "support@" };
    const [rule, ...others] = compileRule(readFileSync(join(folder, file), "utf8"), file, { placeholders, warn });
    expect([others, warn.mock.calls, rule?.predicates.insightsRefusal]).toEqual([[], [], undefined]);
    expect(rule?.predicates.insights).not.toBe("");
    const store = await EventStore.open();
    await expect(store.select(["eventID"], rule?.predicates.trino)).resolves.toEqual([]);
    await store.close();
  });
});

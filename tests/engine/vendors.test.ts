import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";
import { codeBlocks, sectionOf } from "../support/markdown";
import { missingParts, steadyOutput } from "../support/shownOutput";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
const shownUp =
  codeBlocks(sectionOf(readme, "## Deploy")).find(({ text }) => text.startsWith("Updating (dev):"))?.text ?? "no block";
const emea = {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/emea/audit",
  channel: "okta",
  archive: { retentionDays: 30 },
};

describeEngine("vendors of a running stack", () => {
  let engine: EngineStack;
  /** What the engine printed of the first one. */
  let printed = "";
  beforeAll(async () => {
    engine = await createEngineStack();
    await engine.up(oktaAlone);
    printed = engine.printed();
  });
  afterAll(() => engine?.remove());

  const up = (vendors: object) => engine.up(vendors);

  /** What such a README shows and the engine did not print. */
  const notPrinted = (shown: string) => missingParts(steadyOutput(shown), steadyOutput(printed));

  it("the first is brought up as the README shows", () => {
    expect(notPrinted(shownUp)).toEqual([]);
  });

  it("the first is not brought up as a README with a wrong line or another order would show", () => {
    const store = "+  aws:cloudtrail:EventDataStore okta/event-data-store created";
    const channel = "+  aws:cloudcontrol:Resource okta/channel created";
    expect(notPrinted(shownUp.replace(store, `${store}!`))).toEqual([`${store}! (TIME)`]);
    expect(notPrinted(shownUp.replace("+ 21 created", "+ 22 created"))).toEqual(["Resources:\n    + 22 created"]);
    expect(notPrinted(`${channel}\n...\n${store}\n`)).toEqual([store]);
  });

  it("one more adds its own resources and touches nothing else", async () => {
    const done = await up({ ...oktaAlone, emea });
    expect(done.length).toBeGreaterThan(15);
    expect(done.filter((step) => !step.startsWith("create emea/"))).toEqual([]);
    // It shares the channel, and so the store behind it.
    expect(done).not.toContain("create emea/channel");
    expect(done).not.toContain("create emea/event-data-store");
  });

  it("one with another event source gets a new bus, rule, target and archive, and keeps all behind them", async () => {
    const done = await up({ ...oktaAlone, emea: { ...emea, eventSourceName: "aws.partner/okta.com/emea/audit-2" } });
    const namesOf = (operation: string) =>
      done.flatMap((step) => (step.startsWith(`${operation} `) ? [step.slice(operation.length + 1)] : [])).toSorted();
    const replaced = ["emea/archive", "emea/event-bus", "emea/rule", "emea/target"];
    expect(namesOf("create-replacement")).toEqual(replaced);
    expect(namesOf("delete-replaced")).toEqual(replaced);
    expect(namesOf("update")).toEqual(["emea/queue-policy", "emea/target-dead-letter-queue-policy"]);
    expect(done).toHaveLength(3 * replaced.length + 2);
  });

  it("one fewer takes its own resources away and touches nothing else", async () => {
    const done = await up(oktaAlone);
    expect(done.length).toBeGreaterThan(15);
    expect(done.filter((step) => !step.startsWith("delete emea/"))).toEqual([]);
    // A rule goes after its targets and before its bus.
    const order = ["delete emea/target", "delete emea/rule", "delete emea/event-bus"].map((step) => done.indexOf(step));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });
});

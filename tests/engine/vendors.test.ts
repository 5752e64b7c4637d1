import { oktaAlone } from "../support/declare";
import { describeEngine, useEngine } from "../support/engine";

const emea = {
  vendor: "okta",
  eventSourceName: "aws.partner/okta.com/emea/audit",
  channel: "okta",
  archive: { retentionDays: 30 },
};

describeEngine("vendors of a running stack", () => {
  const engine = useEngine((started) => started.up(oktaAlone));
  const up = (vendors: object) => engine().up(vendors);

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

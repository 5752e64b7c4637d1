import { bucketsOf, countsIn, lengthText, startText } from "../../cli/start/reportPage/timeBuckets";
import { topologyOf } from "../../cli/start/reportPage/topology";
import { routeOver } from "../support/reportPageModel";

const minute = 60_000;
const nine = Date.parse("2026-11-20T09:00:00Z");

/** Counts of one event each, so many minutes after nine. */
const minutesAfterNine = (...minutes: readonly number[]) => new Map(minutes.map((one) => [nine + one * minute, 1]));

describe("time buckets", () => {
  it.each<[readonly number[], string, number]>([
    [[0], "1 minute", 1],
    [[0, 47], "1 minute", 48],
    [[0, 48], "5 minutes", 10],
    [[0, 24 * 60], "1 hour", 25],
    [[0, 30 * 24 * 60], "1 day", 31],
    [[0, 365 * 24 * 60], "8 days", 46],
    [[0, 50 * 365 * 24 * 60], "389 days", 48],
  ])("for events %j minutes after nine are of %s each, %i of them", (minutes, length, count) => {
    const counts = minutesAfterNine(...minutes);
    const buckets = bucketsOf([counts]);
    expect([lengthText(buckets), buckets.count]).toEqual([length, count]);
    expect(countsIn(buckets, counts).reduce((sum, events) => sum + events, 0)).toBe(minutes.length);
  });

  it("are the same for all vendors, and begin at a full length", () => {
    const [okta, auth0] = [minutesAfterNine(7, 8), minutesAfterNine(61)];
    const buckets = bucketsOf([okta, auth0]);
    expect(buckets).toEqual({ start: nine + 5 * minute, length: 5 * minute, count: 12 });
    expect(countsIn(buckets, okta)).toEqual([2, ...new Array(11).fill(0)]);
    expect(countsIn(buckets, auth0)).toEqual([...new Array(11).fill(0), 1]);
    expect(startText(buckets, 11)).toBe("2026-11-20 10:00");
  });

  it("are none where there are no events", () => {
    expect(bucketsOf([new Map(), new Map()])).toEqual({ start: 0, length: minute, count: 0 });
  });
});

describe("the topology", () => {
  const edgesOf = (...integrations: Parameters<typeof topologyOf>[0]) =>
    topologyOf(integrations).edges.map(
      ({ from, to, isForDeadLetters }) => `${from.name} ${isForDeadLetters ? "..>" : "->"} ${to.name}`,
    );

  it("leads from the vendor to the store, and what cannot be delivered into the dead-letter queues", () => {
    expect(edgesOf({ key: "okta", route: routeOver("okta") })).toEqual([
      "okta -> aws.partner/okta.com/acme/audit",
      "aws.partner/okta.com/acme/audit -> dev-okta",
      "dev-okta -> dev-okta-events",
      "dev-okta-events -> dev-okta-forwarder",
      "dev-okta ..> dev-okta-undelivered",
      "dev-okta-events ..> dev-okta-dead-letters",
      "dev-okta-forwarder ..> dev-okta-dead-letters",
      "dev-okta-forwarder -> dev-okta-channel",
      "dev-okta-channel -> dev-okta-store",
    ]);
  });

  it("leads from a partner that calls PutAuditEvents itself straight to the channel", () => {
    const route = routeOver("clumio", { delivery: "direct", eventBridge: undefined });
    expect(edgesOf({ key: "clumio", route })).toEqual([
      "clumio -> dev-clumio-channel",
      "dev-clumio-channel -> dev-clumio-store",
    ]);
    const kinds = (delivery: "direct" | "solution") =>
      topologyOf([{ key: "clumio", route: { ...route, delivery } }]).nodes.map(({ kind }) => kind);
    expect(kinds("direct")).toEqual(["partner", "channel", "event data store"]);
    expect(kinds("solution")).toEqual(["application", "channel", "event data store"]);
  });

  it("leads to the log group in place of a channel, or beside it", () => {
    const alone = routeOver("okta", { channel: undefined, stores: [], logGroup: "/audit" });
    expect(edgesOf({ key: "okta", route: alone }).at(-1)).toBe("dev-okta-forwarder -> /audit");
    const both = topologyOf([{ key: "okta", route: routeOver("okta", { logGroup: "/audit" }) }]);
    expect(both.nodes.find(({ name }) => name === "/audit")).toEqual({
      column: 5,
      line: 1,
      kind: "log group",
      name: "/audit",
    });
  });

  it("shows once what integrations share, and no two parts in one place", () => {
    const emea = routeOver("emea", { vendor: "okta", channel: "dev-okta-channel", stores: ["dev-okta-store", "copy"] });
    const { nodes, edges } = topologyOf([
      { key: "okta", route: routeOver("okta") },
      { key: "emea", route: emea },
    ]);
    expect(nodes.filter(({ kind }) => kind === "channel")).toHaveLength(1);
    expect(edges.filter(({ to }) => to.name === "dev-okta-channel").map(({ from }) => from.name)).toEqual([
      "dev-okta-forwarder",
      "dev-emea-forwarder",
    ]);
    expect(nodes[0]?.name).toBe("okta");
    expect(nodes.map(({ name }) => name)).toContain("okta (emea)");
    expect(new Set(nodes.map(({ column, line }) => `${column} ${line}`)).size).toBe(nodes.length);
  });
});

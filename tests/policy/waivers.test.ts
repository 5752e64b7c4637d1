import { judge } from "../../policy/judge";
import { retention } from "../../policy/policies/retention";
import type { PackConfiguration } from "../../policy/settings";
import type { Waiver } from "../../policy/waivers";
import { recorded } from "./verdictsOn";

const logGroups = recorded([
  { type: "aws:cloudwatch/logGroup:LogGroup", name: "short", props: { retentionInDays: 7 } },
  { type: "aws:cloudwatch/logGroup:LogGroup", name: "shorter", props: { retentionInDays: 3 } },
]).map((resource) => ({ ...resource, urn: `urn:pulumi:dev::app::${resource.type}::${resource.name}` }));
const now = new Date("2026-11-21T12:00:00Z");

async function judged(...waivers: readonly Waiver[]) {
  const { verdicts, waived } = await judge([retention], logGroups, { now, configuration: { retention: { waivers } } });
  return {
    verdicts: verdicts.map(({ policy, resource, subject }) => `${policy} ${resource} ${subject}`),
    waived: waived.map(({ resource, reason }) => `${resource} ${reason}`),
  };
}

const short = "retention short retentionInDays::7";
const shorter = "retention shorter retentionInDays::3";
const expires = "2026-11-21";
const reason = "Agreed.";
const owner = "Security";

describe("a waiver", () => {
  it.each<[object, string, string]>([
    [{ finding: "retentionInDays::7", resource: "short" }, shorter, "short Agreed."],
    [{ finding: "retentionInDays::7" }, shorter, "short Agreed."],
    [{ resource: "shorter" }, short, "shorter Agreed."],
  ])("of %j excuses this finding until the end of its last day", async (waiver, verdict, waived) => {
    expect(await judged({ ...waiver, owner, reason, expires })).toEqual({ verdicts: [verdict], waived: [waived] });
  });

  it("is literal: wildcards in the subject of a finding are no wildcards in a waiver", async () => {
    expect((await judged({ finding: "retentionInDays::*", owner, reason, expires })).verdicts).toEqual([
      short,
      shorter,
      "unused-waivers stack Waiver::retention::retentionInDays::*",
    ]);
  });

  it("that has expired restores its finding, with its date, and is a violation itself", async () => {
    const waivers = [{ resource: "short", owner, reason, expires: "2026-11-20" }];
    const { verdicts } = await judge([retention], logGroups, { now, configuration: { retention: { waivers } } });
    expect(verdicts.map(({ enforcementLevel, message }) => `${enforcementLevel}: ${message}`)).toEqual([
      "mandatory: The log group short keeps events for 7 days (retentionInDays is 7); set it to 30 days or more. Its waiver (Agreed.) is not in force: its last day is 2026-11-20.",
      "mandatory: The log group shorter keeps events for 3 days (retentionInDays is 3); set it to 30 days or more.",
      "mandatory: The waiver of short from retention (Agreed.) expired on 2026-11-20; remove it or renew it.",
    ]);
  });

  it("in force excuses a finding that also has an expired one", async () => {
    const finding = "retentionInDays::7";
    expect(
      await judged(
        { finding, owner, reason: "Old.", expires: "2026-01-01" },
        { finding, owner, reason: "Renewed.", expires },
      ),
    ).toEqual({
      verdicts: [shorter, "waivers stack Waiver::retention::retentionInDays::7"],
      waived: ["short Renewed."],
    });
  });

  it.each([
    ["until an invalid day", { finding: "retentionPeriod::1", expires: "2099-02-30" }, "retentionPeriod::1"],
    ["of everything", {}, "everything"],
  ])("%s excuses nothing, and is reported", async (_what, waiver, subject) => {
    expect((await judged({ owner, reason, expires, ...waiver })).verdicts).toEqual([
      short,
      shorter,
      `waivers stack Waiver::retention::${subject}`,
      `unused-waivers stack Waiver::retention::${subject}`,
    ]);
  });

  it("for more than a year excuses nothing, and is reported", async () => {
    const waiver = { resource: "short", owner, reason };
    expect(await judged({ ...waiver, expires: "2027-11-22" })).toEqual({
      verdicts: [shorter],
      waived: ["short Agreed."],
    });
    expect((await judged({ ...waiver, expires: "2027-11-23" })).verdicts).toEqual([
      short,
      shorter,
      "waivers stack Waiver::retention::short",
    ]);
  });

  it("without an owner is reported", async () => {
    expect(await judged({ resource: "short", reason, expires })).toEqual({
      verdicts: [shorter, "waivers stack Waiver::retention::short"],
      waived: ["short Agreed."],
    });
  });

  it("of another stack is not reported as unused, but one that names this stack, or a resource of it", async () => {
    const unused = async (waiver: Partial<Waiver>) =>
      (await judged({ owner, reason, expires, ...waiver })).verdicts.filter((one) => one.startsWith("unused"));
    expect(await unused({ resource: "another" })).toEqual([]);
    expect(await unused({ resource: "another", stack: "prod" })).toEqual([]);
    expect(await unused({ resource: "another", stack: "dev" })).toEqual([
      "unused-waivers stack Waiver::retention::another",
    ]);
    expect(await unused({ resource: "another", stack: "app/dev" })).toEqual([
      "unused-waivers stack Waiver::retention::another",
    ]);
    expect(await unused({ resource: "short", finding: "retentionInDays::6" })).toEqual([
      "unused-waivers stack Waiver::retention::retentionInDays::6 of short",
    ]);
  });

  it("of a stack excuses nothing in another", async () => {
    const waiver = { resource: "short", owner, reason, expires };
    expect((await judged({ ...waiver, stack: "app/dev" })).waived).toEqual(["short Agreed."]);
    expect((await judged({ ...waiver, stack: "other/dev" })).waived).toEqual([]);
  });

  it.each([
    ["a text", "everything"],
    ["nothing", [null]],
    ["a finding that is empty", [{ finding: "", resource: "short", owner, reason, expires }]],
    ["a finding that is a list", [{ finding: ["retentionInDays::7"], resource: "short", owner, reason, expires }]],
    [
      "a misspelt finding, which would leave only the resource",
      [{ findng: "x", resource: "short", owner, reason, expires }],
    ],
    ["no reason", [{ resource: "short", owner, expires }]],
    ["an owner that is empty", [{ resource: "short", owner: "", reason, expires }]],
  ])("of the wrong form (%s) excuses nothing, and is reported", async (_what, waivers) => {
    const { verdicts, waived } = await judge([retention], logGroups, {
      now,
      configuration: { retention: { waivers } },
    });
    const [entry] = [waivers].flat();
    expect(waived).toEqual([]);
    expect(verdicts.map(({ policy, subject }) => `${policy} ${subject}`)).toEqual([
      "retention retentionInDays::7",
      "retention retentionInDays::3",
      `pack-configuration Setting::retention.waivers::${JSON.stringify(entry)}`,
    ]);
  });

  it("of one policy excuses nothing of another", async () => {
    const waivers = [{ resource: "short", owner, reason, expires }];
    const { verdicts } = await judge([retention], logGroups, { now, configuration: { redrive: { waivers } } });
    expect(verdicts.map(({ resource }) => resource)).toEqual(["short", "shorter"]);
  });
});

describe("a pack's configuration", () => {
  const findings = async (configuration: PackConfiguration) =>
    (await judge([retention], logGroups, { configuration })).verdicts.map(({ enforcementLevel }) => enforcementLevel);

  it("sets the level of a policy, by name or for all", async () => {
    expect(await findings({ retention: "advisory" })).toEqual(["advisory", "advisory"]);
    expect(await findings({ all: "advisory" })).toEqual(["advisory", "advisory"]);
    const own: PackConfiguration = { all: "disabled", retention: { enforcementLevel: "mandatory" } };
    expect(await findings(own)).toEqual(["mandatory", "mandatory"]);
    expect(await findings({ retention: "disabled" })).toEqual([]);
  });
});

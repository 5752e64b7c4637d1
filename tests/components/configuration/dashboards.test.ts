import { parseVendors } from "../../../components/configuration/parseVendors";
import { ConfigurationError } from "../../../components/configuration/problem";
import { oktaAlone } from "../../support/declare";

const parse = (dashboards: unknown) =>
  parseVendors({
    values: { vendors: oktaAlone, dashboards },
    namePrefix: "partner-audit-dev",
    region: "us-east-1",
  }).dashboards;

function problemsOf(dashboards: unknown): readonly string[] {
  try {
    parse(dashboards);
    return [];
  } catch (error) {
    return error instanceof ConfigurationError
      ? error.problems.map(({ path, message }) => `${path}: ${message}`)
      : [String(error)];
  }
}

describe("the dashboards' configuration", () => {
  it("is what is configured, with both dashboards by default, and undefined where nothing is", () => {
    expect(parse(undefined)).toBeUndefined();
    expect(parse({})).toEqual({ lake: true, logs: true });
    const said = { lake: true, logs: false, refreshHours: 24 };
    expect(parse(said)).toEqual(said);
  });

  it.each([
    [
      "true in place of a map",
      true,
      "partner-audit:dashboards: true is not allowed; it must be a map, empty or with lake, logs and refreshHours",
    ],
    [
      "an hour that CloudTrail does not list",
      { refreshHours: 5 },
      "partner-audit:dashboards.refreshHours: 5 is not allowed; it must be a number of hours that AWS lists (the nearest is 6): 1, 6, 12, 24",
    ],
    [
      "a text for a flag",
      { lake: "yes" },
      'partner-audit:dashboards.lake: "yes" is not allowed; it must be true or false',
    ],
    [
      "a refresh of nothing",
      { lake: false, refreshHours: 6 },
      "partner-audit:dashboards.refreshHours: has no effect here, since only dashboards of CloudTrail Lake are refreshed by a schedule; leave it out",
    ],
    [
      "dashboards of nothing",
      { lake: false, logs: false },
      "partner-audit:dashboards: shows nothing, since lake and logs are both false; leave it out",
    ],
    [
      "an unknown key",
      { refreshHour: 6 },
      'partner-audit:dashboards.refreshHour: "refreshHour" is not a known key; did you mean refreshHours? Known: lake, logs, refreshHours',
    ],
  ])("refuses %s, saying what is allowed", (_name, dashboards, problem) => {
    expect(problemsOf(dashboards)).toEqual([problem]);
  });
});

import { okta, parse, problemsOf } from "./entries";

describe("the dashboards' configuration", () => {
  it("is what is configured, with both dashboards by default, and undefined where nothing is", () => {
    expect(parse({ okta }).dashboards).toBeUndefined();
    expect(parse({ okta }, { dashboards: {} }).dashboards).toEqual({ lake: true, logs: true });
    const said = { lake: true, logs: false, refreshHours: 24 };
    expect(parse({ okta }, { dashboards: said }).dashboards).toEqual(said);
  });

  it.each([
    [
      "an hour that CloudTrail does not list",
      { refreshHours: 5 },
      "dashboards.refreshHours: 5 is not allowed; it must be a number of hours that AWS lists (the nearest is 6): 1, 6, 12, 24",
    ],
    [
      "a refresh of nothing",
      { lake: false, refreshHours: 6 },
      "dashboards.refreshHours: has no effect here, since only dashboards of CloudTrail Lake are refreshed by a schedule; leave it out",
    ],
    [
      "dashboards of nothing",
      { lake: false, logs: false },
      "dashboards: shows nothing, since lake and logs are both false; leave it out",
    ],
  ])("refuses %s, saying what is allowed", (_name, dashboards, problem) => {
    expect(problemsOf({ okta }, { dashboards })).toEqual([problem]);
  });
});

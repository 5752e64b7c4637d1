import { z } from "zod";
import { lakeDashboardLimits } from "../aws/limits";
import { flag, listedNumber } from "./fields";
import type { Problem } from "./problem";
import type { DashboardsConfiguration } from "./stackConfiguration";
import { withoutEffect } from "./withoutEffect";

/** The stack's dashboards, under `partner-audit:dashboards`. */
export const dashboardsSchema = z.strictObject(
  {
    lake: flag().optional(),
    logs: flag().optional(),
    refreshHours: listedNumber("hours", lakeDashboardLimits.refreshHours).optional(),
  },
  { error: "a map, empty or with lake, logs and refreshHours" },
) satisfies z.ZodType<DashboardsConfiguration>;

/** What the values must be to each other. */
export function dashboardsProblems(path: string, dashboards: DashboardsConfiguration | undefined): readonly Problem[] {
  if (dashboards?.lake !== false) {
    return [];
  }
  return dashboards.logs === false
    ? [{ path, message: "shows nothing, since lake and logs are both false; leave it out" }]
    : withoutEffect(
        path,
        dashboards,
        ["refreshHours"],
        "only dashboards of CloudTrail Lake are refreshed by a schedule",
      );
}

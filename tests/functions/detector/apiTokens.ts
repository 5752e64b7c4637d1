import type { Detection } from "../../../functions/detector/detection";

/** A detection that reports every event. */
export const detection: Detection = {
  question: "Was an API token made in Okta?",
  severity: "high",
  threshold: 1,
  withinMinutes: 60,
  lateHours: 24,
  queries: {},
};

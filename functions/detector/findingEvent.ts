/** Where a finding's event comes from, and of what kind it is. Rules match these. */
export const findingEvent = { source: "partner-audit.detections", detailType: "Partner Audit Finding" } as const;

/** Source and detail type of a finding's event, which EventBridge rules match. */
export const findingEvent = { source: "partner-audit.detections", detailType: "Partner Audit Finding" } as const;

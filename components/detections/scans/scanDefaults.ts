/** Default settings of detections. */
export const scanDefaults = { schedule: "rate(1 hour)", lateHours: 24 } as const;

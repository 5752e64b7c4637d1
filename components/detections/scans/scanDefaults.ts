/** The settings of detections where none are given. */
export const scanDefaults = { schedule: "rate(1 hour)", lateHours: 24 } as const;

/** When an integration's alarms go off. */
export interface AlarmSettings {
  /** Whether the integration has alarms, where the stack has an alarm topic. @default true */
  readonly enabled?: boolean;
  /** Minutes without a single event after which the stream counts as silent. A partner may have stopped it. @default 1440, a day */
  readonly silenceMinutes?: number;
  /**
   * Minutes that an event may wait in the queue. CloudWatch does not count what was received three times: more than two visibility
   * timeouts are seen only where nothing receives. @default two visibility timeouts of the queue less a minute, 7 with the default timeout
   */
  readonly oldestMessageMinutes?: number;
  /** Rejected events, in percent of those received in five minutes, that are still tolerable. @default 5 */
  readonly rejectedPercent?: number;
  /** Events of unknown kinds or with values of unexpected types in an hour that are still tolerable. @default 0 */
  readonly driftPerHour?: number;
  /** Share of `maximumConcurrency`, in percent, at which the function counts as near its bound. @default 80 */
  readonly concurrencyPercent?: number;
}

/** When alarms go off where nothing else is said. */
export const alarmDefaults = {
  enabled: true,
  silenceMinutes: 1440,
  rejectedPercent: 5,
  driftPerHour: 0,
  concurrencyPercent: 80,
} as const satisfies AlarmSettings;

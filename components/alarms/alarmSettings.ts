import { z } from "zod";
import { alarmLimits } from "../aws/limits";
import { flag, within } from "../configuration/fields";

const silence = alarmLimits.silenceMinutes;

/** The thresholds of an integration's alarms. */
export const alarmSettingsSchema = z.strictObject(
  {
    /** The integration has alarms, where the stack has an alarm topic. */
    enabled: flag().default(true),
    // An alarm counts periods of five minutes.
    /** Minutes without a single event after which the stream counts as silent. A partner may have stopped it. */
    silenceMinutes: z
      .custom<number>(
        (value) =>
          Number.isInteger(value) &&
          Number(value) % 5 === 0 &&
          Number(value) >= silence.minimum &&
          Number(value) <= silence.maximum,
        { error: `a multiple of 5 from ${silence.minimum} to ${silence.maximum} minutes` },
      )
      .default(1440),
    /** Minutes that an event may wait in the queue. CloudWatch does not count what was received three times: more than two visibility timeouts are seen only where nothing receives. @default two visibility timeouts of the queue less a minute, 7 with the default timeout */
    oldestMessageMinutes: within("minutes", alarmLimits.oldestMessageMinutes).optional(),
    /** Rejected events, in percent of those received in five minutes, that are still tolerable. */
    rejectedPercent: within("percent", alarmLimits.percent).default(5),
    /** Events of unknown kinds or with values of unexpected types in an hour that are still tolerable. */
    driftPerHour: within("events", alarmLimits.driftPerHour).default(0),
    /** Share of `maximumConcurrency`, in percent, at which the function counts as near its bound. */
    concurrencyPercent: within("percent", alarmLimits.concurrencyPercent).default(80),
  },
  {
    error:
      "a map of enabled, silenceMinutes, oldestMessageMinutes, rejectedPercent, driftPerHour and concurrencyPercent",
  },
);

/** The thresholds of an integration's alarms, as configured; docs/configuration.md lists each with its default. */
export type AlarmSettings = z.input<typeof alarmSettingsSchema>;

/** The thresholds with their defaults. The queue decides on the default of `oldestMessageMinutes`. */
export type AlarmThresholds = z.output<typeof alarmSettingsSchema>;

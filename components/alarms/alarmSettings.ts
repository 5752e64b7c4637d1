import { z } from "zod";
import { alarmLimits } from "../aws/limits";
import { flag, within } from "../configuration/fields";

const silence = alarmLimits.silenceMinutes;

/** The thresholds of an integration's alarms. */
export const alarmSettingsSchema = z.strictObject(
  {
    /** The integration has alarms if the stack has an alarm topic. */
    enabled: flag().default(true),
    // An alarm counts periods of five minutes.
    /** Minutes without an event after which the stream counts as silent. The partner may have stopped it. */
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
    /** Minutes that an event may wait in the queue. CloudWatch ignores messages that were received three times, so an age above two visibility timeouts is visible only if nothing receives. @default two visibility timeouts of the queue minus one minute, 7 with the default timeout */
    oldestMessageMinutes: within("minutes", alarmLimits.oldestMessageMinutes).optional(),
    /** Tolerated share of rejected events, in percent of the events received in five minutes. */
    rejectedPercent: within("percent", alarmLimits.percent).default(5),
    /** Tolerated events per hour of unknown kinds or with values of unexpected types. */
    driftPerHour: within("events", alarmLimits.driftPerHour).default(0),
    /** Share of `maximumConcurrency`, in percent, from which the function counts as near its limit. */
    concurrencyPercent: within("percent", alarmLimits.concurrencyPercent).default(80),
  },
  {
    error:
      "a map of enabled, silenceMinutes, oldestMessageMinutes, rejectedPercent, driftPerHour and concurrencyPercent",
  },
);

/** Thresholds of an integration's alarms, as configured; docs/configuration.md lists each with its default. */
export type AlarmSettings = z.input<typeof alarmSettingsSchema>;

/** Thresholds with their defaults. The default of `oldestMessageMinutes` depends on the queue. */
export type AlarmThresholds = z.output<typeof alarmSettingsSchema>;

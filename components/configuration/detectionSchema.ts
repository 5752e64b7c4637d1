import { z } from "zod";
import { severities } from "../../functions/detector/detection";
import { oneOf, text, wholeNumber } from "./fields";
import { notAllowed, type Problem } from "./problem";

/** What bounds a detection's settings. A schedule is no finer than a quarter of an hour, since every run scans a day of events, which is paid for. */
export const detectionLimits = {
  scheduleMinutes: { minimum: 15, maximum: 1_440 },
  threshold: { minimum: 1, maximum: 1_000_000 },
  withinMinutes: { minimum: 10, maximum: 1_440 },
  lateHours: { minimum: 1, maximum: 336 },
} as const;

const schedule = `a rate of 15 minutes to a day, such as rate(1 hour) or rate(15 minutes)`;
const within = `a multiple of 10 from ${detectionLimits.withinMinutes.minimum} to ${detectionLimits.withinMinutes.maximum} minutes`;

/** One detection's entry. */
export const detectionSchema = z.strictObject(
  {
    /** Of a detection of one's own: the file of its query for CloudTrail Lake; the one for Logs Insights is beside it, `.cwli`. @default the built-in queries of that name */
    query: text("the path of a .sql file in the project's folder", /^(?!\/)(?!.*\.\.).+\.sql$/, 512).optional(),
    /** The keys of the vendors whose events are queried. @default every integration of the detection's vendor */
    integrations: z
      .array(z.string({ error: "the key of a vendor" }), { error: "a list of keys of vendors" })
      .min(1, { error: "a list of at least one key of a vendor" })
      .optional(),
    /** How often the detection runs. @default `rate(1 hour)` */
    schedule: z
      .string({ error: schedule })
      .refine((value) => isWithin(scheduleMinutes(value), detectionLimits.scheduleMinutes), { error: schedule })
      .optional(),
    /** Events of one person that make a finding; 1 makes every event one. @default 1, or the built-in detection's own */
    threshold: wholeNumber("events", detectionLimits.threshold.minimum, detectionLimits.threshold.maximum).optional(),
    /** Minutes within which they must lie. @default `60` */
    withinMinutes: z
      .number({ error: within })
      .refine((value) => value % 10 === 0 && isWithin(value, detectionLimits.withinMinutes), { error: within })
      .optional(),
    /** The severity of its findings. @default `medium`, or the built-in detection's own */
    severity: oneOf(severities).optional(),
    /** Hours after its own time up to which an event may be stored and is still found. @default `24` */
    lateHours: wholeNumber("hours", detectionLimits.lateHours.minimum, detectionLimits.lateHours.maximum).optional(),
  },
  {
    error:
      "a map, in the stack's file {} where nothing is to be changed; by command, set one of its keys, such as severity",
  },
);

/** An entry under `partner-audit:detections`. */
export type DetectionEntry = z.infer<typeof detectionSchema>;

/** A detection's name is part of its schedules' names, with the integration's key. */
export function detectionNameProblems(path: string, name: string): readonly Problem[] {
  return /^[a-z][a-z0-9-]*$/.test(name)
    ? []
    : [notAllowed(path, name, "named by lower-case letters, digits and hyphens, beginning with a letter")];
}

/**
 * The minutes of a rate expression; undefined where it is none.
 * Source: Amazon EventBridge Scheduler User Guide, "Rate-based schedules".
 */
export function scheduleMinutes(expression: string): number | undefined {
  const [, count, unit] = /^rate\(([1-9]\d{0,3}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * { minute: 1, hour: 60, day: 1_440 }[unit as "minute"];
}

function isWithin(value: number | undefined, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value !== undefined && value >= minimum && value <= maximum;
}

import { z } from "zod";
import { levels } from "../../../functions/detector/compiledRule";
import { check } from "../check";
import { day, jsonObject, oneOf, text } from "../fields";
import { conflict, notAllowed, type Problem } from "../problem";

/** Bounds of a schedule in minutes: each run costs money, and partner events arrive within minutes. */
const scheduleLimits = { minimum: 15, maximum: 1_440 } as const;

const schedule = "a rate of 15 minutes to a day, such as rate(1 hour) or rate(15 minutes)";
const selection =
  "a selection of Sigma's, a map of fields to values such as actor.alternateId: ann@example.com, or a list of such maps";
const names = (what: string) =>
  z
    .array(z.string({ error: what }), { error: `a list: each ${what}` })
    .min(1, { error: `a list of at least one: each ${what}` });

const suppression = z.strictObject(
  {
    /** The reason. Findings of the rule contain it. */
    reason: text("a reason of 1 to 200 characters", /^[^\r\n]+$/, 200),
    /** The last day of the suppressed events, by their own time in UTC. */
    until: day(),
    /** The suppressed events: a selection as in a rule. */
    where: z.union([jsonObject(selection), z.array(jsonObject(selection)).min(1)], { error: selection }),
  },
  { error: "a map of reason, until and where" },
);

const placeholderValue = "a text or a list of texts";

/** Schema of a detection's entry. */
export const detectionSchema = z.strictObject(
  {
    /** A file of Sigma rules, or a folder of them. @default the built-in rule of that name, or all built-in rules of the vendor of that name */
    rule: text(
      "the path of a .yml file, or of a folder of them, in the project's folder",
      /^(?![/\\]|\w:)(?!.*\.\.).+$/,
      512,
    ).optional(),
    /** Keys of the vendors whose events the rules read. @default every integration of the rules' vendors */
    integrations: names("the key of a vendor").optional(),
    /** The schedule of the rules. @default `rate(1 hour)` */
    schedule: z
      .string({ error: schedule })
      .refine((value) => isWithin(scheduleMinutes(value), scheduleLimits), { error: schedule })
      .optional(),
    /** The level of the findings. @default the level of each rule */
    severity: oneOf(levels).optional(),
    /** Rules of the folder to leave out. @default none */
    except: names("the name of a rule of the folder").optional(),
    /** Values of placeholders, by name: `admins` for `%admins%`. @default none */
    placeholders: z
      .record(z.string(), z.union([z.string(), z.array(z.string()).min(1)], { error: placeholderValue }), {
        error: "a map of names to texts or lists of texts",
      })
      .optional(),
    /** Events that the rules ignore until a given day (detections.md). @default none */
    suppress: z.array(suppression, { error: "a list of maps of reason, until and where" }).optional(),
  },
  {
    error: "a map; in the stack's file, {} for the defaults; by command, set one of its keys, such as severity",
  },
);

/** An entry under `partner-audit:detections`. */
export type DetectionEntry = z.infer<typeof detectionSchema>;

/** An entry as written, before defaults. */
export type DetectionInput = z.input<typeof detectionSchema>;

/** Checks an entry. The error on a key of an earlier version contains its new form. */
export function checkDetection(entry: unknown, path: string) {
  const given: Readonly<Record<string, unknown>> = { ...Object(entry) };
  const old = Object.keys(given).filter((key) => Object.hasOwn(renamedKeys, key));
  const rest =
    old.length === 0 ? entry : Object.fromEntries(Object.entries(given).filter(([key]) => !old.includes(key)));
  const { value, problems } = check(detectionSchema, rest, path);
  const renamed = old.map((key) => conflict(`${path}.${key}`, `is no longer a key; ${renamedKeys[key]}`));
  return { ...(value !== undefined && old.length === 0 && { value }), problems: [...renamed, ...problems] };
}

const inTheRule =
  "copy the rule's file from rules/ of the package, change its correlation there, and name the copy with rule";

const renamedKeys: Readonly<Record<string, string>> = {
  query: "a detection is a Sigma rule now, so write the query as one and name its file with rule (docs/detections.md)",
  threshold: `${inTheRule} (condition.gte)`,
  withinMinutes: `${inTheRule} (timespan)`,
  lateHours: "set partner-audit:findings.lateHours, which holds for all detections",
};

/** Lists the problems of a detection's name. */
export function detectionNameProblems(path: string, name: string): readonly Problem[] {
  return /^[a-z][a-z0-9-]*$/.test(name)
    ? []
    : [notAllowed(path, name, "named by lower-case letters, digits and hyphens, beginning with a letter")];
}

/**
 * Returns the minutes of a rate expression; undefined for any other text.
 * Source: Amazon EventBridge Scheduler User Guide, "Rate-based schedules".
 */
export function scheduleMinutes(expression: string): number | undefined {
  const [, count, unit] = /^rate\(([1-9]\d{0,3}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return unit === undefined ? undefined : Number(count) * { minute: 1, hour: 60, day: 1_440 }[unit as "minute"];
}

function isWithin(value: number | undefined, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value !== undefined && value >= minimum && value <= maximum;
}

import { z } from "zod";
import { type ConfiguredMapping, requiredFields } from "../../functions/mapping/configured/configuredMapping";
import { oneOf, text } from "./fields";

const expressionText = "an expression such as event.actor.id or \"'User'\"";
const expressionsText = `${expressionText}, or a list of these`;
const expression = text(expressionText, /\S/, 4096);
const expressions = z
  .union([expression, z.array(expression).min(1, { error: expressionsText })], { error: expressionsText })
  .optional();
const objectExpression = z
  .union([expression, z.record(z.string(), expression)], {
    error: `an expression that gives an object, such as event.actor, or a map of fields to expressions`,
  })
  .optional();

/** Schema of a `mapping`, in the shape of a {@link ConfiguredMapping}. Its expressions are checked when they are compiled. */
export const mappingSchema = z.strictObject(
  {
    eventSource: text(
      "a name of 1 to 256 characters without blanks, for example hr.example.com",
      /^\S+$/,
      256,
    ).optional(),
    forEach: text("an expression that gives a list, for example event.events", /\S/, 4096).optional(),
    id: expressions,
    eventTime: expressions,
    timeFormat: text("a format of times, for example dd/MM/yyyy HH:mm:ss", /\S/, 128).optional(),
    timeZone: text("a name of the IANA time zone database, for example Europe/Berlin", /^\S+$/, 64).optional(),
    version: expressions,
    eventName: expressions,
    eventNames: z
      .record(z.string(), text("a name of 1 to 1024 characters", /\S/, 1024), {
        error: "a map of the vendor's event kinds to names",
      })
      .optional(),
    userIdentity: z
      .strictObject(
        { type: expressions, principalId: expressions, details: objectExpression },
        { error: "a map with type, principalId and details" },
      )
      .optional(),
    userAgent: expressions,
    sourceIPAddress: expressions,
    requestParameters: objectExpression,
    responseElements: objectExpression,
    errorCode: expressions,
    errorMessage: expressions,
    required: z.array(oneOf(requiredFields), { error: `a list of ${requiredFields.join(", ")}` }).optional(),
  },
  { error: "a map of the audit event's fields to expressions, for example { eventName: event.action }" },
) satisfies z.ZodType<ConfiguredMapping>;

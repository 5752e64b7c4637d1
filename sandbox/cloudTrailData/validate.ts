import type { HttpRequest } from "../http";
import { type AwsError, awsError } from "../protocol/awsError";
import { readJson } from "../protocol/awsJson";
import { checkProperties, isValid, listOf, object, required, text, type ValidInputs } from "../provider/values";
import { requestLimits } from "./limits";
import { isChannelId, parseChannelArn } from "./options";

const { id, events, externalId } = requestLimits;
const parameters = {
  /** The channel's ARN, or its ID. */
  channelArn: required(text()),
  externalId: text(
    externalId.minimumCharacters,
    externalId.maximumCharacters,
    externalId.pattern,
    "the pattern of AWS",
  ),
};
const members = {
  auditEvents: required(
    listOf(
      object({
        id: required(text(1, id.maximumCharacters, id.pattern, "letters, digits, - and _")),
        eventData: required(text()),
        eventDataChecksum: text(),
      }),
      events,
    ),
  ),
};

export type CallParameters = ValidInputs<typeof parameters>;
export type AuditEventEntry = ValidInputs<typeof members>["auditEvents"][number];

/** Reads the query string (Data Service API Reference, PutAuditEvents, "URI Request Parameters" and "Errors"). */
export function readParameters(target: string): CallParameters | AwsError {
  const at = target.indexOf("?");
  const query = new URLSearchParams(at < 0 ? "" : target.slice(at + 1));
  // The API has no list parameters; no document defines the result of a second value.
  const repeated = Object.keys(parameters).find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) return awsError("ValidationException", `${repeated} must be given once.`);
  const given = { channelArn: query.get("channelArn"), externalId: query.get("externalId") };
  if (!isValid(parameters, given)) return invalid(checkProperties(parameters, given));
  const { channelArn } = given;
  return parseChannelArn(channelArn) !== undefined || isChannelId(channelArn)
    ? given
    : awsError(
        "InvalidChannelARN",
        `The specified channel ARN is not a valid channel ARN: '${channelArn.slice(0, 256)}'.`,
      );
}

/**
 * Reads the body and rejects the whole call if necessary. The events' content is checked later.
 * Sources: Data Service API Reference, PutAuditEvents and AuditEvent; Smithy documentation, AWS restJson1 protocol tests.
 */
export function readBody({ headers, body }: HttpRequest): readonly AuditEventEntry[] | AwsError {
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    return awsError("UnsupportedMediaTypeException", "The content type must be application/json.", 415);
  }
  const document = readJson(body);
  if (document === undefined) {
    return awsError("SerializationException", "The body is not a JSON object in UTF-8.");
  }
  if (!isValid(members, document)) {
    return invalid(checkProperties(members, document));
  }
  const entries = document.auditEvents;
  const ids = new Set(entries.map(({ id }) => id));
  if (ids.size === entries.length) return entries;
  return awsError("DuplicatedAuditEventId", "Two or more entries in the request have the same event ID.");
}

function invalid(problems: readonly string[]): AwsError {
  return awsError("ValidationException", problems.join("; "));
}

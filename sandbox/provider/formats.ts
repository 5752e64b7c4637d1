import { compilePattern, PatternError } from "../eventBridge/pattern";
import type { PolicyType } from "../iam/documentTypes";
import { parsePolicyDocument } from "../iam/policyDocument";
import { PolicyDocumentError } from "../iam/policyDocumentError";
import { limits } from "./limits";
import { containsUnknown, unknownValue } from "./resourceType";
import { type Check, failure, isInputs, mapOf, text } from "./values";

/** An ARN, of any service or of one. */
export function arn(service = "[a-z0-9-]+", resource = ".+"): Check {
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12}|aws)?:${resource}$`);
  const named = service.startsWith("[") ? "" : ` of ${service}`;
  return text({ pattern, form: `an ARN${named} (arn:partition:service:region:account:resource)` });
}

/** The name of an AWS Region. */
export const regionName: Check = text({ pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, form: "a Region such as us-east-1" });

/** A text that holds JSON; `inner` looks at what it holds. */
export function jsonText(inner: Check = () => []): Check {
  return (value, place) => {
    if (typeof value !== "string") {
      return [failure(place, "a string is needed", value, "JSON in a string")];
    }
    if (containsUnknown(value)) {
      return [];
    }
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [failure(place, `it is not JSON (${reason})`, value, "JSON in a string")];
    }
    return inner(parsed, place);
  };
}

/** The JSON text of an event pattern that EventBridge accepts. */
export const eventPattern: Check = jsonText((pattern, place) => {
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    if (error instanceof PatternError) {
      return [`${place}: ${error.message}`];
    }
    throw error;
  }
});

export interface PolicySize {
  readonly maximum: number;
  /** IAM does not count white space; the other services count every character they are sent. */
  readonly countsWhiteSpace: boolean;
}

/** A policy document, as its JSON text or as an object. */
export function policyDocument(type: PolicyType, size: PolicySize): Check {
  return (value, place) => {
    if (containsUnknown(value)) {
      return [];
    }
    if (typeof value !== "string" && !isInputs(value)) {
      return [failure(place, "a policy document is needed", value, "JSON in a string, or an object")];
    }
    const written = typeof value === "string" ? value : JSON.stringify(value);
    const length = (size.countsWhiteSpace ? written : written.replaceAll(/\s/g, "")).length;
    const tooLong = failure(place, `it has ${length} characters`, value, `up to ${size.maximum} characters`);
    return [...(length > size.maximum ? [tooLong] : []), ...malformed(value, type, place)];
  };
}

function malformed(document: unknown, type: PolicyType, place: string): readonly string[] {
  try {
    parsePolicyDocument({ name: place, document }, type);
    return [];
  } catch (error) {
    if (error instanceof PolicyDocumentError) {
      return [`${place}: MalformedPolicyDocument: ${error.message}`];
    }
    throw error;
  }
}

/** A document as the provider keeps it: one line of JSON text, or unknown as a whole when any part is. */
export function documentText(document: unknown): unknown {
  if (containsUnknown(document)) {
    return unknownValue;
  }
  return JSON.stringify(typeof document === "string" ? JSON.parse(document) : document);
}

const tagCharacters = {
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  form: "letters, digits, spaces and _ . : / = + - @",
};

/** The key of a tag. */
export const tagKey: Check = (key, place) => [
  ...text({ ...limits.tags.key, ...tagCharacters })(key, place),
  ...text({ pattern: /^(?!aws:)/i, form: "keys that do not begin with aws:" })(key, place),
];

/** The value of a tag. */
export const tagValue: Check = text({ ...limits.tags.value, ...tagCharacters });

/** Tags by their keys. */
export const tags: Check = (value, place) => {
  const keys = isInputs(value) ? Object.keys(value) : [];
  const { maximum } = limits.tags.count;
  const tooMany = failure(place, `it has ${keys.length} tags`, value, `up to ${maximum} tags`);
  return [
    ...(keys.length > maximum ? [tooMany] : []),
    ...keys.flatMap((key) => tagKey(key, place)),
    ...mapOf(tagValue)(value, place),
  ];
};

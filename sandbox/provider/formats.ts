import { compilePattern } from "../eventBridge/pattern";
import { PatternError } from "../eventBridge/patternRules";
import { PolicyDocumentError, type PolicyType } from "../iam/documentShape";
import { parsePolicyDocument } from "../iam/policyDocument";
import { containsUnknown, unknownValue } from "./resourceType";
import { type Check, failure, isInputs, jsonText, listOf, mapOf, object, required, text } from "./values";

/** An ARN of any service or of the given one. */
export function arn(service = "[a-z0-9-]+", resource = ".+"): Check {
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:(\\d{12}|aws)?:${resource}$`);
  const named = service.startsWith("[") ? "" : ` of ${service}`;
  return text(0, undefined, pattern, `an ARN${named} (arn:partition:service:region:account:resource)`);
}

export const regionName: Check = text(0, undefined, /^[a-z]{2}(-[a-z]+)+-\d$/, "a Region such as us-east-1");

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

/**
 * A policy document, as JSON text or an object.
 * @param maximum characters; IAM ignores white space, other services count every character
 */
export function policyDocument(type: PolicyType, maximum: number): Check {
  return (value, place) => {
    if (containsUnknown(value)) {
      return [];
    }
    if (typeof value !== "string" && !isInputs(value)) {
      return [failure(place, "a policy document is needed", value, "JSON in a string, or an object")];
    }
    const written = typeof value === "string" ? value : JSON.stringify(value);
    const { length } = type === "resource-based policy" ? written : written.replaceAll(/\s/g, "");
    const tooLong = failure(place, `it has ${length} characters`, value, `up to ${maximum} characters`);
    return [...(length > maximum ? [tooLong] : []), ...malformed(value, type, place)];
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

/** Formats a document as the provider stores it: one line of JSON text, or unknown as a whole if any part is unknown. */
export function documentText(document: unknown): unknown {
  if (containsUnknown(document)) {
    return unknownValue;
  }
  return JSON.stringify(typeof document === "string" ? JSON.parse(document) : document);
}

// AWS General Reference, Tagging your AWS resources: tag naming limits and requirements.
const maximumTags = 50;
const tagText = (minimum: number, maximum: number) =>
  text(minimum, maximum, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, "letters, digits, spaces and _ . : / = + - @");
const tagValue = tagText(0, 256);
const tagKey: Check = (key, place) => [
  ...tagText(1, 128)(key, place),
  ...text(0, undefined, /^(?!aws:)/i, "keys that do not begin with aws:")(key, place),
];

export const tags: Check = (value, place) => {
  const keys = isInputs(value) ? Object.keys(value) : [];
  const tooMany = failure(place, `it has ${keys.length} tags`, value, `up to ${maximumTags} tags`);
  return [
    ...(keys.length > maximumTags ? [tooMany] : []),
    ...keys.flatMap((key) => tagKey(key, place)),
    ...mapOf(tagValue)(value, place),
  ];
};

/** Tags in CloudFormation's form. */
export const tagList: Check = listOf(object({ Key: required(tagKey), Value: required(tagValue) }), {
  maximum: maximumTags,
});

/** The suffix of a partition's host names: AWS Identity and Access Management User Guide, Amazon Resource Names (ARNs). */
export function endpointSuffix(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

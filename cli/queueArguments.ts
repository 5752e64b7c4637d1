import { PersonError } from "../components/personError";
import { missingOption } from "./arguments";

/**
 * Reads the URL of a queue (Amazon SQS Developer Guide, "Queue and message identifiers").
 * @throws PersonError for anything else, an option that is missing included
 */
export function queueUrl(option: string, url: string | undefined): string {
  const allowed = "the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME";
  if (url === undefined) throw missingOption(option, allowed);
  if (!/^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\d{12}\/[\w-]+$/.test(url)) {
    throw new PersonError(`--${option} must be ${allowed}; it is ${JSON.stringify(url)}.`);
  }
  return url;
}

/** The Region that a queue's URL names. */
export function regionOf(url: string): string {
  return new URL(url).hostname.split(".")[1] ?? "";
}

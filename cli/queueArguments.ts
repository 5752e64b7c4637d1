import { PersonError } from "../components/personError";

/**
 * Reads the URL of a queue (Amazon SQS Developer Guide, "Queue and message identifiers").
 * @throws PersonError for anything else
 */
export function queueUrl(option: string, url = ""): string {
  if (!/^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/\d{12}\/[\w-]+$/.test(url)) {
    throw new PersonError(
      `--${option} must be the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME; it is ${JSON.stringify(url)}.`,
    );
  }
  return url;
}

/** The Region that a queue's URL names. */
export function regionOf(url: string): string {
  return new URL(url).hostname.split(".")[1] ?? "";
}

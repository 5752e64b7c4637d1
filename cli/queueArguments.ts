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

/**
 * Reads a time in UTC, to milliseconds since 1970.
 * @throws PersonError for anything else
 */
export function momentOf(option: string, text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new PersonError(
      `--${option} must be a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20; it is ${JSON.stringify(text)}.`,
    );
  }
  return time;
}

/** The Region that a queue's URL names. */
export function regionOf(url: string): string {
  return new URL(url).hostname.split(".")[1] ?? "";
}

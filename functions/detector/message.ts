import type { Detection, DetectionRequest, Finding } from "./detection";
import type { Message } from "./findingMessage";
import { secondsText, timestampText } from "./times";

/**
 * A finding as people read it: what, who, when, from where, how many, and how to look further.
 * A subject has up to 100 ASCII characters and no line break (Amazon SNS API Reference, Publish).
 */
export function messageOf(finding: Finding, request: DetectionRequest, detection: Detection): Message {
  const { who, what, origin, howMany, firstTime, lastTime } = finding;
  const subject = `[${detection.severity}] ${request.detection}: ${request.integration}`;
  const until = lastTime === firstTime ? "" : ` to ${secondsText(lastTime)}`;
  return {
    subject: subject.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 100),
    text: [
      detection.question,
      "",
      `What: ${shown(what)}`,
      `Who: ${shown(who)}`,
      `When: ${secondsText(firstTime)}${until}`,
      `From: ${shown(origin)}`,
      `How many: ${howMany}`,
      "",
      "To look further:",
      furtherQuery(finding, request),
    ].join("\n"),
  };
}

/** The same for programs, as the detail of an event on a bus. */
export function detailOf(finding: Finding, request: DetectionRequest, detection: Detection): object {
  const { key, who, what, origin, howMany, firstTime, lastTime } = finding;
  return {
    detection: request.detection,
    question: detection.question,
    severity: detection.severity,
    integration: request.integration,
    store: request.store,
    key,
    who,
    what,
    origin,
    howMany,
    firstTime: secondsText(firstTime),
    lastTime: secondsText(lastTime),
    furtherQuery: furtherQuery(finding, request),
  };
}

/** A query for everything that the same address or, where there is none, anybody did around that time. */
function furtherQuery({ origin, firstTime, lastTime }: Finding, { store }: DetectionRequest): string {
  const [from, to] = [firstTime - around, lastTime + around];
  if (store.kind === "lake") {
    const where = origin === "" ? "" : ` AND eventData.sourceIPAddress = '${origin.replaceAll("'", "''")}'`;
    return `SELECT * FROM "${store.eventDataStoreArn.split("/").at(-1)}" WHERE eventTime >= TIMESTAMP '${timestampText(from)}' AND eventTime <= TIMESTAMP '${timestampText(to)}'${where} ORDER BY eventTime`;
  }
  const where = origin === "" ? "" : ` and sourceIPAddress = ${JSON.stringify(origin)}`;
  return `SOURCE '${store.logGroupName}' | fields @message | filter eventTime >= '${secondsText(from)}' and eventTime <= '${secondsText(to)}'${where} | sort eventTime asc`;
}

/** Half an hour, in milliseconds. */
const around = 1_800_000;

/** What a vendor or its users wrote: in one line, and not longer than a person reads. */
function shown(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trim();
  if (line === "") {
    return "(not known)";
  }
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}

import type { Detection } from "./detection";
import { secondsText, timestampText } from "./times";

/** What a run asks of: events that were stored since then and that lie, by their own time, after `after`; in milliseconds since 1970. */
export interface Asked {
  readonly since: number;
  readonly after: number;
}

/** More findings than people read, or rows than belong to any: the run fails, and its alarm goes off. */
export const maximumRows = { events: 1_000, slots: 5_000 } as const;

/** How many rows an answer may have. */
export function rowsAllowed({ threshold }: Detection): number {
  return threshold === 1 ? maximumRows.events : maximumRows.slots;
}

/** What stands in a query for the id of the event data store. */
export const storePlaceholder = "$PARTNER_EVENT_DATA_STORE_ID";

/**
 * The statement for CloudTrail Lake. The events' own time bounds what is scanned, and paid for; the time at which they were stored says
 * which of them are new. One row more is asked for than is allowed, so that too many show.
 */
export function lakeStatement(query: string, storeId: string, detection: Detection, asked: Asked): string {
  const events = `(\n${query.replaceAll(`"${storePlaceholder}"`, `"${storeId}"`).trim()}\n) AS detected`;
  const limit = rowsAllowed(detection) + 1;
  const recent = `eventTime >= TIMESTAMP '${timestampText(asked.after)}'`;
  if (detection.threshold === 1) {
    return `SELECT uid, eventTime, who, what, origin
FROM ${events}
WHERE ${recent} AND ingestionTime >= '${secondsText(asked.since)}'
ORDER BY eventTime
LIMIT ${limit}`;
  }
  // A person's events are counted by ten minutes; whoever has too few of them in all is left out here.
  return `SELECT who, slot, what, origin, howMany, firstTime, lastTime, latest
FROM (
  SELECT
    who, slot, what, origin, howMany, firstTime, lastTime, latest,
    sum(howMany) OVER (PARTITION BY who) AS inAll
  FROM (
    SELECT
      who,
      substr(date_format(eventTime, '%Y-%m-%dT%H:%i'), 1, 15) AS slot,
      min(what) AS what,
      min(origin) AS origin,
      count(DISTINCT uid) AS howMany,
      min(eventTime) AS firstTime,
      max(eventTime) AS lastTime,
      max(ingestionTime) AS latest
    FROM ${events}
    WHERE ${recent} AND who IS NOT NULL
    GROUP BY who, substr(date_format(eventTime, '%Y-%m-%dT%H:%i'), 1, 15)
  ) AS counted
) AS summed
WHERE inAll >= ${detection.threshold}
ORDER BY firstTime
LIMIT ${limit}`;
}

/** The same for Logs Insights, whose calls name the log group and the time by themselves. */
export function logsStatement(query: string, detection: Detection, { since }: Asked): string {
  const limit = rowsAllowed(detection) + 1;
  const events = query.trim();
  return detection.threshold === 1
    ? `${events}
| filter ingestionTime >= ${since}
| sort eventTime asc
| limit ${limit}`
    : `${events}
| filter ispresent(who)
| fields substr(eventTime, 0, 15) as slot
| stats sortsFirst(what) as what, sortsFirst(origin) as origin, count_distinct(uid) as howMany, sortsFirst(eventTime) as firstTime, sortsLast(eventTime) as lastTime, max(ingestionTime) as latest by who, slot
| sort firstTime asc
| limit ${limit}`;
}

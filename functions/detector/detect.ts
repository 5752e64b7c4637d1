import type { Detection, DetectionRequest, Finding } from "./detection";
import { findingsOf, nearbyKeys } from "./findings";
import type { FindingsTable } from "./findingsTable";
import type { Row } from "./startedQuery";
import { type Asked, rowsAllowed } from "./statements";

/** What a detection reaches the world by. */
export interface DetectorDependencies {
  /** Asks the request's store; rejects where the query fails. */
  readonly ask: (request: DetectionRequest, detection: Detection, asked: Asked) => Promise<readonly Row[]>;
  readonly findings: FindingsTable;
  /** Tells people and programs of a finding. */
  readonly tell: (finding: Finding, request: DetectionRequest, detection: Detection) => Promise<void>;
  /** The machine's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Looks once: asks for what was stored since the last run that ended well, and tells each finding that was not told before. Whatever fails
 * fails the whole run, and the next one begins where this one did, so that nothing is missed.
 * @param runId tells a repetition of this run from another run
 * @throws Error where the query fails or gives too many rows, or a finding cannot be told or taken down
 */
export async function detect(
  request: DetectionRequest,
  detection: Detection,
  runId: string,
  { ask, findings, tell, now }: DetectorDependencies,
) {
  const scheduled = Date.parse(request.scheduledTime);
  const after = scheduled - detection.lateHours * 3_600_000;
  const through = (await findings.through(request)) ?? after;
  const since = through - overlap;
  const rows = await ask(request, detection, { since, after: Math.min(after, through) });
  if (rows.length > rowsAllowed(detection)) {
    throw new Error(
      `${request.detection} of ${request.integration} gives more than ${rowsAllowed(detection)} rows, and none of them was told. Make its query narrower, or its threshold higher; the next run looks at them again.`,
    );
  }
  const found = findingsOf(rows, detection, since);
  let told = 0;
  let waiting = 0;
  for (const finding of found) {
    const claim = await findings.claim(request, finding, nearbyKeys(finding, detection), runId, now());
    if (claim === "ours") {
      await tell(finding, request, detection);
      await findings.told(request, finding, runId, now());
      told += 1;
    }
    waiting += claim === "another run's" ? 1 : 0;
  }
  if (waiting === 0) {
    await findings.advance(request, scheduled);
  }
  return { rows: rows.length, found: found.length, told };
}

/**
 * How far a run looks back into the time of the one before, in milliseconds: what was stored then could not always be asked for yet. What
 * is found twice is told once.
 */
const overlap = 30 * 60_000;

import { type Severity, severities } from "../../functions/detector/detection";
import { findingEvent } from "../../functions/detector/findingEvent";
import type { Sandbox } from "../../sandbox/sandbox";

/** What a detection told programs of. */
export interface ToldFinding {
  readonly detection: string;
  readonly severity: Severity;
  readonly integration: string;
  readonly who: string;
  readonly what: string;
  readonly firstTime: string;
  readonly lastTime: string;
  /** Where it came from, for example an IP address. */
  readonly origin: string;
  /** How many events it is made of. */
  readonly howMany: number;
}

/**
 * Lets the hour pass in which every detection looks, and gives what they told; undefined where the stack has none.
 * @param outputs the program's
 */
export async function findingsOf(
  sandbox: Sandbox,
  { findings }: Readonly<Record<string, unknown>>,
): Promise<readonly ToldFinding[] | undefined> {
  if (findings === undefined) {
    return undefined;
  }
  await sandbox.settle({ until: sandbox.clock.now() + aBitMoreThanAnHour });
  return sandbox.putEvents
    .filter(({ envelope }) => envelope.source === findingEvent.source)
    .map(({ envelope }) => envelope.detail as ToldFinding)
    .sort((one, other) => levelOf(other) - levelOf(one) || one.firstTime.localeCompare(other.firstTime));
}

function levelOf({ severity }: ToldFinding): number {
  return severities.indexOf(severity);
}

/** Why runs of detections failed, each reason once. */
export function detectorFailures(sandbox: Sandbox, { findings }: Readonly<Record<string, unknown>>): readonly string[] {
  const { functionName = "" } = (findings ?? {}) as { readonly functionName?: string };
  const lines = sandbox.functions.get(functionName)?.log.lines ?? [];
  const reasons = lines.flatMap((line) => /^ERROR\t\S+\t(.*)$/.exec(line)?.[1] ?? []);
  return [...new Set(reasons)];
}

/** In milliseconds. Detections that look less often are left out. */
const aBitMoreThanAnHour = 61 * 60_000;

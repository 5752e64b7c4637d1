import { sendDetails, startTime, withStack } from "../support/stack";
import {
  type Incident,
  plantedDetections,
  plantIncidents,
  type Sending,
  usualDay,
  vendorsOfIncidents,
} from "./incidents";

/** Events of the day; `npm run soak` sends 200,000. */
const events = process.env.SOAK === undefined ? 1_000 : 200_000;
const hour = 3_600_000;
/** The events of so many milliseconds are sent together. */
const lot = hour / 2;
const detections = Object.fromEntries(plantedDetections.map((name) => [name, {}]));

interface Found {
  readonly detection: string;
  readonly who: string;
  readonly howMany: number;
}

test(`thirty incidents among ${events} events of a day are each found by the next hourly run, once, and nothing else is`, async () => {
  const incidents = plantIncidents(30, startTime, 5);
  await withStack(
    async (stack) => {
      const { sandbox } = stack;
      const planted = incidents.flatMap(({ sendings }) => sendings);
      const all = [...usualDay(events, startTime, 9), ...planted].sort((one, other) => one.at - other.at);
      for (let from = startTime; all.length > 0; from += lot) {
        const now = all.splice(0, firstAfter(all, from + lot));
        for (const key of Object.keys(vendorsOfIncidents)) {
          sendDetails(
            stack,
            key,
            now.filter((one) => one.key === key).map(({ detail }) => detail),
          );
        }
        await sandbox.settle({ until: from + lot });
      }
      await sandbox.settle({ until: startTime + 26 * hour });

      const detector = sandbox.functions.get("partner-audit-dev_detector");
      expect(detector?.counts.errors).toEqual({});
      const found = sandbox.putEvents.map(({ envelope }) => envelope.detail as Found);
      expect(byName(found)).toEqual(byName(incidents));
      expect(sandbox.published).toHaveLength(incidents.length);
      const late = sandbox.putEvents.flatMap(({ envelope }) => {
        const { who } = envelope.detail as Found;
        const due = dueBy(incidents.find((incident) => incident.who === who));
        return Date.parse(String(envelope.time)) <= due ? [] : [who];
      });
      expect(late).toEqual([]);
    },
    { existing: { eventBuses: ["github-audit-log"] } },
    { vendors: vendorsOfIncidents, detections },
  );
}, 1_800_000);

function firstAfter(sendings: readonly Sending[], time: number): number {
  const index = sendings.findIndex(({ at }) => at >= time);
  return index === -1 ? sendings.length : index;
}

function byName(found: readonly (Found | Incident)[]): readonly string[] {
  return found.map(({ detection, who, howMany }) => `${detection} ${who} ${howMany}`).sort();
}

/** The run after the events were sent, which are stored within minutes; and some minutes for the run itself. */
function dueBy(incident: Incident | undefined): number {
  const at = incident?.sendings[0]?.at ?? 0;
  const sent = startTime + Math.ceil((at - startTime) / lot) * lot;
  return startTime + (Math.floor((sent - startTime) / hour) + 1) * hour + 5 * 60_000;
}

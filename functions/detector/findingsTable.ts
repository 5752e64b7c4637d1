import type { DetectionRequest, Finding } from "./detection";
import type { Item, ItemKey, ItemStore } from "./itemStore";

/** Whose a finding is: this run's to tell, told or part of one that was, or one that another run is about to tell. */
export type Claim = "ours" | "told" | "another run's";

/** Remembers what was found, so that each finding is told once, and up to when each detection has looked. */
export class FindingsTable {
  /** @param runTime how long a run may take at most, in milliseconds: what another one has not told by then it never will */
  constructor(
    private readonly items: ItemStore,
    private readonly runTime: number,
  ) {}

  /** Up to when the detection has looked, in milliseconds since 1970; undefined where it never has. */
  async through(request: DetectionRequest): Promise<number | undefined> {
    const item = await this.items.get({ ...partition(request), finding: progress });
    return item === undefined ? undefined : Number(item.through);
  }

  /** Notes that the detection has looked up to then. It never goes back: a run that is repeated may be late. */
  async advance(request: DetectionRequest, through: number): Promise<void> {
    await this.items.putGreater({ ...partition(request), finding: progress, through }, "through");
  }

  /** Takes a finding for this run, unless it was told, or is about to be. */
  async claim(
    request: DetectionRequest,
    finding: Finding,
    nearby: readonly string[],
    runId: string,
    now: number,
  ): Promise<Claim> {
    // A run that is repeated bears the same id; one that was killed tells nothing any more.
    const claimOn = (item: Item): Claim => {
      if (item.state === "told") {
        return "told";
      }
      return item.runId === runId || Number(item.at) < now - this.runTime ? "ours" : "another run's";
    };
    for (const key of nearby) {
      const item = await this.items.get({ ...partition(request), finding: key });
      if (item !== undefined && claimOn(item) !== "ours") {
        return claimOn(item);
      }
    }
    const other = await this.items.putNew(itemOf(request, finding, "found", runId, now));
    return other === undefined ? "ours" : claimOn(other);
  }

  told(request: DetectionRequest, finding: Finding, runId: string, now: number): Promise<void> {
    return this.items.put(itemOf(request, finding, "told", runId, now));
  }
}

/** Under this sort key lies how far a detection has looked; no finding's key is like it. */
const progress = " through";

/** How long a finding is remembered, in days: far longer than any event may be late. */
const rememberedDays = 366;

function partition({ detection, integration }: DetectionRequest): Pick<ItemKey, "detection"> {
  return { detection: `${detection}/${integration}` };
}

function itemOf(
  request: DetectionRequest,
  { key, who, what, origin, firstTime, lastTime, howMany }: Finding,
  state: "found" | "told",
  runId: string,
  at: number,
): Item & ItemKey {
  return {
    ...partition(request),
    finding: key,
    state,
    runId,
    at,
    who,
    what,
    origin,
    firstTime,
    lastTime,
    howMany,
    // Seconds since 1970, by which DynamoDB deletes the item.
    expires: Math.floor(at / 1000) + rememberedDays * 86_400,
  };
}

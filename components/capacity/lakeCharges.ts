import { coldClass } from "../lake/lakeSettings";
import { type Price, prices } from "./prices";

const gigabyte = 1_000_000_000;
/** Minimum bytes that S3 bills for an object in the colder class; S3 does not move smaller objects (see {@link coldClass}). */
export const leastColdBytes = 131_072;

/** A charge of objects in S3. */
interface LakeCharge {
  readonly part: "sink" | "storage";
  readonly price: Price;
  readonly quantity: number;
}

/** Lists the charges of objects of equal size from their creation to their expiration, with the moves of the lifecycle rules of the stack's bucket. */
export function lakeChargeLines(objects: number, bytes: number, months: Months): readonly LakeCharge[] {
  const { standard, cold } = isMoved(bytes, months) ? months : { standard: months.standard + months.cold, cold: 0 };
  const stored: readonly LakeCharge[] = [
    { part: "sink", price: prices.s3Put, quantity: objects / 1_000 },
    { part: "storage", price: prices.s3Standard, quantity: ((objects * bytes) / gigabyte) * standard },
  ];
  return cold === 0
    ? stored
    : [
        ...stored,
        { part: "storage", price: prices.s3Transition, quantity: objects / 1_000 },
        { part: "storage", price: prices.s3Glacier, quantity: ((objects * bytes) / gigabyte) * cold },
      ];
}

/** Months in each class. */
interface Months {
  readonly standard: number;
  /** Zero if the retention is too short for the colder class. */
  readonly cold: number;
}

/** Divides a retention between the classes. */
export function monthsOf(retentionDays: number, daysPerMonth: number): Months {
  const standardDays = retentionDays < coldClass.retentionDays ? retentionDays : coldClass.afterDays;
  return { standard: standardDays / daysPerMonth, cold: (retentionDays - standardDays) / daysPerMonth };
}

function isMoved(bytes: number, { cold }: Months): boolean {
  return cold > 0 && bytes >= leastColdBytes;
}

/** Returns the size in bytes from which an object is cheaper in the colder class, including its move and the minimum billed size, excluding retrieval by queries. */
export function coldPaysFromBytes({ cold }: Months): number {
  const perGigabyteMonth = prices.s3Standard.dollars;
  const leastDollars = (leastColdBytes / gigabyte) * prices.s3Glacier.dollars;
  return ((leastDollars + prices.s3Transition.dollars / 1_000 / cold) / perGigabyteMonth) * gigabyte;
}

import { coldClass } from "../lake/lakeSettings";
import { type Price, prices } from "./prices";

const gigabyte = 1_000_000_000;
/** Bytes that an object in the colder class is billed as at least, and below which S3 leaves it where it is (see {@link coldClass}). */
export const leastColdBytes = 131_072;

/** A charge of objects in S3. */
interface LakeCharge {
  readonly part: "sink" | "storage";
  readonly price: Price;
  readonly quantity: number;
}

/** The charges of equal objects from their writing to their expiration: as the lifecycle rules of the stack's bucket move them. */
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
  /** Zero where the retention is too short for the colder class. */
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

/** The bytes of an object from which the colder class is cheaper, its move and the least size that is billed included; queries' retrieval is not. */
export function coldPaysFromBytes({ cold }: Months): number {
  const perGigabyteMonth = prices.s3Standard.dollars;
  const leastDollars = (leastColdBytes / gigabyte) * prices.s3Glacier.dollars;
  return ((leastDollars + prices.s3Transition.dollars / 1_000 / cold) / perGigabyteMonth) * gigabyte;
}

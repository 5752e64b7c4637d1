import type { Price } from "../../components/capacity/prices";

/** A price in US dollars, as the pages show it. */
export function priceText({ dollars }: Pick<Price, "dollars">): string {
  return dollars < 0.001
    ? String(dollars)
    : dollars.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 });
}

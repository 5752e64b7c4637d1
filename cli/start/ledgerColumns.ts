/** The counts of a ledger with their column titles. */
export const ledgerColumns = [
  ["received", "received"],
  ["stored", "ingested"],
  ["duplicates", "deduplicated"],
  ["failed", "rejected"],
  ["pending", "pending"],
] as const;

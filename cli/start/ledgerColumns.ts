/** The counts of a ledger, each under the name that people read. */
export const ledgerColumns = [
  ["received", "received"],
  ["stored", "ingested"],
  ["duplicates", "deduplicated"],
  ["failed", "rejected"],
  ["pending", "pending"],
] as const;

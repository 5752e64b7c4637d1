/**
 * What CloudTrail Lake holds a query to.
 * Source: AWS CloudTrail API Reference, StartQuery.
 */
export const queryLimits = {
  /** Characters of a query statement. */
  statementCharacters: 10_000,
} as const;

/**
 * What this sandbox alone holds a query to. Numbers travel through JSON on their way to the database, so a literal
 * with more digits than a double holds exactly is refused instead of rounded in silence.
 */
export const sandboxQueryLimits = {
  numberDigits: 15,
} as const;

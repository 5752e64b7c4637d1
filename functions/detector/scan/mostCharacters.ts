/** Maximum number of characters of a query, per kind of store. */
export const mostCharacters = {
  /** AWS CloudTrail API Reference, StartQuery. */
  lake: 10_000,
  /** 262,144 bytes (Amazon Athena User Guide, "Service Quotas"); a UTF-8 character has up to four bytes. */
  athena: 60_000,
  /** Amazon CloudWatch Logs API Reference, StartQuery. */
  logs: 10_000,
} as const;

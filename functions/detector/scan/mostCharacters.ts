/** The most characters of a query, by the kind of store. */
export const mostCharacters = {
  /** AWS CloudTrail API Reference, StartQuery. */
  lake: 10_000,
  /** 262,144 bytes (Amazon Athena User Guide, "Service Quotas"); a character of UTF-8 has up to four. */
  athena: 60_000,
  /** Amazon CloudWatch Logs API Reference, StartQuery. */
  logs: 10_000,
} as const;

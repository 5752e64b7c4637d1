/** What must not be stored of an integration's events, beside the vendor's own defaults, as configuration gives it. */
export interface PrivacySettings {
  /** Dotted paths from the top of the vendor's event, in which `*` stands for any index or key: these fields are left out. */
  readonly drop?: readonly string[];
  /** Paths of fields whose value becomes `REDACTED`. */
  readonly mask?: readonly string[];
  /** Paths of fields whose value becomes its HMAC-SHA-256, keyed with the salt. */
  readonly hash?: readonly string[];
  /** Where given, only these fields are kept, and those that the event's id, time and name come from. */
  readonly allow?: readonly string[];
}

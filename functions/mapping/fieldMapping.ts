/**
 * Where a vendor's event holds what an audit event says: a mapping as plain data, so that it can be written in
 * configuration as well as in code. Fields are named by dotted paths from the top of the vendor's event, such as
 * `client.userAgent.rawUserAgent`; digits are indexes of arrays. Of several paths the first that holds something wins.
 *
 * Whatever no rule places whole goes to `additionalEventData`, so nothing has to be listed to be kept.
 */
export interface FieldMapping {
  /** The vendor's own id of the event, the same in every delivery of it. */
  readonly id: TextRule;
  /** When it happened; see time.ts for what can be read. The EventBridge event's time stands in for it. */
  readonly eventTime: Pick<TextRule, "from">;
  readonly version: TextRule;
  readonly eventName: TextRule;
  readonly userIdentity: {
    readonly type: TextRule;
    readonly principalId: TextRule;
    readonly details?: ObjectRule;
  };
  readonly userAgent?: TextRule;
  /** Taken only if it is an IPv4 or IPv6 address. */
  readonly sourceIPAddress?: TextRule;
  readonly requestParameters?: ObjectRule;
  readonly responseElements?: ObjectRule;
  readonly failure?: FailureRule;
  /**
   * The event kinds that the vendor documents, as `eventName` finds them. Others are stored as they are and counted as drift.
   * Only for vendors with a closed list. @default any kind is known
   */
  readonly kinds?: readonly string[];
  /**
   * Whether the whole EventBridge event, without nulls, stands in `additionalEventData.raw` in place of the fields that no rule
   * placed. @default false
   */
  readonly raw?: boolean;
  /** Top-level field names to recognise in any mix of upper and lower case. Without it, case matters. */
  readonly anyCase?: readonly string[];
}

/** A text, or a number as text. */
export interface TextRule {
  readonly from: readonly string[];
  /** Stands where `from` holds nothing. @default `Unknown` for fields that an audit event must have, else nothing */
  readonly otherwise?: string;
  /** The vendor's values and the names to store for them; other values are stored as they are. */
  readonly names?: Readonly<Record<string, string>>;
  /** With `names`: what is put before a value that is not among them, which is counted as drift. @default the value is stored as it is */
  readonly unknownPrefix?: string;
}

/** A JSON object put together from values of the vendor's event. */
export interface ObjectRule {
  /** Objects whose fields are taken over one by one. What turns out to be no object is treated like one of `fields`. */
  readonly spread?: readonly string[];
  /** Values to take over under the last segment of their path. */
  readonly fields?: readonly string[];
}

/** When an action failed, and what the error is. An event that did not fail has neither errorCode nor errorMessage. */
export interface FailureRule {
  /** The field that tells, or several of which the first that holds something does, and the values of it that mean a failure, in upper or lower case. */
  readonly result: string | readonly string[];
  readonly failures: readonly string[];
  readonly errorCode: TextRule;
  readonly errorMessage?: TextRule;
}

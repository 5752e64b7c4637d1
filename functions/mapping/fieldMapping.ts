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
  /** Taken only where it says an IPv4 or IPv6 address; see address.ts for the forms. */
  readonly sourceIPAddress?: TextRule;
  readonly requestParameters?: ObjectRule;
  readonly responseElements?: ObjectRule;
  readonly failure?: FailureRule;
  /**
   * The event kinds that the vendor documents, as `eventName` finds them. Others are stored as they are and counted as drift.
   * @default any kind is known
   */
  readonly kinds?: readonly string[];
  /**
   * Whether the whole EventBridge event, without nulls, stands in `additionalEventData.raw` in place of the fields that no rule
   * placed. @default false
   */
  readonly raw?: boolean;
  /** Dotted paths of fields whose names are recognised in any mix of upper and lower case, positions in arrays left out. Without it, case matters. */
  readonly anyCase?: readonly string[];
  /** Texts that hold a JSON object: they are read as that object before any rule looks for a field in it. @default none */
  readonly jsonTexts?: readonly string[];
}

/** A text, or a number as text. */
export interface TextRule {
  /** Cases that are tried in order before `from`. */
  readonly cases?: readonly TextCase[];
  readonly from: readonly string[];
  /** Values that say that nothing is known, such as `-1` or `unknown`, in any case; they are passed over. */
  readonly except?: readonly string[];
  /** Stands where nothing is found. @default `Unknown` for fields that an audit event must have, else nothing */
  readonly otherwise?: string;
  /** The vendor's values and the names to store for them; other values are stored as they are. */
  readonly names?: Readonly<Record<string, string>>;
  /** Fields that stay where they are as well, so that their own values can be told from those that take their place. @default none */
  readonly stays?: readonly string[];
  /** With `names`: what is put before a value that is not among them, which is counted as drift. @default the value is stored as it is */
  readonly unknownPrefix?: string;
}

/** Where a text comes from if a condition holds: from `from`, or, where that holds nothing, `text` itself. */
export interface TextCase {
  readonly when: Condition;
  readonly from?: readonly string[];
  readonly text?: string;
}

/**
 * Holds where the first of the fields that holds a text, a number or a boolean has one of `values`, matches `pattern`, or is a number of
 * `atLeast` or more. With none of these it holds where one of the fields holds anything but null, false, an empty text, array or object.
 * `a.*.b` is the field `b` of any object in the list `a`.
 */
export interface Condition {
  readonly field: string | readonly string[];
  /** In any case; booleans are `true` and `false`. */
  readonly values?: readonly string[];
  /** A regular expression, in any case. */
  readonly pattern?: string;
  readonly atLeast?: number;
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
  /** The action failed where any of these holds. */
  readonly when: readonly Condition[];
  /** The outcomes that the vendor documents. Any other is counted as drift. @default any is expected */
  readonly documented?: Condition;
  /** A failure without a code has `Unknown`. */
  readonly errorCode: TextRule;
  readonly errorMessage?: TextRule;
}

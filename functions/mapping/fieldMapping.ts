/**
 * A mapping from a vendor's event to an audit event, as plain data, so that it can be written in configuration as well as in code. Fields
 * are dotted paths from the top of the vendor's event, such as `client.userAgent.rawUserAgent`; digits are array indexes. In a list of
 * paths, the first one with a value is used.
 *
 * Everything that no rule places as a whole goes to `additionalEventData`, so nothing must be listed to be kept.
 */
export interface FieldMapping {
  /** The vendor's own id of the event, the same in every delivery of it. */
  readonly id: TextRule;
  /** The time of the event, in the formats of time.ts. @default the EventBridge event's time */
  readonly eventTime: Pick<TextRule, "from">;
  readonly version: TextRule;
  readonly eventName: TextRule;
  readonly userIdentity: {
    readonly type: TextRule;
    readonly principalId: TextRule;
    readonly details?: ObjectRule;
  };
  readonly userAgent?: TextRule;
  /** Used only if it contains an IPv4 or IPv6 address; see address.ts for the forms. */
  readonly sourceIPAddress?: TextRule;
  readonly requestParameters?: ObjectRule;
  readonly responseElements?: ObjectRule;
  readonly failure?: FailureRule;
  /**
   * The event kinds that the vendor documents, as found by `eventName`. Others are stored as they are and count as drift.
   * @default every kind is known
   */
  readonly kinds?: readonly string[];
  /**
   * True to store the whole EventBridge event, without nulls, in `additionalEventData.raw` in place of the fields that no rule placed.
   * @default false
   */
  readonly raw?: boolean;
  /** Dotted paths of fields whose names are recognised in any case; array positions are left out. @default names are case-sensitive */
  readonly anyCase?: readonly string[];
  /** Texts that hold a JSON object: they are parsed before any rule looks for a field in it. @default none */
  readonly jsonTexts?: readonly string[];
}

/** A text, or a number as text. */
export interface TextRule {
  /** Cases to try, in order, before `from`. */
  readonly cases?: readonly TextCase[];
  readonly from: readonly string[];
  /** Values that mean "not known", such as `-1` or `unknown`, in any case; they are skipped. */
  readonly except?: readonly string[];
  /** The value if none is found. @default `Unknown` for required fields of an audit event, otherwise nothing */
  readonly otherwise?: string;
  /** Names to store for the vendor's values; other values are stored as they are. */
  readonly names?: Readonly<Record<string, string>>;
  /**
   * Fields that also stay in their original place, so that their values can be distinguished from those that replace them. @default none
   */
  readonly stays?: readonly string[];
  /** With `names`: the prefix of a value without a name, which counts as drift. @default the value is stored as it is */
  readonly unknownPrefix?: string;
}

/** The source of a text if a condition holds: `from`, or, if that has no value, the literal `text`. */
export interface TextCase {
  readonly when: Condition;
  readonly from?: readonly string[];
  readonly text?: string;
}

/**
 * Holds if the first field with a text, number or boolean has one of `values`, matches `pattern`, or is a number of at least `atLeast`.
 * Without any of these, it holds if one of the fields is anything but null, false, or an empty text, array or object. `a.*.b` is the field
 * `b` of any object in the list `a`.
 */
export interface Condition {
  readonly field: string | readonly string[];
  /** Case-insensitive; booleans are `true` and `false`. */
  readonly values?: readonly string[];
  /** A case-insensitive regular expression. */
  readonly pattern?: string;
  readonly atLeast?: number;
}

/** A JSON object built from values of the vendor's event. */
export interface ObjectRule {
  /** Objects whose fields are copied individually. A value that is not an object is treated like one of `fields`. */
  readonly spread?: readonly string[];
  /** Values to copy under the last segment of their path. */
  readonly fields?: readonly string[];
}

/** Determines whether an action failed, and its error. An event without failure has neither errorCode nor errorMessage. */
export interface FailureRule {
  /** The action failed if any of these holds. */
  readonly when: readonly Condition[];
  /** The outcomes that the vendor documents. Others count as drift. @default every outcome is expected */
  readonly documented?: Condition;
  /** @default `Unknown` */
  readonly errorCode: TextRule;
  readonly errorMessage?: TextRule;
}

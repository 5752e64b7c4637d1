/**
 * A mapping in a stack's configuration: for a vendor without a built-in mapping, or to extend or override a built-in one. Omitted fields
 * keep the built-in mapping.
 *
 * A value is an expression of the Common Expression Language (CEL) over `event`, the vendor's event, and `envelope`, the EventBridge event
 * around it: `event.actor.id`, `'User'`, `event.ok ? 'Done' : 'Failed'`. In a list of expressions, the first one with a value is used. An
 * expression that uses a field missing from the event has no value and counts as drift.
 * Source of the language: CEL Language Definition, with its optional types (`event.?actor.?id.orValue('none')`).
 */
export interface ConfiguredMapping {
  /** The `eventSource` of the audit events: a text, not an expression. @default the integration's key */
  readonly eventSource?: string;
  /**
   * An expression that returns a list, such as `event.events`: each item becomes an audit event. Expressions read it as `item`, besides
   * `event`; its id is the id of the event and the position in the list, as in `e-1#0`. If the list is found by a path, an audit event
   * keeps only its own item of it. If the list is missing or empty, the event becomes one audit event, which counts as drift.
   * @default the event is one audit event
   */
  readonly forEach?: string;
  /** The vendor's own id of the event, the same in every delivery. @default the id of the EventBridge event */
  readonly id?: Expressions;
  /** The time of the event: in the formats of time.ts, or in `timeFormat`. @default the time of the EventBridge event */
  readonly eventTime?: Expressions;
  /** The format of `eventTime`, in Unicode's letters: `dd/MM/yyyy HH:mm:ss`; see timeFormat.ts. */
  readonly timeFormat?: string;
  /** The time zone of times in `timeFormat` without one, as an IANA name. @default UTC */
  readonly timeZone?: string;
  /** The version of the vendor's schema. @default 0 */
  readonly version?: Expressions;
  /** The action. @default Unknown */
  readonly eventName?: Expressions;
  /** Names to store for values of `eventName`. If present, a value without a name is stored as it is and counts as drift. */
  readonly eventNames?: Readonly<Record<string, string>>;
  /** The actor. */
  readonly userIdentity?: {
    /** The kind of actor, such as `'User'`. @default Unknown */
    readonly type?: Expressions;
    /** The vendor's own id of the actor. @default Unknown */
    readonly principalId?: Expressions;
    /** Further data about the actor. @default left out */
    readonly details?: ObjectExpression;
  };
  /** The program used. @default left out */
  readonly userAgent?: Expressions;
  /** The source address: IPv4 or IPv6. @default left out */
  readonly sourceIPAddress?: Expressions;
  /** The parameters of the request. @default left out */
  readonly requestParameters?: ObjectExpression;
  /** The result of the request. @default left out */
  readonly responseElements?: ObjectExpression;
  /**
   * Has a value only if the action failed; `0` is not an error. A condition (`event.ok ? '' : event.error`) that fails, for example because
   * a field is missing, gives `Unknown`: it never makes a failure a success. Failures found by a built-in vendor's own rule stay failures.
   * @default left out
   */
  readonly errorCode?: Expressions;
  /** The reason for the failure, in words. @default left out */
  readonly errorMessage?: Expressions;
  /** Fields of the audit event without which an event is rejected. @default none: missing values become a placeholder */
  readonly required?: readonly RequiredField[];
}

/** One expression, or several of which the first with a value is used. */
export type Expressions = string | readonly string[];

/** An expression that returns an object, or one expression per field of the object. */
export type ObjectExpression = string | Readonly<Record<string, string>>;

/** The fields of an audit event, by path, that can be required in the vendor's event. */
export const requiredFields = [
  "id",
  "eventTime",
  "version",
  "eventName",
  "userIdentity.type",
  "userIdentity.principalId",
  "userAgent",
  "sourceIPAddress",
] as const;

export type RequiredField = (typeof requiredFields)[number];

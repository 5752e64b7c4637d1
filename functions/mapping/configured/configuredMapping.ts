/**
 * A mapping as a stack's configuration gives it: for a vendor that no code knows, or to extend or override a built-in vendor's.
 * What is left out stays as the built-in mapping has it.
 *
 * A value is an expression of the Common Expression Language (CEL) over `event`, the vendor's event, and `envelope`, the
 * EventBridge event around it: `event.actor.id`, `'User'`, `event.ok ? 'Done' : 'Failed'`. Of several expressions the first that
 * finds something wins. One that computes with a field which the event lacks finds nothing and is counted as drift.
 * Source of the language: CEL Language Definition, with its optional types (`event.?actor.?id.orValue('none')`).
 */
export interface ConfiguredMapping {
  /** What the audit events carry as `eventSource`: a text, no expression. @default the integration's key */
  readonly eventSource?: string;
  /**
   * An expression that gives a list, such as `event.events`: each item becomes an audit event of its own, found by `item` beside
   * `event`, and known by the id of the event and its place in the list, as in `e-1#0`. Of the list itself, where a path finds it, an
   * audit event keeps its item alone. Where the list is absent or empty the event becomes one audit event, which is counted as drift.
   * @default the event is one audit event
   */
  readonly forEach?: string;
  /** The vendor's own id of the event, the same in every delivery of it. @default the id of the EventBridge event */
  readonly id?: Expressions;
  /** When it happened: as time.ts reads it, or as `timeFormat` says. @default the time of the EventBridge event */
  readonly eventTime?: Expressions;
  /** How `eventTime` is written, in Unicode's letters: `dd/MM/yyyy HH:mm:ss`; see timeFormat.ts. */
  readonly timeFormat?: string;
  /** The zone of times of `timeFormat` that give none, by its name in the IANA database. @default UTC */
  readonly timeZone?: string;
  /** The version of the vendor's schema. @default 0 */
  readonly version?: Expressions;
  /** What was done. @default Unknown */
  readonly eventName?: Expressions;
  /** Names to store for values of `eventName`. A value that is not among them is stored as it is and, where this is given, counted as drift. */
  readonly eventNames?: Readonly<Record<string, string>>;
  /** Who did it. */
  readonly userIdentity?: {
    /** Of what kind they are, such as `'User'`. @default Unknown */
    readonly type?: Expressions;
    /** The vendor's own id of them. @default Unknown */
    readonly principalId?: Expressions;
    /** What else is known of them. @default left out */
    readonly details?: ObjectExpression;
  };
  /** By which program. @default left out */
  readonly userAgent?: Expressions;
  /** From where: an IPv4 or IPv6 address. @default left out */
  readonly sourceIPAddress?: Expressions;
  /** What was asked for. @default left out */
  readonly requestParameters?: ObjectExpression;
  /** What came of it. @default left out */
  readonly responseElements?: ObjectExpression;
  /**
   * Found only where the action failed; `0` is no error. A condition (`event.ok ? '' : event.error`) that fails, as where the event
   * lacks a field, gives `Unknown`: it never makes a failure a success. What a built-in vendor's own rule takes for a failure stays one.
   * @default left out
   */
  readonly errorCode?: Expressions;
  /** In words, why the action failed. @default left out */
  readonly errorMessage?: Expressions;
  /** Fields of the audit event without which an event is rejected. @default none: a placeholder stands for what is missing */
  readonly required?: readonly RequiredField[];
}

/** One expression, or several of which the first that finds something wins. */
export type Expressions = string | readonly string[];

/** An expression that gives an object, or one expression for each field of the object. */
export type ObjectExpression = string | Readonly<Record<string, string>>;

/** The fields of an audit event that can be required of the vendor's event, by their paths. */
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

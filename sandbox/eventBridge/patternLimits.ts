/** What EventBridge allows in an event pattern, each with its source. */
export const patternLimits = {
  /**
   * Longest pattern, in characters. Amazon EventBridge API Reference, PutRule, EventPattern. A new account starts with
   * a quota of 2,048, which AWS raises to this number on request (Amazon EventBridge User Guide, Amazon EventBridge
   * quotas).
   */
  characters: 4096,
  /** Most combinations that `$or` may make: Amazon EventBridge User Guide, Comparison operators, `$or` matching. */
  orCombinations: 1000,
  /** Fewest objects in an `$or` array: Event Ruler, README, The "$or" Primitive. */
  orAlternatives: 2,
  /** Largest absolute number: Amazon EventBridge User Guide, Comparison operators, Numeric matching. */
  largestNumber: 2 ** 53,
  /** Longest mask of a CIDR block by address family; a whole address is not a block: Event Ruler, CIDR. */
  ipv4MaskBits: 31,
  ipv6MaskBits: 127,
} as const;

/** The operators of Amazon EventBridge User Guide, Comparison operators for use in event patterns. */
export const operatorNames = [
  "prefix",
  "suffix",
  "anything-but",
  "numeric",
  "exists",
  "equals-ignore-case",
  "wildcard",
  "cidr",
] as const;

export type OperatorName = (typeof operatorNames)[number];

import { type Inputs, unknownValue } from "../resourceType";
import { failure } from "../values";

/** What is first in, first out: a queue or a topic, its property that says so, and the properties that need it. */
export interface FifoKind {
  readonly kind: "queue" | "topic";
  readonly flag: "fifoQueue" | "fifoTopic";
  readonly only: readonly string[];
}

/**
 * The name of a FIFO queue or topic ends with `.fifo`, and no other does (Amazon SQS API Reference, CreateQueue; Amazon SNS
 * API Reference, CreateTopic).
 */
export function fifoRules(inputs: Inputs, { kind, flag, only }: FifoKind): readonly string[] {
  const { name, [flag]: value } = inputs;
  if (value === unknownValue) {
    return [];
  }
  const fifo = value === true;
  const known = typeof name === "string" && name !== unknownValue;
  const allowed = fifo ? `a FIFO ${kind}'s name ends with .fifo` : `only a FIFO ${kind}'s name ends with .fifo`;
  const strange = only.filter((property) => !fifo && inputs[property] !== undefined && inputs[property] !== false);
  return [
    ...(known && name.endsWith(".fifo") !== fifo ? [failure("name", `it does not fit ${flag}`, name, allowed)] : []),
    ...strange.map((property) => failure(property, `it is for FIFO ${kind}s only`, inputs[property], "nothing")),
  ];
}

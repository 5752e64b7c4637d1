import * as pulumi from "@pulumi/pulumi";

/**
 * A document as JSON, of plain values with some inputs among them. It is what `pulumi.jsonStringify` makes, by one step over the inputs and
 * not by one for each object in the document: a stack has ten documents a vendor.
 */
export function jsonDocument(document: object): pulumi.Output<string> {
  const inputs: pulumi.Input<unknown>[] = [];
  each(document, (input) => inputs.push(input));
  return pulumi.all(inputs).apply((values) => {
    const left = [...values];
    return JSON.stringify(each(document, () => left.shift()));
  });
}

/** The document with each input in it changed, always in the same order. */
function each(value: unknown, change: (input: pulumi.Input<unknown>) => unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((item) => each(item, change));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, each(child, change)]));
  }
  return value;
}

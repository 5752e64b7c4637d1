import type { Input } from "@pulumi/pulumi";
import { Output } from "@pulumi/pulumi/output";
import { z } from "zod";

/** A value that only the engine can resolve: an Output or a promise. */
type Later<Value> = Exclude<Input<Value>, Value>;

/** Extends a schema to accept an Output or a promise, which only AWS can check. A plain value is still checked. */
export function inputOf<Schema extends z.ZodType>(schema: Schema) {
  const later = z.custom<Later<z.output<Schema>>>(isLater);
  return z.union([schema, later], { error: ({ input }) => schema.safeParse(input).error?.issues[0]?.message });
}

/** Returns the text of a plain Input; undefined for an Output or a promise. */
export function plainText(value: Input<string> | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Returns true if a value is an Output or a promise. */
export function isLater(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}
